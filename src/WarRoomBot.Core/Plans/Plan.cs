using WarRoomBot.Probes;
using WarRoomBot.Signals;

namespace WarRoomBot.Plans;

/// <summary>Everything about a kind of war room except when it starts. Read from a YAML file; every name in it is known to exist.</summary>
public sealed record Plan
{
    /// <summary>What people type: the file's name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>What people read.</summary>
    public required string Title { get; init; }

    /// <summary>Where it is meant to be opened, with <c>#</c>; it may be opened anywhere.</summary>
    public string? Channel { get; init; }

    /// <summary>From T0 to the end of the room; null for a standing room, which has none.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>For times that people type and for business days.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Those that are read.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>Those that people are asked about instead, because a name that their probes need is not set.</summary>
    public IReadOnlyList<Metric> Unread { get; init; } = [];

    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>In order of time, without a gap; a standing room may have none.</summary>
    public required IReadOnlyList<Phase> Phases { get; init; }

    /// <summary>Checks by the calendar, beside those of the phases.</summary>
    public required IReadOnlyList<Routine> Routines { get; init; }

    public required AnswerRules Answers { get; init; }

    public required AlertRules Alerts { get; init; }

    public required IncidentRules Incidents { get; init; }

    public required IReadOnlyList<Playbook> Playbooks { get; init; }

    public required ShiftRules Shifts { get; init; }

    /// <summary>Numbers that only people know, in the order of the file.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    public required ReportRules Reports { get; init; }

    public Figure? Figure(string name) => Figures.FirstOrDefault(figure => figure.Name == name);

    /// <summary>In the order of the file; the last is go-live.</summary>
    public IReadOnlyList<PlannedGate> Gates { get; init; } = [];

    public required IReadOnlyList<Decision> Decisions { get; init; }

    public Decision? Decision(string name) => Decisions.FirstOrDefault(decision => decision.Name == name);

    public Playbook? Playbook(string name) => Playbooks.FirstOrDefault(playbook => playbook.Name == name);

    public Role? Role(string name) => Roles.FirstOrDefault(role => role.Name == name);

    /// <summary>Read or not.</summary>
    public Metric? Metric(string name) => Metrics.Concat(Unread).FirstOrDefault(metric => metric.Name == name);

    public PlannedGate? Gate(string name) => Gates.FirstOrDefault(gate => gate.Name == name);

    public Question? Question(string name) => Questions.FirstOrDefault(question => question.Name == name);
}

/// <param name="Name">What people type.</param>
/// <param name="Title">What people read.</param>
public sealed record Role(string Name, string Title)
{
    /// <summary>Names of the roles whose holders may give it, beside its own and whoever opened the room; empty for no others.</summary>
    public IReadOnlyList<string> GivenBy { get; init; } = [];
}

/// <summary>Something watched.</summary>
public sealed record Metric
{
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required Unit Unit { get; init; }

    public required ProbeSpec Probe { get; init; }

    /// <summary>The name of the question that people are asked in its place where its probe cannot be set up; null for none.</summary>
    public string? OtherwiseAsk { get; init; }

    /// <summary>Its probe lacks a setting and people are asked instead.</summary>
    public bool IsUnread => OtherwiseAsk is not null && Probe is UnsetProbe;

    /// <summary>How often it is read while the room is open.</summary>
    public required TimeSpan Every { get; init; }

    /// <summary>What it should be; null when the plan names no target.</summary>
    public Condition? Target { get; init; }

    public Threshold? Warning { get; init; }

    public Threshold? Critical { get; init; }

    /// <summary>Whether anything says what would be good: up or down says it by itself.</summary>
    internal bool IsJudged => Unit == Unit.UpDown || Target is not null || Warning is not null || Critical is not null;
}

/// <summary>Where a metric becomes a warning or critical.</summary>
/// <param name="Condition">What must hold.</param>
/// <param name="For">How long it must hold, at every reading; zero for at once.</param>
/// <param name="Failures">How many readings in a row it must hold; at least 1.</param>
public sealed record Threshold(Condition Condition, TimeSpan For, int Failures)
{
    /// <summary>What to do, in a few words; null when the plan says nothing.</summary>
    public string? Hint { get; init; }

    /// <summary>Of the alert it raises; null for the usual one: P1 when critical, P2 for a warning.</summary>
    public SignalSeverity? Severity { get; init; }

