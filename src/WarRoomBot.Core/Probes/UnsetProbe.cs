using Humanizer;

namespace WarRoomBot.Probes;

/// <summary>How a metric is read that cannot be read any more: a <c>${NAME}</c> of its probe is not set, in a room that has been running.</summary>
public sealed record UnsetProbe : ProbeSpec
{
    /// <param name="names">Without <c>$</c> and braces; at least one.</param>
    public UnsetProbe(IEnumerable<string> names) => Names = [.. names.Distinct()];

    public IReadOnlyList<string> Names { get; }

    public override string Origin => $"nowhere: {Why}";

    /// <summary>Without a full stop: <c>TARGET is not set</c>.</summary>
    public string Why => $"{Names.Humanize("and")} {(Names.Count == 1 ? "is" : "are")} not set";
}
