using System.Text.Json.Serialization;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>
/// What is known of a stretch of a room, as facts: the same room and stretch give the same report. Renderers and other programs read it; it
/// holds nothing of when or where it was made. Durations are in the room's time, moments in UTC, shares in percent.
/// </summary>
public sealed record Report
{
    public required ReportKind Kind { get; init; }

    /// <summary>What people read, such as Day 1 summary.</summary>
    public required string Title { get; init; }

    public required ReportRoom Room { get; init; }

    public required ReportStretch Stretch { get; init; }

    /// <summary>Who holds what, in the order of the plan.</summary>
    public required IReadOnlyList<RoleFact> Roles { get; init; }

    /// <summary>In the order in which they were asked for.</summary>
    public required IReadOnlyList<DecisionFact> Decisions { get; init; }

    /// <summary>What the room is held against, in the order of the plan.</summary>
    public required IReadOnlyList<TargetFact> Targets { get; init; }

    /// <summary>Of each metric that is up or down.</summary>
    public required IReadOnlyList<UptimeFact> Uptime { get; init; }

    /// <summary>Every metric of the plan, in its order.</summary>
    public required IReadOnlyList<MetricFact> Metrics { get; init; }

    public required IReadOnlyList<SectionFact> Sections { get; init; }

    public required CheckFacts Checks { get; init; }

    public required AlertFacts Alerts { get; init; }

    public required IncidentFacts Incidents { get; init; }

    /// <summary>What users said in the stretch, oldest first.</summary>
    public required IReadOnlyList<FeedbackFact> Feedback { get; init; }

    /// <summary>What happened that is worth knowing, oldest first.</summary>
    public required IReadOnlyList<EventFact> Events { get; init; }

    public required IReadOnlyList<LessonFact> Lessons { get; init; }

    public required IReadOnlyList<ActionItemFact> ActionItems { get; init; }

    public required RecordFact Record { get; init; }

    /// <summary>As far as they lie in the stretch.</summary>
    public required IReadOnlyList<PhaseFact> Phases { get; init; }
}

/// <param name="Plan">What people read.</param>
/// <param name="Version">What was deployed; empty when nobody said.</param>
/// <param name="Conversation">The channel's name, with <c>#</c>.</param>
/// <param name="DeployedAt">T0.</param>
/// <param name="EndsAt">Planned while it is open, then as it was; null for a standing room.</param>
/// <param name="IsOpen">It has not ended.</param>
/// <param name="Pace">1 in earnest; more in a rehearsal.</param>
public sealed record ReportRoom(
    long Number, string Plan, string Version, string Conversation, DateTimeOffset DeployedAt, DateTimeOffset? EndsAt, bool IsOpen, double Pace);

/// <summary>The stretch of the room that is reported.</summary>
/// <param name="FromOffset">From T0, in the room's time.</param>
/// <param name="ToOffset">From T0, in the room's time.</param>
public sealed record ReportStretch(DateTimeOffset From, DateTimeOffset To, TimeSpan FromOffset, TimeSpan ToOffset)
{
    [JsonIgnore]
    public TimeSpan Length => ToOffset - FromOffset;

    public bool Holds(DateTimeOffset at) => at >= From && at < To;
}

public sealed record RoleFact(string Title, IReadOnlyList<string> People);

/// <summary>A figure and what it is held against.</summary>
/// <param name="Of">The name of the metric or figure.</param>
/// <param name="Target">In words: <c>below 1 %</c>.</param>
/// <param name="Value">Null when it is not known.</param>
/// <param name="Actual">In words.</param>
/// <param name="At">When a peak was reached; null otherwise.</param>
/// <param name="Note">Why it is not known, or how much of the time was seen; empty when all was.</param>
public sealed record TargetFact(
    string Title, ReportMeasure Measure, string Of, string Target, double? Value, string Actual, DateTimeOffset? At, TargetVerdict Verdict, string Note);

[JsonConverter(typeof(JsonStringEnumConverter<TargetVerdict>))]
public enum TargetVerdict
{
    Met,
    Missed,

    /// <summary>Too little was seen to say either.</summary>
    Unknown,
}

/// <summary>How long something was up.</summary>
/// <param name="Share">Of the time that was seen, in percent; null when nothing was seen.</param>
/// <param name="Unknown">How long nobody could say.</param>
/// <param name="Outages">In order of time.</param>
public sealed record UptimeFact(string Metric, string Title, double? Share, TimeSpan Up, TimeSpan Down, TimeSpan Unknown, IReadOnlyList<Outage> Outages);

