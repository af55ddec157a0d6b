using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.HttpMetric;

/// <summary>One figure, or a yes or no, out of a JSON document.</summary>
internal sealed record HttpSpec : ProbeSpec
{
    public required HttpAsk Ask { get; init; }

    public required Selection Select { get; init; }

    /// <summary>What the source counts in; null when it counts in the metric's own unit.</summary>
    public SourceUnit? As { get; init; }

    /// <summary>What it means that the selection finds nothing; null for no data.</summary>
    public Reading? Empty { get; init; }

    public override string Origin => $"{Ask.Words} → {Select.Text}";

    public override string? Host => Ask.Host;

    public override Unit? Unit => As?.Unit;
}
