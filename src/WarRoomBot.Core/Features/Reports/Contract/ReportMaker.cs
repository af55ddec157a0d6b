using Humanizer;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.Feedback.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>All that a report is made of.</summary>
internal sealed record ReportMaterial
{
    public required ReportRequest Request { get; init; }
    public required WarRoom Room { get; init; }
    public required Plan Plan { get; init; }
    public required ReportStretch Stretch { get; init; }
    public required IReadOnlyList<MetricFact> Metrics { get; init; }
    public required IReadOnlyList<UptimeFact> Uptime { get; init; }

    /// <summary>Of the whole room.</summary>
    public required IReadOnlyList<Check> Checks { get; init; }

    /// <summary>That fired in the stretch and stand for themselves.</summary>
    public required IReadOnlyList<Alert> Alerts { get; init; }

    public required IReadOnlyList<AlertCount> AlertCounts { get; init; }

    /// <summary>Of the whole room.</summary>
    public required IReadOnlyList<Incident> Incidents { get; init; }

    /// <summary>Of the whole room.</summary>
    public required IReadOnlyList<Gate> Gates { get; init; }

    public required RecordTruth Truth { get; init; }

    /// <summary>Of the whole room.</summary>
    public required IReadOnlyList<UserFeedback> Feedback { get; init; }

    /// <summary>Of the whole room, every value that was given, oldest first.</summary>
    public required IReadOnlyList<FigureValue> Figures { get; init; }

    /// <summary>Of the whole room, what is notable.</summary>
    public required IReadOnlyList<RecordRow> Record { get; init; }

    /// <summary>Of the whole room.</summary>
    public required IReadOnlyList<Lesson> Lessons { get; init; }

    public RoomClock Clock => Room.Clock;
}

/// <summary>Makes the report of what was read. Pure: the same material, the same report.</summary>
internal static class ReportMaker
{
    internal static Report Make(ReportMaterial from)
    {
        var (room, plan, stretch) = (from.Room, from.Plan, from.Stretch);
        var answers = CheckTally.AnswersOf(from);
        var figures = plan.Figures.ToDictionary(figure => figure.Name, figure => Of(figure, from));
        var uptime = from.Uptime.Select(one => one with { Outages = [.. one.Outages.Select(outage => WithSources(outage, one.Metric, from))] }).ToList();
        return new()
        {
            Kind = from.Request.Kind,
            Title = from.Request.Title ?? $"{from.Request.Kind.ToString().Humanize()} report",
            Room = new(
                room.Id, plan.Title, room.Version, $"#{room.ConversationName ?? room.Conversation.Channel}", room.StartsAt, room.EndedAt ?? room.EndsAt,
                room.IsOpen, room.Pace),
            Stretch = stretch,
            Roles = [.. plan.Roles.Select(role => new RoleFact(role.Title, [.. room.Holders(role.Name).Select(person => person.Name)]))],
            Decisions = DecisionTally.Of(from),
            Record = new(from.Truth.BrokenAt, from.Truth.Why),
            Targets = TargetJudge.Of(plan, from.Metrics, uptime, figures),
            Uptime = uptime,
            Metrics = from.Metrics,
            Sections = [.. plan.Reports.Sections.Select(section => new SectionFact(
                section.Title,
                section.Metrics,
                [.. section.Figures.Select(name => figures[name])],
                [.. section.Questions.Concat(StandIns(section, plan)).Distinct().Select(name => Last(name, plan, answers))]))],
            Checks = CheckTally.Of(from, answers),
            Alerts = Alerts(from),
            Incidents = Incidents(from),
            Feedback = [.. from.Feedback.Where(said => stretch.Holds(said.At)).Select(said => new FeedbackFact(FeedbackWords.Of(said.Kind), said.Text, said.By.Name, said.At))],
            Events = [.. from.Record.Where(line => stretch.Holds(line.At) || (line.What == "room-ended" && from.Request.Kind == ReportKind.Final))
                .Select(line => new EventFact(line.At, line.What, ReportWords.Event(line.What, line.Text), line.ByName))],
            Lessons = [.. from.Lessons.Where(lesson => !lesson.IsAction).Select(lesson => new LessonFact(lesson.Kind == LessonKind.WentWell, lesson.Text, lesson.By.Name, lesson.At))],
            ActionItems =
            [
                .. from.Lessons.Where(lesson => lesson.IsAction).Select(lesson => new ActionItemFact(lesson.Text, lesson.Owner, lesson.Due, lesson.By.Name, null)),
                .. from.Incidents.Where(incident => stretch.Holds(incident.OpenedAt)).SelectMany(
                    incident => incident.Lessons.Actions.Select(item => new ActionItemFact(item.What, item.Owner, item.DueText.Length > 0 ? item.DueText : null, null, incident.Number))),
            ],
            Phases = [.. plan.Phases.Select(phase => new PhaseFact(phase.Name, from.Clock.At(phase.From), from.Clock.At(phase.To)))
                .Where(phase => phase.From < stretch.To && phase.To > stretch.From)],
        };
    }

    /// <summary>As it was told last by the end of the stretch; of a room that is over, as it was told last.</summary>
    private static FigureFact Of(Figure figure, ReportMaterial from)
    {
        var told = from.Figures.LastOrDefault(value => value.Figure == figure.Name && (value.At < from.Stretch.To || from.Request.Kind == ReportKind.Final));
        return new(figure.Name, figure.Title, figure.Unit, told?.Value, told?.By.Name, told?.At);
    }

