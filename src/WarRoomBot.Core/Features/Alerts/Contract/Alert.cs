using System.Text.Json.Serialization;
using WarRoomBot.Chat;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Alerts.Contract;

/// <summary>
/// A threshold crossed, a signal received, or a storm of signals: firing, acknowledged, resolved. Transitions are pure; what they did is
/// in the history, and what has to be told is read from there.
/// </summary>
internal sealed record Alert
{
    public required int Number { get; init; }

    /// <summary>The same from firing to resolved, and when it comes back: <c>metric/error-rate</c>, <c>source/fingerprint</c>, <c>storm/source</c>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What people read; foreign text when it came from a source.</summary>
    public required string Title { get; init; }

    public required SignalSeverity Severity { get; init; }

    public required AlertState State { get; init; }

    /// <summary>When it fired first.</summary>
    public required DateTimeOffset FiredAt { get; init; }

    /// <summary>Since when it has waited for somebody to acknowledge it: from firing, from coming back, from the end of a silence.</summary>
    public required DateTimeOffset WaitsSince { get; init; }

    /// <summary>Until when somebody should have acknowledged it.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>When it was last heard of, firing.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>The plan's metric; null when a source sent it.</summary>
    public string? Metric { get; init; }

    /// <summary>The source in the configuration; null for a metric.</summary>
    public string? Source { get; init; }

    /// <summary>The source's name for alerts of this kind.</summary>
    public string? Rule { get; init; }

    /// <summary>The value now, and what it is held against, in words.</summary>
    public string? Value { get; init; }

    public string? Trend { get; init; }

    /// <summary>The condition that is met, in words: <c>above 5 % for 5 min</c>; or the source's particulars.</summary>
    public string? Detail { get; init; }

    /// <summary>Who wrote the message that it was raised from; null for an app, and when nobody raised it.</summary>
    public Person? Author { get; init; }

    public string? Hint { get; init; }

    public string? Playbook { get; init; }

    public string? Link { get; init; }

    public Peak? Peak { get; init; }

    /// <summary>The reading that was judged last; null when a source sent it. Who asks for figures in between gets the same reading.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>How often it was heard of again while open.</summary>
    public int Repeats { get; init; }

    /// <summary>Since when it has read as well again; null while it is bad.</summary>
    public DateTimeOffset? CalmSince { get; init; }

    /// <summary>Readings in a row that were well.</summary>
    public int Calm { get; init; }

    /// <summary>When it came back after it had been resolved, within the last hour.</summary>
    public IReadOnlyList<DateTimeOffset> Returns { get; init; } = [];

    /// <summary>How many steps of the ladder were called since it waits.</summary>
    public int Called { get; init; }

    public bool Overdue { get; init; }

    public Acknowledgement? Acknowledged { get; init; }

    /// <summary>When whoever acknowledged it was asked whether they are still on it; null when no answer is waited for.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    public DateTimeOffset? MutedUntil { get; init; }

    public Resolution? Resolved { get; init; }

    /// <summary>When the room ended while it was open; null while the room is open, and when it was over before.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Resolved by hand while it was still bad: it counts as open until it has been well once, so that it is not raised at once again.</summary>
    public bool Held { get; init; }

    /// <summary>The source repeats while it fires; null when it does not.</summary>
    public TimeSpan? RepeatsWithin { get; init; }

    /// <summary>A source that repeats has fallen silent: the state is not known.</summary>
    public bool Stale { get; init; }

    /// <summary>The source says it is resolved, but for a reason that proves nothing; null otherwise.</summary>
    public string? Doubt { get; init; }

    /// <summary>The incident it is attached to; null for none.</summary>
    public int? Incident { get; init; }

    /// <summary>The number of the storm it is part of; null when it stands for itself.</summary>
    public int? FoldedInto { get; init; }

    /// <summary>What a storm counts; null for any other alert.</summary>
    public Storm? Storm { get; init; }

    /// <summary>The plan's calls that were made for it, by their place.</summary>
    public IReadOnlyList<int> CallsMade { get; init; } = [];

    /// <summary>What happened to it, oldest first.</summary>
    public IReadOnlyList<Happening> History { get; init; } = [];

