using Humanizer;
using WarRoomBot.Plans;

namespace WarRoomBot.Probes;

/// <summary>
/// How a metric is read whose probe has a <c>${NAME}</c> that is not set: not at all. People are asked instead where the plan says so; otherwise
/// it is so only in a room that has been running since before.
/// </summary>
public sealed record UnsetProbe : ProbeSpec
{
    /// <param name="names">Without <c>$</c> and braces; at least one.</param>
    public UnsetProbe(IEnumerable<string> names) => Names = [.. names.Distinct()];

    /// <summary>What all of these metrics together lack; null when they lack nothing.</summary>
    public static UnsetProbe? Of(IEnumerable<Metric> metrics) =>
        metrics.Select(metric => metric.Probe).OfType<UnsetProbe>().SelectMany(probe => probe.Names).ToList() is { Count: > 0 } names ? new(names) : null;

    public IReadOnlyList<string> Names { get; }

    public override string Origin => $"nowhere: {Why}";

    /// <summary>Without a full stop: <c>TARGET is not set</c>.</summary>
    public string Why => $"{Names.Humanize("and")} {(Names.Count == 1 ? "is" : "are")} not set";
}