    /// <summary>The questions that people were asked in place of metrics that could not be read.</summary>
    private static IEnumerable<string> StandIns(ReportSection section, Plan plan) =>
        plan.Unread.Where(metric => section.Metrics.Contains(metric.Name)).Select(metric => metric.OtherwiseAsk!);

    /// <summary>What was told and opened while it was down.</summary>
    private static Outage WithSources(Outage outage, string metric, ReportMaterial from) => outage with
    {
        Alerts = [.. from.Alerts.Where(alert => alert.Metric == metric && alert.FiredAt >= outage.From && alert.FiredAt <= outage.To).Select(alert => alert.Number)],
        Incidents =
        [
            .. from.Incidents.Where(incident => incident.Times.Started < outage.To && (incident.Resolved?.At ?? from.Stretch.To) > outage.From)
                .Select(incident => incident.Number),
        ],
    };

    /// <summary>The newest answer that there is; without one, that there is none.</summary>
    private static AnswerFact Last(string question, Plan plan, IReadOnlyList<AnswerFact> answers) =>
        answers.LastOrDefault(answer => answer.Question == question && answer.Answer is not null)
        ?? answers.LastOrDefault(answer => answer.Question == question)
        ?? new("", question, plan.Question(question)!.Text, null, null, null, null, false);

    private static AlertFacts Alerts(ReportMaterial from)
    {
        var list = from.Alerts.Select(alert => Of(alert, from)).ToList();
        var taken = list.Where(alert => alert.AcknowledgedBy is not null).Select(alert => alert.TimeToAcknowledge).OfType<TimeSpan>().ToList();
        return new()
        {
            Total = from.AlertCounts.Sum(count => count.Count),
            BySeverity =
            [
                .. from.AlertCounts.OrderBy(count => count.Severity).Select(count => new AlertSeverityFact(
                    $"{count.Severity}", from.Plan.Alerts[count.Severity].Name, count.Count,
                    list.Count(alert => alert.Severity == $"{count.Severity}" && alert.TimeToAcknowledge is not null),
                    list.Count(alert => alert.Severity == $"{count.Severity}" && alert is { TimeToAcknowledge: not null, InTime: true }),
                    count.Open)),
            ],
            MeanTimeToAcknowledge = Mean(taken),
            List = list,
        };
    }

    private static AlertFact Of(Alert alert, ReportMaterial from)
    {
        var within = from.Plan.Alerts[alert.Severity].Acknowledge;
        var inTime = alert.Acknowledged is { } taken && within is { } most ? taken.Took <= most : alert.Overdue ? false : alert.Acknowledged is null ? (bool?)null : true;
        return new(
            alert.Number,
            alert.Storm is { } storm && alert.Title.Length == 0 ? $"Storm of {storm.Count} alerts from {alert.Source}" : alert.Title,
            $"{alert.Severity}",
            alert.Metric ?? alert.Source ?? "",
            alert.FiredAt,
            alert.Acknowledged?.By?.Name ?? (alert.Acknowledged is null ? null : alert.Source),
            alert.Acknowledged?.Took,
            inTime,
            alert.Resolved?.At,
            alert.Resolved is { } resolved ? from.Clock.RoomTime(resolved.At - alert.FiredAt) : null,
            alert.Peak?.Value,
            alert.Incident,
            alert.Storm?.Count ?? 0);
    }

    private static IncidentFacts Incidents(ReportMaterial from)
    {
        var all = from.Incidents.Where(incident => from.Stretch.Holds(incident.OpenedAt)).ToList();
        var list = all.Select(incident => Of(incident, from.Clock)).ToList();
        return new()
        {
            Total = list.Count,
            BySeverity = [.. from.Plan.Alerts.Severities.Select(rules => new IncidentSeverityFact($"{rules.Severity}", rules.Name, all.Count(incident => incident.Severity == rules.Severity)))],
            MeanTimeToDetect = Mean([.. list.Select(incident => incident.TimeToDetect)]),
            MeanTimeToAcknowledge = Mean([.. list.Select(incident => incident.TimeToAcknowledge)]),
            MeanTimeToResolve = Mean([.. list.Select(incident => incident.TimeToResolve).OfType<TimeSpan>()]),
            List = list,
            FromBefore =
            [
                .. from.Incidents.Where(incident => incident.OpenedAt < from.Stretch.From && !(incident.Resolved?.At < from.Stretch.From)).Select(incident => Of(incident, from.Clock)),
            ],
        };
    }

    private static IncidentFact Of(Incident incident, RoomClock clock)
    {
        var figures = IncidentFigures.Of(incident, clock);
        return new()
        {
            Number = incident.Number,
            Title = incident.Title,
            Severity = $"{incident.Severity}",
            Status = IncidentWords.Of(incident.Status),
            StartedAt = incident.Times.Started,
            DetectedAt = incident.Times.Detected,
            AcknowledgedAt = incident.Times.Acknowledged,
            MitigatedAt = incident.Times.Mitigated,
            ResolvedAt = incident.Resolved?.At,
            TimeToDetect = figures.ToDetect,
            TimeToAcknowledge = figures.ToAcknowledge,
            TimeToResolve = figures.ToResolve,
            Lead = incident.Lead?.Name,
            Service = incident.Service,
            Impact = incident.Impact,
            RootCause = incident.Lessons.RootCause ?? incident.Resolved?.Cause,
            Resolution = incident.Resolved?.Summary,
            Prevention = incident.Lessons.Prevention,
            Alerts = incident.Alerts,
        };
    }

    private static TimeSpan? Mean(IReadOnlyList<TimeSpan> times) => times.Count == 0 ? null : TimeSpan.FromSeconds(Math.Round(times.Average(time => time.TotalSeconds)));
}
