using WarRoomBot.Plans;

namespace WarRoomBot.Probes;

/// <summary>What a plan says about how one metric is read. A value: two equal specifications read the same.</summary>
public abstract record ProbeSpec
{
    /// <summary>Where the value comes from, for people, in a few words and without secrets: <c>GET /api/metrics/errors → errorRate</c>.</summary>
    public abstract string Origin { get; }

    /// <summary>Whom it asks over a network: a name or an address, in small letters; null when nothing leaves this machine.</summary>
    public virtual string? Host => null;

    /// <summary>The unit its numbers come in; null when only the plan can say.</summary>
    public virtual Unit? Unit => null;

    /// <summary>Only the origin: a specification holds addresses, headers and statements with secrets in them.</summary>
    public sealed override string ToString() => Origin;
}

/// <summary>A kind of probe: how a plan writes it down and how it is read. Each kind is one folder of WarRoomBot.Probes.</summary>
public abstract class ProbeKind
{
    /// <summary>The key that makes a <c>probe:</c> of this kind, such as <c>http</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The type of its specifications: no two kinds share one.</summary>
    public abstract Type SpecType { get; }

    /// <summary>How the plan file writes it; the object that holds <see cref="Name"/> and its options.</summary>
    public abstract Shape<ProbeSpec> Shape { get; }

    /// <summary>
    /// Reads once, bounded by time-outs of its own. Whatever goes wrong outside is a <see cref="Reading"/>; it throws only when cancelled.
    /// </summary>
    /// <param name="spec">Of this kind.</param>
    /// <param name="round">Shared by all metrics read together: ask it for what several of them may need.</param>
    /// <param name="cancellationToken">The process is stopping, or the whole round takes too long.</param>
    public abstract Task<Reading> ReadAsync(ProbeSpec spec, ProbeRound round, CancellationToken cancellationToken);
}

/// <summary>A kind of probe with specifications of its own type.</summary>
public abstract class ProbeKind<TSpec> : ProbeKind
    where TSpec : ProbeSpec
{
    public sealed override Type SpecType => typeof(TSpec);

    public sealed override Task<Reading> ReadAsync(ProbeSpec spec, ProbeRound round, CancellationToken cancellationToken) =>
        ReadAsync((TSpec)spec, round, cancellationToken);

    /// <inheritdoc cref="ProbeKind.ReadAsync"/>
    protected abstract Task<Reading> ReadAsync(TSpec spec, ProbeRound round, CancellationToken cancellationToken);
}

/// <summary>One reading of several metrics: what two of them ask alike is asked once.</summary>
/// <param name="pace">How many times faster than the wall clock the room runs: waits that a plan names are divided by it.</param>
public sealed class ProbeRound(double pace)
{
    private readonly Dictionary<(Type, string), Task> _asked = [];

    /// <summary>How fast the room's clock runs: every wait between two requests is divided by it, no time-out is.</summary>
    public double Pace => pace;

    /// <summary>How long a wait of the plan is for this room.</summary>
    public TimeSpan Paced(TimeSpan wait) => wait / Pace;

    /// <param name="key">Everything that makes the request what it is, secrets included; never logged.</param>
    /// <param name="ask">Called by the first that asks.</param>
    public Task<T> OnceAsync<T>(string key, Func<Task<T>> ask)
    {
        lock (_asked)
        {
            if (!_asked.TryGetValue((typeof(T), key), out var asked))
                _asked[(typeof(T), key)] = asked = ask();
            return (Task<T>)asked;
        }
    }
}
