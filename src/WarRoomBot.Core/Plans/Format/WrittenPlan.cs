using WarRoomBot.Probes;
using WarRoomBot.Signals;

namespace WarRoomBot.Plans.Format;

/// <summary>A plan file as it is written: every value with its place, null where it is absent or was told as a mistake.</summary>
internal sealed record WrittenPlan
{
    public required PlanNode At { get; init; }

    public required Placed<string>? Name { get; init; }

    public required Placed<string>? Channel { get; init; }

    public required Placed<RoomLength>? Duration { get; init; }

    /// <summary>How long the room lasts; null for a standing room too.</summary>
    public Placed<TimeSpan>? Ends => Duration is { Value.Time: { } time } ? new(time, Duration.At) : null;

    public required Placed<TimeZoneInfo>? TimeZone { get; init; }

    public required IReadOnlyList<Named<WrittenRole>> Roles { get; init; }

    public required AnswerRules? Answers { get; init; }

    public required WrittenAlertRules Alerts { get; init; }

    public required IReadOnlyList<Named<WrittenPlaybook>> Playbooks { get; init; }

    public required IReadOnlyList<Named<WrittenDecision>> Decisions { get; init; }

    public required WrittenIncidents? Incidents { get; init; }

    public required WrittenShifts Shifts { get; init; }

    public required WrittenReports Reports { get; init; }

    public required IReadOnlyList<Named<WrittenGate>> Gates { get; init; }

    public required IReadOnlyList<Named<WrittenMetric>> Metrics { get; init; }

    public required IReadOnlyList<Named<WrittenQuestion>> Questions { get; init; }

    public required Placed<IReadOnlyList<Placed<WrittenPhase>>>? Phases { get; init; }

    /// <summary>The key is there, with mistakes or without.</summary>
    public required bool HasPhases { get; init; }

    public required IReadOnlyList<Placed<WrittenRoutine>> Routines { get; init; }
}

internal sealed record WrittenRole(Placed<string>? Title, Placed<IReadOnlyList<Placed<string>>>? GivenBy = null);

internal sealed record WrittenMetric
{
    public required Placed<string>? Title { get; init; }

    public required Placed<Unit>? Unit { get; init; }

    public required Placed<ProbeSpec>? Probe { get; init; }

    public required Placed<string>? OtherwiseAsk { get; init; }

    public required Placed<TimeSpan>? Every { get; init; }

    public required WrittenThreshold? Target { get; init; }

    public required WrittenThreshold? Warning { get; init; }

    public required WrittenThreshold? Critical { get; init; }
}

/// <param name="At">Where the condition's figure stands.</param>
internal sealed record WrittenThreshold(Condition Condition, PlanNode At)
{
    public Placed<TimeSpan>? Over { get; init; }

    public Placed<TimeSpan>? For { get; init; }

    public Placed<int>? Failures { get; init; }

    public Placed<string>? Hint { get; init; }

    public Placed<SignalSeverity>? Severity { get; init; }

    public Placed<string>? Playbook { get; init; }
}

internal sealed record WrittenAlertRules
{
    public required IReadOnlyList<(SignalSeverity Severity, WrittenSeverity? Written)> Severities { get; init; }

    public required IReadOnlyList<Placed<WrittenStep>> Escalation { get; init; }

    public required IReadOnlyList<Placed<WrittenCall>> Calls { get; init; }

    public required IReadOnlyList<Placed<WrittenWay>> WaysOut { get; init; }

    public required BusinessHours? BusinessHours { get; init; }

    public required WrittenReactions? Reactions { get; init; }
}

internal sealed record WrittenSeverity(
    Placed<string>? Name, Placed<string>? Meaning, Placed<AcknowledgeTime>? Acknowledge, Placed<IReadOnlyList<Placed<string>>>? Invite, Placed<TimeSpan>? UpdateEvery);

