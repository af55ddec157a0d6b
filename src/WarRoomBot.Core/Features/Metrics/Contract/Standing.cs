using WarRoomBot.Plans;

namespace WarRoomBot.Features.Metrics.Contract;

/// <summary>How a metric stands now.</summary>
/// <param name="Level">Worst first decides colours and counts.</param>
/// <param name="Latest">The newest sample; null before the first.</param>
/// <param name="Since">Since when it has been on this level, as far back as samples were looked at; null when it is normal.</param>
/// <param name="Threshold">The threshold that is crossed; null when none is.</param>
internal sealed record Standing(Metric Metric, Level Level, Sample? Latest, DateTimeOffset? Since, Threshold? Threshold)
{
    /// <summary>The samples looked at, oldest first: for the trend.</summary>
    public IReadOnlyList<Sample> History { get; init; } = [];
}

internal enum Level
{
    Critical,
    Warning,

    /// <summary>Nothing is known: no data, an error, or nothing measured yet.</summary>
    Unknown,

    /// <summary>Missing its target, but not worth a warning.</summary>
    OffTarget,
    Normal,
}
