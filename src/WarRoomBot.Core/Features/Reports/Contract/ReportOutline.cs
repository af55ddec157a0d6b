using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>
/// A report as headings, tables and lines: what is decided and held against targets first, then what happened, then the figures. Every form
/// of the report is this. Pure.
/// </summary>
internal static class ReportOutline
{
    private const string Nothing = "–";

    private static readonly (string Kind, string Title)[] FeedbackKinds = [("positive", "Positive"), ("negative", "Negative"), ("bug", "Bugs reported")];

    internal static IReadOnlyList<Block> Of(Report report) =>
    [
        new Heading(1, $"{report.Room.Plan} {report.Room.Version}".TrimEnd() + $": {report.Title}"),
        Head(report),
        .. ReportDecisions.Of(report),
        .. Targets(report),
        .. Uptime(report),
        .. ReportIncidents.Of(report),
        .. report.Sections.SelectMany(section => Section(section, report)),
        .. Metrics(report),
        new Charts(),
        .. ReportChecks.Of(report),
        .. ReportIncidents.Alerts(report),
        .. Feedback(report),
        .. Events(report),
        .. Lessons(report),
        .. ReportDecisions.NextSteps(report),
        Record(report.Record),
    ];

    internal static string Count(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static Table Head(Report report)
    {
        var room = report.Room;
        var rows = new List<IReadOnlyList<Cell>>
        {
            new Cell[] { "Deployment", $"{room.Plan} {room.Version}".TrimEnd() },
            new Cell[] { "Deployed", ReportWords.Moment(room.DeployedAt) },
            new Cell[] { "Reported", ReportWords.Stretch(report) },
            new Cell[] { "War room", $"{room.Number} in {room.Conversation}, {(room.EndsAt is { } end ? $"{(room.IsOpen ? "open until" : "ended")} {ReportWords.Moment(end)}" : "standing")}" },
        };
        if (room.Pace > 1)
            rows.Add([new("Rehearsal"), new(string.Create(CultureInfo.InvariantCulture, $"{room.Pace:0.##} times as fast as in earnest"), Mark.Rehearsal)]);
        rows.AddRange(report.Roles.Select(role => (IReadOnlyList<Cell>)[role.Title, role.People.Count > 0 ? string.Join(", ", role.People) : "nobody"]));
        return new("What was deployed, and who was there", ["", ""], rows);
    }

    private static Paragraph Record(RecordFact record) => new(record.IsIntact
        ? "The room's record is intact: each row carries a hash over itself and the one before, and all of them fit."
        : $"The room's record was altered at row {record.BrokenAt}: {record.Why}.");

    private static IEnumerable<Block> Targets(Report report)
    {
        if (report.Targets.Count == 0)
            yield break;
        yield return new Heading(2, "Overall");
        yield return new Table("Figures against their targets", ["Figure", "Target", "Actual", "Status"],
        [
            .. report.Targets.Select(target => (IReadOnlyList<Cell>)
            [
                target.Title, target.Target, Actual(target),
                new(Joined(ReportWords.Of(target.Verdict), target.Note), ReportWords.MarkOf(target.Verdict)),
            ]),
        ]);
    }

    internal static string Actual(TargetFact target) => target.At is { } at ? $"{target.Actual} at {ReportWords.Minute(at)}" : target.Actual;

    private static IEnumerable<Block> Uptime(Report report)
    {
        if (report.Uptime.Count == 0)
            yield break;
        yield return new Heading(2, "Uptime");
        yield return new Table("How long each was up", ["", "Uptime", "Down", "Not seen"],
        [
            .. report.Uptime.Select(one => (IReadOnlyList<Cell>)
            [
                one.Title, one.Share is { } share ? ReportWords.Share(share) : "not known", Durations.Words(one.Down), Durations.Words(one.Unknown),
            ]),
        ]);
        var outages = report.Uptime.SelectMany(one => one.Outages.Select(outage => (one.Title, Outage: outage))).OrderBy(one => one.Outage.From).ToList();
        if (outages.Count > 0)
            yield return new Bullets([.. outages.Select(one => new Bullet(Words(one.Title, one.Outage)))]);
        yield return new Paragraph("Uptime is of the time that was seen; what nobody measured counts neither as up nor as down.");
    }

    private static string Words(string title, Outage outage)
    {
        var sources = outage.Alerts.Select(alert => $"alert #{alert}").Concat(outage.Incidents.Select(incident => $"incident #{incident}")).ToList();
        return $"{title} down from {ReportWords.Minute(outage.From)} to {ReportWords.Minute(outage.To)}, {Durations.Words(outage.Lasted)}"
            + (outage.Why is { } why ? $": {why}" : "") + (sources.Count > 0 ? $" ({string.Join(", ", sources)})" : "");
    }

    private static IEnumerable<Block> Section(SectionFact section, Report report)
    {
        yield return new Heading(2, section.Title);
        var rows = new List<IReadOnlyList<Cell>>();
        rows.AddRange(section.Figures.Select(figure => (IReadOnlyList<Cell>)
            [figure.Title, figure.Value is { } value ? ValueWords.Of(figure.Unit, value) : "not told", figure.At is { } at ? $"{figure.By}, {ReportWords.Minute(at)}" : Nothing]));
        rows.AddRange(report.Metrics.Where(metric => section.Metrics.Contains(metric.Name)).Select(metric => (IReadOnlyList<Cell>)
            [metric.Title, metric.Average is { } average ? $"{ValueWords.Of(metric.Unit, average)} on average" : "no readings", metric.Peak is { } peak ? $"peak {Peak(metric, peak)}" : Nothing]));
        rows.AddRange(section.Answers.Select(answer => (IReadOnlyList<Cell>)[answer.Text, ReportChecks.Answer(answer), answer.At is { } at ? $"{answer.By}, {ReportWords.Minute(at)}" : Nothing]));
        yield return new Table(section.Title, ["", "", ""], rows);
    }

    private static IEnumerable<Block> Metrics(Report report)
    {
        var numbers = report.Metrics.Where(metric => metric.Unit != Unit.UpDown).ToList();
        if (numbers.Count == 0)
            yield break;
        yield return new Heading(2, "Metrics");
        yield return new Table("Every metric over the time reported", ["Metric", "Average", "Peak", "Lowest", "Trend", "Seen"],
        [
            .. numbers.Select(metric => (IReadOnlyList<Cell>)
            [
                metric.Title,
                metric.Average is { } average ? ValueWords.Of(metric.Unit, average) : "no readings",
                metric.Peak is { } peak ? Peak(metric, peak) : Nothing,
                metric.Lowest is { } lowest ? Peak(metric, lowest) : Nothing,
                ReportWords.Of(metric.Trend),
                Seen(metric),
            ]),
        ]);
    }

    private static string Peak(MetricFact metric, Extreme extreme) => $"{ValueWords.Of(metric.Unit, extreme.Value)} at {ReportWords.Minute(extreme.At)}";

    private static string Seen(MetricFact metric)
    {
        var missing = new[] { (metric.NoData, "without data"), (metric.Errors, "failed"), (metric.NotSeen, "not seen") }
            .Where(one => one.Item1 > 0).Select(one => $"{Count(one.Item1)} {one.Item2}");
        return string.Join(", ", missing.Prepend(ReportWords.Seen(metric.Coverage)));
    }

    private static IEnumerable<Block> Feedback(Report report)
    {
        if (report.Feedback.Count == 0)
            yield break;
        yield return new Heading(2, "User feedback");
        foreach (var kind in FeedbackKinds)
        {
            var said = report.Feedback.Where(one => one.Kind == kind.Kind).ToList();
            yield return new Bullets([new($"{kind.Title}: {said.Count}", [.. said.Select(one => $"{one.Text} ({one.By}, {ReportWords.Minute(one.At)})")])]);
        }
    }

    private static IEnumerable<Block> Events(Report report)
    {
        if (report.Events.Count == 0)
            yield break;
        yield return new Heading(2, "Notable events");
        yield return new Bullets([.. report.Events.Select(one => new Bullet($"{ReportWords.Minute(one.At)} {(one.By is { } by ? $"{by}: " : "")}{one.Text}"))]);
    }

    private static IEnumerable<Block> Lessons(Report report)
    {
        if (report.Lessons.Count == 0 && report.ActionItems.Count == 0 && report.Kind != ReportKind.Final)
            yield break;
        yield return new Heading(2, "Lessons learned");
        foreach (var (title, wentWell) in new[] { ("What went well", true), ("What could be improved", false) })
        {
            yield return new Heading(3, title);
            yield return List([.. report.Lessons.Where(lesson => lesson.WentWell == wentWell).Select(lesson => new Bullet($"{lesson.Text} ({lesson.By})"))]);
        }

        yield return new Heading(3, "Action items");
        yield return report.ActionItems.Count == 0
            ? new Paragraph("None was named.")
            : new Table("What is to be done", ["What", "Owner", "Due", "Named by"],
            [
                .. report.ActionItems.Select(item => (IReadOnlyList<Cell>)
                    [item.Text, item.Owner ?? "nobody yet", item.Due ?? Nothing, item.Incident is { } incident ? $"incident #{incident}" : item.By ?? Nothing]),
            ]);
    }

    private static Block List(IReadOnlyList<Bullet> items) => items.Count > 0 ? new Bullets(items) : new Paragraph("None was named.");

    internal static string Joined(params IEnumerable<string> parts) => string.Join(", ", parts.Where(part => part.Length > 0));
}
