using System.Diagnostics;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.HttpMetric;

/// <summary>
/// The probe <c>http</c>: asks for JSON and selects one value of it. Metrics of one round that ask alike share request and document.
/// </summary>
internal sealed class HttpProbe(ProbeHttp http) : ProbeKind<HttpSpec>
{
    public override string Name => "http";

    public override Shape<ProbeSpec> Shape => HttpShape.Shape;

    protected override async Task<Reading> ReadAsync(HttpSpec metric, ProbeRound round, CancellationToken cancellationToken)
    {
        var ask = metric.Ask;
        var document = await round.OnceAsync(ask.Key, () => DocumentAsync(ask, cancellationToken)).WaitAsync(cancellationToken);
        return document switch
        {
            JsonAnswer.Understood understood => Figures.Of(metric.Select, understood.Root, metric.As, metric.Empty, ask.Secrets),
            JsonAnswer.NotUnderstood other => new Reading.Failed(other.Failure, other.Why),
            _ => throw new UnreachableException(),
        };
    }

    private async Task<JsonAnswer> DocumentAsync(HttpAsk ask, CancellationToken cancellationToken) =>
        await http.FetchAsync(ask, cancellationToken) switch
        {
            HttpAnswer.Answered { IsSuccess: false } answered => new JsonAnswer.NotUnderstood(Failure.Status, $"HTTP {answered.Status}"),
            HttpAnswer.Answered answered => JsonAnswer.Of(ask, answered),
            HttpAnswer.Failed failed => new JsonAnswer.NotUnderstood(failed.Failure, failed.Why),
            _ => throw new UnreachableException(),
        };
}