    /// <summary>For telling that somebody else changed the row meanwhile.</summary>
    [JsonIgnore]
    public long RowVersion { get; init; }

    [JsonIgnore]
    public bool IsResolved => State == AlertState.Resolved;

    /// <summary>Someone should take it.</summary>
    [JsonIgnore]
    public bool Waits => State == AlertState.Firing && MutedUntil is null && FoldedInto is null;

    /// <summary>Something says whether it is still bad; of a storm, and of what a person raised, only people do.</summary>
    [JsonIgnore]
    public bool IsWatched => Storm is null && (Metric ?? Source) is not null;

    /// <summary>Who raised it from a message; null for a metric and a source.</summary>
    [JsonIgnore]
    public Person? RaisedBy => History is [{ What: AlertChanges.Fired, By: { } by }, ..] ? by : null;

    [JsonIgnore]
    public bool IsFlapping => Returns.Count >= 3;

    [JsonIgnore]
    public bool IsUrgent => Severity <= SignalSeverity.P1;

    public Alert With(DateTimeOffset at, string what, string text, Person? by = null, IReadOnlyList<string>? roles = null) =>
        this with { History = [.. History, new(at, what, text, by) { Roles = roles ?? [] }] };
}

[JsonConverter(typeof(JsonStringEnumConverter<AlertState>))]
internal enum AlertState
{
    Firing,
    Acknowledged,
    Resolved,
}

/// <param name="What">As in the room's record, such as <c>alert-acknowledged</c>.</param>
/// <param name="Text">In words, without the time and the person.</param>
/// <param name="By">Null for the bot and for sources.</param>
internal sealed record Happening(DateTimeOffset At, string What, string Text, Person? By)
{
    /// <summary>Who was called.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Where it was said, http or https; null when it was not said by somebody, or cannot be linked to.</summary>
    public string? Link { get; init; }
}

/// <param name="By">Null when it was acknowledged at the source.</param>
/// <param name="Took">Of the room's time, since it waited.</param>
internal sealed record Acknowledgement(Person? By, DateTimeOffset At, TimeSpan Took);

/// <param name="By">Null when it ended by itself.</param>
internal sealed record Resolution(Person? By, DateTimeOffset At);

internal sealed record Peak(double Height, string Value, DateTimeOffset At);

/// <summary>What a storm counts.</summary>
/// <param name="Count">Alerts folded into it so far.</param>
/// <param name="Open">Those of them that still fire.</param>
/// <param name="Urgent">How many of them were P0.</param>
/// <param name="Named">The titles of the first P0s.</param>
/// <param name="Rules">How many there were of each kind; the kinds beyond the first few together under an empty name.</param>
internal sealed record Storm(int Count, int Open, int Urgent, IReadOnlyList<string> Named, IReadOnlyDictionary<string, int> Rules);

/// <summary>What the transitions go by: the plan's rules, in the room's time.</summary>
internal sealed record AlertClock(AlertRules Rules, RoomClock Clock, TimeZoneInfo Zone)
{
    internal static AlertClock Of(Plan plan, RoomClock clock) => new(plan.Alerts, clock, plan.TimeZone);

    public DateTimeOffset DeadlineFrom(SignalSeverity severity, DateTimeOffset now) => Rules[severity].Acknowledge is { } within
        ? now + Clock.Real(within)
        : now + Clock.Real(Rules.BusinessHours.NextDayEnds(now, Zone) - now);

    public IReadOnlyList<EscalationStep> Ladder(SignalSeverity severity) =>
        [.. Rules.Escalation.Where(step => step.Severities.Count == 0 || step.Severities.Contains(severity))];

    /// <summary>When a step of the ladder is called: those at zero at once, the others from the deadline on, as far apart as in the plan.</summary>
    public DateTimeOffset? StepAt(Alert alert, int step)
    {
        var ladder = Ladder(alert.Severity);
        if (step >= ladder.Count)
            return null;
        if (ladder[step].After == TimeSpan.Zero)
            return alert.WaitsSince;
        var first = ladder.First(other => other.After > TimeSpan.Zero);
        return alert.Deadline + Clock.Real(ladder[step].After - first.After);
    }
}