    /// <summary>The name of the playbook for it; null for none.</summary>
    public string? Playbook { get; init; }
}

/// <summary>What a metric's value may be held against.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    public sealed record Above(double Limit) : Condition;

    public sealed record Below(double Limit) : Condition;

    /// <summary>Below <paramref name="Low"/> or above <paramref name="High"/>.</summary>
    public sealed record Outside(double Low, double High) : Condition;

    /// <summary>A yes or no: <c>is: down</c> is <c>false</c>.</summary>
    public sealed record Is(bool Value) : Condition;

    /// <summary>At least <paramref name="Factor"/> times the median of the readings of the last <paramref name="Over"/>, and above <paramref name="Floor"/>.</summary>
    public sealed record Spike(double Factor, TimeSpan Over, double Floor) : Condition;

    /// <summary>Zero now, after more than <paramref name="From"/> within the last <paramref name="Over"/>.</summary>
    public sealed record DropToZero(double From, TimeSpan Over) : Condition;

    /// <summary>Rose by more than <paramref name="Percent"/> over the last <paramref name="Over"/>, most steps upwards: a leak.</summary>
    public sealed record Rising(double Percent, TimeSpan Over) : Condition;

    /// <summary>No value, only no data or errors, this many readings in a row.</summary>
    public sealed record Silent(int Readings) : Condition;
}

public enum Unit
{
    /// <summary>A bare number.</summary>
    Count,

    /// <summary>0–100.</summary>
    Percent,
    Milliseconds,
    Bytes,
    PerSecond,
    PerMinute,

    /// <summary>Yes or no, shown as up or down.</summary>
    UpDown,
}

/// <summary>Something only people know.</summary>
/// <param name="Name">What the plan's checks refer to.</param>
/// <param name="Text">What is asked, with its question mark.</param>
/// <param name="Owner">The role that is reminded; null for nobody in particular.</param>
/// <param name="About">The metric that measures the same, so that the two can be compared; null for none.</param>
public sealed record Question(string Name, string Text, string? Owner, string? About);

/// <summary>A stretch of the room with its own rhythm of checks.</summary>
/// <param name="From">Offset from T0.</param>
/// <param name="To">Offset from T0, after <paramref name="From"/>.</param>
/// <param name="Checks">In order of time, each within the phase.</param>
public sealed record Phase(string Name, TimeSpan From, TimeSpan To, IReadOnlyList<CheckMoment> Checks);

/// <summary>A check by the calendar: every business day at nine, every Monday, in the plan's time zone.</summary>
/// <param name="Name">What people read, as in Daily health check.</param>
/// <param name="At">Time of day.</param>
/// <param name="Days">At least one.</param>
/// <param name="Metrics">Names of the metrics shown.</param>
/// <param name="Ask">Names of the questions asked.</param>
public sealed record Routine(string Name, TimeOnly At, IReadOnlyList<RoutineDay> Days, IReadOnlyList<string> Metrics, IReadOnlyList<string> Ask);

/// <summary>On which days a routine comes round.</summary>
public abstract record RoutineDay
{
    private RoutineDay()
    {
    }

    public sealed record Every : RoutineDay;

    /// <summary>Those of the plan's business hours, without its holidays.</summary>
    public sealed record Business : RoutineDay;

    /// <summary>Every week, holidays too.</summary>
    public sealed record Weekly(DayOfWeek Day) : RoutineDay;

    /// <summary>The first such day of each month, holidays too.</summary>
    public sealed record FirstOfMonth(DayOfWeek Day) : RoutineDay;
}

/// <summary>One due moment on the schedule.</summary>
/// <param name="At">Offset from T0.</param>
/// <param name="Phase">The phase it belongs to.</param>
/// <param name="Metrics">Names of the metrics shown.</param>
/// <param name="Ask">Names of the questions asked.</param>
public sealed record CheckMoment(TimeSpan At, string Phase, IReadOnlyList<string> Metrics, IReadOnlyList<string> Ask);

/// <summary>What happens to questions nobody answers, in the room's own time.</summary>
/// <param name="RemindAfter">The owner is reminded this long after the check.</param>
/// <param name="MissedAfter">Unanswered questions count as missed this long after the check.</param>
public sealed record AnswerRules(TimeSpan RemindAfter, TimeSpan MissedAfter);