/// <param name="Why">What the probe said first; null when it said nothing.</param>
/// <param name="Alerts">Numbers of the alerts of this metric that fired then.</param>
/// <param name="Incidents">Numbers of the incidents that were open then.</param>
public sealed record Outage(DateTimeOffset From, DateTimeOffset To, TimeSpan Lasted, string? Why, IReadOnlyList<int> Alerts, IReadOnlyList<int> Incidents);

/// <summary>The readings of one metric.</summary>
public sealed record MetricFact
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required Unit Unit { get; init; }

    /// <summary>The mean of its readings; null when none had a value.</summary>
    public double? Average { get; init; }

    /// <summary>The highest reading, the first of several alike.</summary>
    public Extreme? Peak { get; init; }

    public Extreme? Lowest { get; init; }

    /// <summary>Readings with a value.</summary>
    public required int Readings { get; init; }

    /// <summary>Readings that were answered with nothing.</summary>
    public required int NoData { get; init; }

    /// <summary>Readings that failed.</summary>
    public required int Errors { get; init; }

    /// <summary>Readings at which the room saw nothing at all.</summary>
    public required int NotSeen { get; init; }

    /// <summary>How much of the stretch is covered by readings with a value, in percent.</summary>
    public required double Coverage { get; init; }

    /// <summary>From the first third to the last; null when there is too little to say.</summary>
    public Trend? Trend { get; init; }

    /// <summary>Limits that are lines in a chart.</summary>
    public required IReadOnlyList<LimitFact> Limits { get; init; }

    /// <summary>Its course, in steps of equal length; null where no reading had a value.</summary>
    public required IReadOnlyList<Step?> Course { get; init; }
}

public sealed record Extreme(double Value, DateTimeOffset At);

[JsonConverter(typeof(JsonStringEnumConverter<Trend>))]
public enum Trend
{
    Stable,
    Rising,
    Falling,
}

/// <param name="Kind"><c>target</c>, <c>warning</c> or <c>critical</c>.</param>
public sealed record LimitFact(string Kind, double Value);

/// <summary>The readings within one step of a course.</summary>
public sealed record Step(double Low, double Mean, double High);

/// <summary>Figures that belong together.</summary>
/// <param name="Metrics">Their names.</param>
public sealed record SectionFact(string Title, IReadOnlyList<string> Metrics, IReadOnlyList<FigureFact> Figures, IReadOnlyList<AnswerFact> Answers);

/// <summary>A number that people told.</summary>
/// <param name="Value">Null when nobody has told it.</param>
public sealed record FigureFact(string Name, string Title, Unit Unit, double? Value, string? By, DateTimeOffset? At);

/// <summary>A question and its answer.</summary>
/// <param name="Check">Offset of the check, such as <c>T+30m</c>.</param>
/// <param name="Answer"><c>Ok</c>, <c>Watch</c>, <c>Problem</c>; null when nobody answered.</param>
/// <param name="Late">It was answered only after a reminder was due.</param>
public sealed record AnswerFact(string Check, string Question, string Text, string? Answer, string? By, DateTimeOffset? At, string? Note, bool Late);

/// <summary>How well the checks were attended.</summary>
public sealed record CheckFacts
{
    /// <summary>On the schedule.</summary>
    public required int Due { get; init; }

    public required int Posted { get; init; }

    /// <summary>Posted more than a minute late, the bot being down.</summary>
    public required int PostedLate { get; init; }

    /// <summary>On the schedule, and neither posted nor stood for by a later one.</summary>
    public required int NotPosted { get; init; }

    /// <summary>Checks that asked something, and of them those that were answered wholly.</summary>
    public required int Asked { get; init; }

    public required int AnsweredWholly { get; init; }

    public required int Questions { get; init; }

    /// <summary>In time.</summary>
    public required int Answered { get; init; }

    /// <summary>Only after a reminder was due.</summary>
    public required int AnsweredLate { get; init; }

    public required int Missed { get; init; }

    /// <summary>Still to be answered.</summary>
    public required int Waiting { get; init; }

    /// <summary>The most diligent first.</summary>
    public required IReadOnlyList<AttendanceFact> ByPerson { get; init; }

    /// <summary>Whose questions were missed: the most first.</summary>
    public required IReadOnlyList<MissedFact> MissedBy { get; init; }

    public required IReadOnlyList<CheckFact> List { get; init; }

    /// <summary>Every question with its answer, in order of time.</summary>
    public required IReadOnlyList<AnswerFact> Answers { get; init; }
}

public sealed record AttendanceFact(string Person, int Answered, int Late);

/// <param name="Owner">The role's title; null for questions to nobody in particular.</param>
/// <param name="People">Who holds the role.</param>
public sealed record MissedFact(string? Owner, IReadOnlyList<string> People, int Questions);

