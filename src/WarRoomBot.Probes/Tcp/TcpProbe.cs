using WarRoomBot.Plans;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Tcp;

/// <summary>
/// The probe <c>tcp</c>, as <c>{ tcp: host:port, read?: open | connect-time, timeout? }</c>: up when a connection comes about, or how long
/// that takes, looking up the name included. Nothing is sent.
/// </summary>
internal sealed class TcpProbe(GuardedTalk talk) : ProbeKind<TcpSpec>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public override string Name => "tcp";

    public override Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var to = keys.Required("tcp", Endpoint.Shape("tcp", "db.example.com:5432"), "host and port, as in db.example.com:5432");
        var read = keys.Optional("read", Shapes.Choice<TcpFigure>(), "open: up or down; connect-time: how long connecting takes; open without it");
        return values => to.In(values) is { } endpoint ? new TcpSpec(endpoint.Value, read.In(values)?.Value ?? TcpFigure.Open) : null;
    });

    protected override async Task<Reading> ReadAsync(TcpSpec spec, ProbeRound round, CancellationToken cancellationToken)
    {
        var connecting = round.OnceAsync(spec.To.Words, () => ConnectAsync(spec, cancellationToken));
        return (await connecting.WaitAsync(cancellationToken), spec.Read) switch
        {
            (Answer<TimeSpan>.Given took, TcpFigure.ConnectTime) => new Reading.Number(took.Value.TotalMilliseconds),
            (Answer<TimeSpan>.Given, _) => new Reading.Truth(true),
            (Answer<TimeSpan>.Failed { Failure: not Failure.Forbidden } failed, TcpFigure.Open) =>
                new Reading.Truth(false, failed.Why) { Failure = failed.Failure },
            (var failed, _) => failed.Read(took => new Reading.Number(took.TotalMilliseconds)),
        };
    }

    private Task<Answer<TimeSpan>> ConnectAsync(TcpSpec spec, CancellationToken cancellationToken) => talk.AskAsync(
        spec.Origin,
        async () =>
        {
            var began = talk.Time.GetTimestamp();
            await using var stream = await talk.ConnectAsync(spec.To, Limit, cancellationToken);
            return talk.Time.GetElapsedTime(began);
        },
        cancellationToken);
}
