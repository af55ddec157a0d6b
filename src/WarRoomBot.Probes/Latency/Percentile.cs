namespace WarRoomBot.Probes.Latency;

/// <param name="Percent">1 to 100.</param>
internal sealed record Percentile(string Name, int Percent)
{
    public static readonly Percentile P50 = new("p50", 50);
    public static readonly Percentile P95 = new("p95", 95);
    public static readonly Percentile P99 = new("p99", 99);
    public static readonly Percentile Max = new("max", 100);

    public static readonly IReadOnlyList<Percentile> All = [P50, P95, P99, Max];

    /// <summary>By nearest rank: the value that this share of all values does not exceed. With few values p95 is the largest.</summary>
    /// <param name="values">At least one, in any order.</param>
    public double Of(IReadOnlyCollection<double> values) => values.Order().ElementAt((((values.Count * Percent) + 99) / 100) - 1);
}
