using WarRoomBot.Probes;

namespace WarRoomBot.Features.Metrics.Contract;

/// <summary>How far one reading came over a network.</summary>
/// <param name="Host">Whom it asked; null when nothing left this machine.</param>
/// <param name="Way">What came of it.</param>
internal sealed record Reach(string? Host, Way Way)
{
    public static readonly Reach Nowhere = new(null, Way.NotTried);

    public static Reach Of(ProbeSpec probe, Reading reading)
    {
        var failure = reading switch
        {
            Reading.Truth truth => truth.Failure,
            Reading.Failed failed => failed.Failure,
            _ => null,
        };
        return probe.Host is null ? Nowhere : new(probe.Host, WayOf(failure));
    }

    private static Way WayOf(Failure? failure) => failure switch
    {
        Failure.Unreachable => Way.None,
        Failure.Forbidden or Failure.Configuration => Way.NotTried,

        // A name server that says "no such name" may be this machine's own; whoever is slow may be busy or gone.
        Failure.Dns or Failure.Timeout or Failure.Network => Way.Unsure,
        _ => Way.There,
    };
}

/// <summary>Whether somebody outside was reached.</summary>
internal enum Way
{
    NotTried,

    /// <summary>Somebody answered, whatever they said.</summary>
    There,

    /// <summary>No connection came about, and nobody said why.</summary>
    None,
    Unsure,
}
