namespace WarRoomBot.Plans.Format;

/// <summary>The questions that stand in for metrics that are not read, wherever those are to be shown.</summary>
internal sealed class StandIns(IEnumerable<Metric> metrics)
{
    private readonly Dictionary<string, string> _asked = metrics.Where(metric => metric.IsUnread).ToDictionary(metric => metric.Name, metric => metric.OtherwiseAsk!);

    public IReadOnlyList<string> Metrics(params IEnumerable<WrittenContent> content) =>
        [.. content.SelectMany(one => one.MetricNames).Where(metric => !_asked.ContainsKey(metric)).Distinct()];

    public IReadOnlyList<string> Questions(params IEnumerable<WrittenContent> content) =>
        [.. content.SelectMany(one => one.MetricNames.Where(_asked.ContainsKey).Select(metric => _asked[metric]).Concat(one.QuestionNames)).Distinct()];
}
