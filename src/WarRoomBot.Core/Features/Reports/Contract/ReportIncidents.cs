using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>What a report says of incidents and alerts. Pure.</summary>
internal static class ReportIncidents
{
    private const string NotSaid = "nobody has said";

    internal static IEnumerable<Block> Of(Report report)
    {
        var facts = report.Incidents;
        yield return new Heading(2, "Incidents");
        yield return new Paragraph($"{"incident".ToQuantity(facts.Total)} in total.");
        yield return new Bullets(
        [
            .. facts.BySeverity.Select(severity => new Bullet(
                $"{severity.Severity} {severity.Name}: {severity.Count}",
                [.. facts.List.Where(incident => incident.Severity == severity.Severity).Select(InShort)])),
        ]);
        if (facts.FromBefore.Count > 0)
            yield return new Paragraph($"Open from before: {facts.FromBefore.Select(InShort).Humanize("and")}.");
        if (facts.List.Count == 0)
            yield break;
        yield return new Table("How fast incidents were noticed, taken and resolved", ["Mean time to", "", "Over"],
        [
            ["detect (MTTD)", ReportWords.Time(facts.MeanTimeToDetect), "incident".ToQuantity(facts.Total)],
            ["acknowledge (MTTA)", ReportWords.Time(facts.MeanTimeToAcknowledge), "incident".ToQuantity(facts.Total)],
            ["resolve (MTTR)", ReportWords.Time(facts.MeanTimeToResolve), $"{facts.List.Count(incident => incident.TimeToResolve is not null)} resolved"],
        ]);
        yield return new Paragraph(ReportWords.Definitions);
        yield return new Heading(2, "Issues found");
        yield return new Bullets(
            [
                .. facts.List.Select(incident => new Bullet(
                    $"{incident.Severity} #{incident.Number} {incident.Title}: {incident.Status}",
                    $"Impact: {Or(incident.Impact)}",
                    $"Root cause: {Or(incident.RootCause)}",
                    $"Resolution: {Or(incident.Resolution)}",
                    $"Prevention: {Or(incident.Prevention)}",
                    Times(incident))),
            ],
            Numbered: true);
    }

    internal static IEnumerable<Block> Alerts(Report report)
    {
        var facts = report.Alerts;
        yield return new Heading(2, "Alerts");
        if (facts.Total == 0)
        {
            yield return new Paragraph("None.");
            yield break;
        }

        yield return new Table("Alerts by severity", ["Severity", "Alerts", "Acknowledged", "In time", "Open"],
        [
            .. facts.BySeverity.Select(severity => (IReadOnlyList<Cell>)
            [
                $"{severity.Severity} {severity.Name}", ReportOutline.Count(severity.Count), ReportOutline.Count(severity.Acknowledged),
                ReportOutline.Count(severity.InTime), ReportOutline.Count(severity.Open),
            ]),
        ]);
        if (facts.MeanTimeToAcknowledge is { } mean)
            yield return new Paragraph($"Alerts that somebody took were taken after {Durations.Words(mean)} on average.");
        yield return new Table("Every alert that stood for itself", ["No.", "Fired", "Alert", "Acknowledged", "Lasted", "Peak"],
        [
            .. facts.List.Select(alert => (IReadOnlyList<Cell>)
            [
                $"{alert.Number}",
                ReportWords.Minute(alert.FiredAt),
                $"{alert.Severity} {alert.Title}{(alert.Incident is { } incident ? $" (incident #{incident})" : "")}",
                Taken(alert),
                alert.Lasted is { } lasted ? Durations.Words(lasted) : "open",
                alert.Peak ?? "–",
            ]),
        ]);
    }

    private static Cell Taken(AlertFact alert) => alert switch
    {
        { TimeToAcknowledge: { } took, InTime: false } => new($"{alert.AcknowledgedBy} after {Durations.Words(took)}, too late", Mark.Watch),
        { TimeToAcknowledge: { } took } => new($"{alert.AcknowledgedBy} after {Durations.Words(took)}", Mark.Done),
        { InTime: false } => new("by nobody", Mark.Bad),
        _ => new("ended before"),
    };

    private static string InShort(IncidentFact incident) => $"#{incident.Number} {incident.Title} ({incident.Status})";

    private static string Times(IncidentFact incident) =>
        $"Began {ReportWords.Minute(incident.StartedAt)}, noticed after {Durations.Words(incident.TimeToDetect)}, taken after {Durations.Words(incident.TimeToAcknowledge)}, "
        + (incident.TimeToResolve is { } time ? $"resolved after {Durations.Words(time)}" : "not resolved")
        + (incident.Lead is { } lead ? $", led by {lead}" : "");

    private static string Or(string? text) => string.IsNullOrWhiteSpace(text) ? NotSaid : text.Trim();
}
