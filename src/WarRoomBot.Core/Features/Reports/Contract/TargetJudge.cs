using Humanizer;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>Holds what was measured against what was wanted; what was not seen counts neither way. Pure.</summary>
internal static class TargetJudge
{
    /// <summary>With less of the time seen than this, in percent, nobody can say that a target was met.</summary>
    private const double SeenEnough = 80;

    private const double Whole = 99.5;

    internal static IReadOnlyList<TargetFact> Of(
        Plan plan, IReadOnlyList<MetricFact> metrics, IReadOnlyList<UptimeFact> uptime, IReadOnlyDictionary<string, FigureFact> figures) =>
    [
        .. TargetsOf(plan).Select(target => target.Measure switch
        {
            not ReportMeasure.Figure when plan.Unread.FirstOrDefault(metric => metric.Name == target.Of) is { } unread => Unread(target, unread),
            ReportMeasure.Uptime => Uptime(target, uptime.First(one => one.Metric == target.Of)),
            ReportMeasure.Figure => Figure(target, figures[target.Of]),
            _ => Reading(target, metrics.First(metric => metric.Name == target.Of)),
        }),
    ];

    /// <summary>As the plan names them, or else the metrics' own.</summary>
    private static IEnumerable<ReportTarget> TargetsOf(Plan plan) => plan.Reports.Targets.Count > 0
        ? plan.Reports.Targets
        : plan.Metrics.Where(metric => metric.Target is Condition.Above or Condition.Below)
            .Select(metric => new ReportTarget(ReportMeasure.Average, metric.Name, metric.Target!, null));

    private static TargetFact Unread(ReportTarget target, Metric metric) => new(
        target.Title ?? TitleOf(target.Measure, metric.Title), target.Measure, target.Of,
        ValueWords.Of(target.Limit, target.Measure == ReportMeasure.Uptime ? Unit.Percent : metric.Unit), null, "not read", null, TargetVerdict.Unknown,
        "people were asked instead");

    private static string TitleOf(ReportMeasure measure, string title) =>
        measure == ReportMeasure.Uptime ? $"Uptime of {title}" : $"{measure} {title.Transform(To.LowerCase)}";

    private static TargetFact Uptime(ReportTarget target, UptimeFact fact)
    {
        var all = fact.Up + fact.Down + fact.Unknown;
        // Met even if it was down whenever nobody looked; missed even if it was up.
        var worst = MetricTally.Share(fact.Up, all);
        var best = MetricTally.Share(fact.Up + fact.Unknown, all);
        var verdict = fact.Share is null ? TargetVerdict.Unknown
            : Holds(target.Limit, worst) ? TargetVerdict.Met
            : Holds(target.Limit, best) ? TargetVerdict.Unknown
            : TargetVerdict.Missed;
        var note = fact.Unknown > TimeSpan.FromSeconds(59) ? $"{Durations.Words(fact.Unknown)} not seen" : "";
        return new(
            target.Title ?? TitleOf(target.Measure, fact.Title), target.Measure, target.Of, ValueWords.Of(target.Limit, Unit.Percent), fact.Share,
            fact.Share is { } share ? ReportWords.Share(share) : "not known", null, verdict, note);
    }

    private static TargetFact Figure(ReportTarget target, FigureFact fact) => new(
        target.Title ?? fact.Title, target.Measure, target.Of, ValueWords.Of(target.Limit, fact.Unit), fact.Value,
        fact.Value is { } value ? ValueWords.Of(fact.Unit, value) : "not told", null,
        fact.Value is not { } told ? TargetVerdict.Unknown : Holds(target.Limit, told) ? TargetVerdict.Met : TargetVerdict.Missed, "");

    private static TargetFact Reading(ReportTarget target, MetricFact fact)
    {
        var (value, at) = target.Measure switch
        {
            ReportMeasure.Peak => (fact.Peak?.Value, fact.Peak?.At),
            ReportMeasure.Lowest => (fact.Lowest?.Value, fact.Lowest?.At),
            _ => (fact.Average, null),
        };
        // A gap may hide a higher peak, but never makes one that was seen lower.
        var verdict = value is not { } known ? TargetVerdict.Unknown
            : !Holds(target.Limit, known) ? TargetVerdict.Missed
            : fact.Coverage < SeenEnough ? TargetVerdict.Unknown
            : TargetVerdict.Met;
        var note = value is null || fact.Coverage >= Whole ? "" : $"seen {ReportWords.Seen(fact.Coverage)} of the time";
        return new(
            target.Title ?? TitleOf(target.Measure, fact.Title), target.Measure, target.Of, ValueWords.Of(target.Limit, fact.Unit), value,
            value is { } shown ? ValueWords.Of(fact.Unit, shown) : "no readings", at, verdict, note);
    }

    private static bool Holds(Condition limit, double value) => limit switch
    {
        Condition.Above above => value > above.Limit,
        Condition.Below below => value < below.Limit,
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, "no such limit"),
    };
}