internal sealed record WrittenIncidents
{
    public required Placed<string>? TimelineEmoji { get; init; }

    public required Placed<string>? ChannelName { get; init; }

    public required Placed<int>? Reminders { get; init; }

    public required Placed<TimeSpan>? ArchiveAfter { get; init; }

    public required Placed<IReadOnlyList<Placed<string>>>? OpenedBy { get; init; }

    public required Placed<IReadOnlyList<Placed<string>>>? LedBy { get; init; }

    public required Placed<IReadOnlyList<Placed<string>>>? ClosedBy { get; init; }

    public required IReadOnlyList<Named<WrittenRole>> Roles { get; init; }

    public required Placed<string>? Playbook { get; init; }
}

/// <param name="Within">Null for the next business day.</param>
internal sealed record AcknowledgeTime(TimeSpan? Within);

internal sealed record WrittenStep(Placed<TimeSpan>? After, Placed<IReadOnlyList<Placed<string>>>? Notify, IReadOnlyList<SignalSeverity> Severities);

internal sealed record WrittenCall(Placed<string>? Metric, Placed<WrittenThreshold>? When, Placed<IReadOnlyList<Placed<string>>>? Notify);

internal sealed record WrittenReactions(Placed<TimeSpan>? AskAgain, Placed<TimeSpan>? AnswerWithin, Placed<int>? StormAbove);

internal sealed record WrittenQuestion(Placed<string>? Text, Placed<string>? Owner, Placed<string>? About);

internal sealed record WrittenPhase
{
    public required Placed<string>? Name { get; init; }

    public required Placed<TimeSpan>? From { get; init; }

    public required Placed<TimeSpan>? To { get; init; }

    public required Placed<TimeSpan>? Every { get; init; }

    /// <summary>What the rhythm of <see cref="Every"/> looks at and asks.</summary>
    public required WrittenContent Content { get; init; }

    public required IReadOnlyList<Placed<WrittenCheck>> Checks { get; init; }
}

internal sealed record WrittenCheck(Placed<TimeSpan>? At, WrittenContent Content);

/// <summary>What is looked at and asked.</summary>
/// <param name="Metrics">Null when the key is absent.</param>
/// <param name="Ask">Null when the key is absent.</param>
internal sealed record WrittenContent(
    Placed<IReadOnlyList<Placed<string>>>? Metrics, Placed<IReadOnlyList<Placed<string>>>? Ask)
{
    public IEnumerable<string> MetricNames => Metrics?.Value.Select(name => name.Value) ?? [];

    public IEnumerable<string> QuestionNames => Ask?.Value.Select(name => name.Value) ?? [];
}

internal sealed record WrittenReports
{
    public required IReadOnlyList<Named<WrittenFigure>> Figures { get; init; }

    public required IReadOnlyList<Placed<WrittenReportMoment>> Moments { get; init; }

    public required WrittenReport? Content { get; init; }
}

internal sealed record WrittenFigure(Placed<string>? Title, Placed<Unit>? Unit);

internal sealed record WrittenReportMoment(Placed<ReportKind>? Kind, Placed<TimeSpan>? At, Placed<TimeSpan>? Every, Placed<string>? Title);

internal sealed record WrittenReport(
    Placed<IReadOnlyList<Placed<WrittenReportTarget>>>? Targets, Placed<IReadOnlyList<Placed<WrittenReportSection>>>? Sections, Placed<TimeSpan>? LessonsBefore);

/// <param name="Limit">Null after a mistake.</param>
internal sealed record WrittenReportTarget(ReportMeasure Measure, Placed<string>? Of, Condition? Limit, Placed<string>? Title);

internal sealed record WrittenReportSection(
    Placed<string>? Title, Placed<IReadOnlyList<Placed<string>>>? Metrics, Placed<IReadOnlyList<Placed<string>>>? Figures,
    Placed<IReadOnlyList<Placed<string>>>? Questions);
