using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.HttpMetric;

/// <summary>The probe <c>http</c>: asks for JSON and selects one value of it. Metrics of one round that ask alike share request and document.</summary>
internal sealed class HttpProbe(ProbeHttp http) : ProbeKind
{
    public override string Name => "http";

    public override Shape<ProbeSpec> Shape { get; } = new HttpShape();

    public override async Task<Reading> ReadAsync(ProbeSpec spec, ProbeRound round, CancellationToken cancellationToken)
    {
        var (ask, select) = (((HttpSpec)spec).Ask, ((HttpSpec)spec).Select);
        var document = await round.OnceAsync(ask.Key, () => DocumentAsync(ask, cancellationToken)).WaitAsync(cancellationToken);
        return document switch
        {
            JsonAnswer.Understood understood =>
                Figures.Of(select, understood.Root, ((HttpSpec)spec).As, ((HttpSpec)spec).Empty, ask.Secrets),
            JsonAnswer.NotUnderstood not => new Reading.Failed(not.Failure, not.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<JsonAnswer> DocumentAsync(HttpAsk ask, CancellationToken cancellationToken) =>
        await http.FetchAsync(ask, cancellationToken) switch
        {
            HttpAnswer.Answered { IsSuccess: false } answered => new JsonAnswer.NotUnderstood(Failure.Status, $"HTTP {answered.Status}"),
            HttpAnswer.Answered answered => JsonAnswer.Of(ask, answered),
            HttpAnswer.Failed failed => new JsonAnswer.NotUnderstood(failed.Failure, failed.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