/// <param name="Offset">Such as <c>T+30m</c>.</param>
/// <param name="By">Who answered.</param>
/// <param name="StandsFor">Offsets of earlier checks that it stood for, the bot being down.</param>
public sealed record CheckFact(
    string Offset, string Phase, DateTimeOffset DueAt, DateTimeOffset PostedAt, bool IsLate, int Questions, int Answered, int Late, int Missed,
    IReadOnlyList<string> By, IReadOnlyList<string> StandsFor);

public sealed record AlertFacts
{
    /// <summary>Those that were folded into a storm included.</summary>
    public required int Total { get; init; }

    public required IReadOnlyList<AlertSeverityFact> BySeverity { get; init; }

    /// <summary>From firing to somebody's taking it, over those that somebody took; null when nobody took any.</summary>
    public TimeSpan? MeanTimeToAcknowledge { get; init; }

    /// <summary>Those that stood for themselves, in the order they fired.</summary>
    public required IReadOnlyList<AlertFact> List { get; init; }
}

/// <param name="Name">The plan's own word for the severity.</param>
/// <param name="InTime">Acknowledged within the plan's time.</param>
public sealed record AlertSeverityFact(string Severity, string Name, int Count, int Acknowledged, int InTime, int Open);

/// <param name="From">The metric's name, or the source's.</param>
/// <param name="InTime">Whether it was acknowledged within the plan's time; null when it ended before that was over.</param>
/// <param name="Folded">Alerts that it stands for, when it is a storm; otherwise 0.</param>
public sealed record AlertFact(
    int Number, string Title, string Severity, string From, DateTimeOffset FiredAt, string? AcknowledgedBy, TimeSpan? TimeToAcknowledge, bool? InTime,
    DateTimeOffset? ResolvedAt, TimeSpan? Lasted, string? Peak, int? Incident, int Folded);

public sealed record IncidentFacts
{
    /// <summary>Opened in the stretch.</summary>
    public required int Total { get; init; }

    public required IReadOnlyList<IncidentSeverityFact> BySeverity { get; init; }

    /// <summary>From start to detection; null without incidents.</summary>
    public TimeSpan? MeanTimeToDetect { get; init; }

    /// <summary>From detection to acknowledgement.</summary>
    public TimeSpan? MeanTimeToAcknowledge { get; init; }

    /// <summary>From start to resolution, over those that are resolved.</summary>
    public TimeSpan? MeanTimeToResolve { get; init; }

    public required IReadOnlyList<IncidentFact> List { get; init; }

    /// <summary>Opened before the stretch and open in it.</summary>
    public required IReadOnlyList<IncidentFact> FromBefore { get; init; }
}

/// <param name="Name">The plan's own word for the severity.</param>
public sealed record IncidentSeverityFact(string Severity, string Name, int Count);

/// <summary>An incident as it stands now.</summary>
public sealed record IncidentFact
{
    public required int Number { get; init; }

    public required string Title { get; init; }

    public required string Severity { get; init; }

    /// <summary>Such as <c>resolved</c>.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset DetectedAt { get; init; }

    public required DateTimeOffset AcknowledgedAt { get; init; }

    public DateTimeOffset? MitigatedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public required TimeSpan TimeToDetect { get; init; }

    public required TimeSpan TimeToAcknowledge { get; init; }

    public TimeSpan? TimeToResolve { get; init; }

    public string? Lead { get; init; }

    public string? Service { get; init; }

    public string? Impact { get; init; }

    public string? RootCause { get; init; }

    public string? Resolution { get; init; }

    /// <summary>How it is kept from happening again; null when nobody has said.</summary>
    public string? Prevention { get; init; }

    /// <summary>Numbers of its alerts.</summary>
    public required IReadOnlyList<int> Alerts { get; init; }
}

/// <param name="What">As in the room's record, such as <c>note</c>.</param>
/// <param name="By">Null for the bot.</param>
public sealed record EventFact(DateTimeOffset At, string What, string Text, string? By);

/// <param name="WentWell">Otherwise it could be improved.</param>
public sealed record LessonFact(bool WentWell, string Text, string By, DateTimeOffset At);

/// <param name="Owner">As typed; null when nobody was named.</param>
/// <param name="Due">As typed; null for none.</param>
/// <param name="By">Who named it in the room; null when it comes from an incident.</param>
/// <param name="Incident">Whose post-mortem names it; null when it was named in the room.</param>
public sealed record ActionItemFact(string Text, string? Owner, string? Due, string? By, int? Incident);

public sealed record PhaseFact(string Name, DateTimeOffset From, DateTimeOffset To);
