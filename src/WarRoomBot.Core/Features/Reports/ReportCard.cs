using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Reports.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Reports;

/// <summary>A report in short, for the channel; the whole of it stands beside it as a file. Pure.</summary>
internal static class ReportCard
{
    private const int MostTargets = 8;

    /// <param name="report">What is known.</param>
    /// <param name="late">How late it is, in the room's time; zero when it is not.</param>
    /// <param name="page">Where it stands as a page; null for nowhere.</param>
    internal static Card Of(Report report, TimeSpan late, string? page)
    {
        var rows = report.Targets.Take(MostTargets)
            .Select(target => new Row(ReportWords.MarkOf(target.Verdict), target.Title, ReportOutline.Actual(target), null, Note(target)))
            .ToList();
        var elements = new List<Element>();
        if (ReportDecisions.InShort(report) is { } decision)
            elements.Add(new Line(RichText.Of($"{Span.Strong(decision)}")));
        if (rows.Count > 0)
            elements.Add(new Rows(rows));
        elements.Add(new Line(Incidents(report.Incidents)));
        elements.Add(new Line(Attendance(report)));
        if (!report.Record.IsIntact)
            elements.Add(new Line($"{PlainText.Symbol(Mark.Bad)} The room's record was altered at row {report.Record.BrokenAt}: {report.Record.Why}."));
        elements.Add(new Context(ReportWords.Stretch(report) + (late > TimeSpan.Zero ? $" · written {Durations.Words(late)} late: the bot was down" : "")));
        if (page is not null)
            elements.Add(new Buttons([new("Open the report", "report.open", "") { Address = page }]));
        return new(MarkOf(report), $"{report.Title} · {report.Room.Plan} {report.Room.Version}".TrimEnd() + State(report), elements);
    }

    /// <summary>What the mark says, in words.</summary>
    private static string State(Report report)
    {
        var missed = report.Targets.Count(target => target.Verdict == TargetVerdict.Missed);
        var unknown = report.Targets.Count(target => target.Verdict == TargetVerdict.Unknown);
        return report.Targets.Count == 0 ? ""
            : missed > 0 ? $" · {"target".ToQuantity(missed)} missed"
            : unknown > 0 ? $" · {"target".ToQuantity(unknown)} unknown"
            : " · all targets met";
    }

    private static Mark MarkOf(Report report) =>
        report.Targets.Any(target => target.Verdict == TargetVerdict.Missed) ? Mark.Watch
        : report.Targets.Any(target => target.Verdict == TargetVerdict.Unknown) ? Mark.Unknown
        : report.Targets.Count > 0 ? Mark.Done
        : Mark.None;

    private static RichText Note(TargetFact target)
    {
        var said = target.Verdict == TargetVerdict.Missed ? "missed: " : "";
        return ReportOutline.Joined($"{said}target {target.Target}", target.Note);
    }

    private static RichText Incidents(IncidentFacts facts)
    {
        if (facts.Total == 0)
            return RichText.Of($"{Span.Strong("No incidents")}");
        var severities = string.Join(", ", facts.BySeverity.Where(severity => severity.Count > 0).Select(severity => $"{severity.Count} {severity.Severity}"));
        return RichText.Of(
            $"{Span.Strong("incident".ToQuantity(facts.Total))}: {severities} · MTTD {ReportWords.Time(facts.MeanTimeToDetect)} · MTTA {ReportWords.Time(facts.MeanTimeToAcknowledge)} · MTTR {ReportWords.Time(facts.MeanTimeToResolve)}");
    }

    private static RichText Attendance(Report report)
    {
        var checks = report.Checks;
        var missed = checks.Missed > 0 ? $", {"question".ToQuantity(checks.Missed)} missed" : "";
        return RichText.Of($"Checks answered {checks.AnsweredWholly} of {checks.Asked}{missed} · {(report.Alerts.Total == 0 ? "no alerts" : "alert".ToQuantity(report.Alerts.Total))}");
    }
}
