using WarRoomBot.Plans;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.HttpMetric;

/// <summary>
/// The probe <c>http</c>: asks for JSON and selects one value of it. Metrics of one round that ask alike share request and document.
/// </summary>
internal sealed class HttpProbe(Documents documents) : ProbeKind<HttpSpec>
{
    public override string Name => "http";

    public override Shape<ProbeSpec> Shape => HttpShape.Shape;

    protected override async Task<Reading> ReadAsync(HttpSpec metric, ProbeRound round, CancellationToken cancellationToken)
    {
        var document = await documents.OnceAsync(metric.Ask, round, cancellationToken);
        return document.Read(root => Figures.Of(metric.Select, root, metric.As, metric.Empty, metric.Ask.Secrets));
    }
}
