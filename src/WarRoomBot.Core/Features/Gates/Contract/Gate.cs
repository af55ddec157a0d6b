using System.Text.Json.Serialization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Gates.Contract;

/// <summary>
/// A go/no-go decision while it is taken and afterwards: what was known, who signed what and why, what was decided. Transitions are pure;
/// nothing that was signed is ever taken out.
/// </summary>
internal sealed record Gate
{
    /// <summary>Counted from 1 in each room.</summary>
    public required int Number { get; init; }

    public required long Room { get; init; }

    /// <summary>The gate's name in the plan.</summary>
    public required string Name { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Null when it opened at its time or was called by a rule.</summary>
    public Person? OpenedBy { get; init; }

    /// <summary>Why it opened before its time, in words; null when it opened at its time, or somebody just asked for it.</summary>
    public string? Because { get; init; }

    /// <summary>The place of the plan's rule that called it; null when none did.</summary>
    public int? Rule { get; init; }

    /// <summary>What called it is over: the rule may call again.</summary>
    public bool RuleIsOver { get; init; }

    public required DateTimeOffset Deadline { get; init; }

    /// <summary>When those who are missing are asked again; null for no more.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    public int Reminders { get; init; }

    /// <summary>Why people are asked to sign anew; null while nobody is.</summary>
    public string? AskedAgain { get; init; }

    /// <summary>What is known, in the order of the plan's criteria.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Alerts and incidents that are not over, the most severe first.</summary>
    public required IReadOnlyList<Trouble> Troubles { get; init; }

    /// <summary>Every P0 that was there since it opened, by <see cref="Trouble.Key"/>: each is news once.</summary>
    public required IReadOnlyList<string> Urgent { get; init; }

    /// <summary>Counts up with each change of what is known, so that nobody signs what they have not seen.</summary>
    public int Evidence { get; init; } = 1;

    /// <summary>All of them, oldest first; a later one of the same person for the same role replaces an earlier one.</summary>
    public IReadOnlyList<Vote> Votes { get; init; } = [];

    public IReadOnlyList<Delegation> Delegations { get; init; } = [];

    /// <summary>People who cannot sign any more, because they have left the workspace.</summary>
    public IReadOnlyList<Person> Gone { get; init; } = [];

    public GateDecision? Decided { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public IReadOnlyList<Happening> History { get; init; } = [];

    /// <summary>For telling that somebody else changed the row meanwhile.</summary>
    [JsonIgnore]
    public long RowVersion { get; init; }

    [JsonIgnore]
    public bool IsOpen => Decided is null;

    /// <summary>The votes that were not replaced by later ones.</summary>
    [JsonIgnore]
    public IEnumerable<Vote> Newest => Votes.GroupBy(vote => (vote.Role, vote.By.Id)).Select(votes => votes.Last());

    /// <summary>The votes that count.</summary>
    [JsonIgnore]
    public IEnumerable<Vote> Current => Newest.Where(vote => vote.Stale is null);

    /// <summary>Something that has to be so is not, or is not known to be.</summary>
    [JsonIgnore]
    public bool IsDoubtful => Findings.Any(finding => finding.State != FindingState.Passed);

    public Gate With(DateTimeOffset at, string what, string text, Person? by = null) => this with { History = [.. History, new(at, what, text, by)] };
}

/// <summary>One criterion, with its evidence.</summary>
/// <param name="What">The criterion, in words.</param>
/// <param name="Value">The evidence in short: <c>max 0.6 %</c>.</param>
/// <param name="Note">When it was so, and how much of the time is covered by samples.</param>
internal sealed record Finding(string What, FindingState State, string Value, RichText Note)
{
    /// <summary>Only people know.</summary>
    public bool IsAsked { get; init; }

    /// <summary>The role that is asked; null for whoever signs.</summary>
    public string? Owner { get; init; }

    public GateAnswer? Answer { get; init; }

    public Finding Answered(GateAnswer answer) => this with
    {
        State = answer.Yes ? FindingState.Passed : FindingState.Failed,
        Value = answer.Yes ? "yes" : "no",
        Note = RichText.Of($"{answer.By} {Span.Date(answer.At)}"),
        Answer = answer,
    };
}

internal sealed record GateAnswer(bool Yes, Person By, DateTimeOffset At);

[JsonConverter(typeof(JsonStringEnumConverter<FindingState>))]
internal enum FindingState
{
    Passed,
    Failed,

    /// <summary>Not enough is known; it does not count as passed.</summary>
    Unknown,
}

/// <summary>An alert or an incident that is not over.</summary>
/// <param name="Key"><c>incident/14</c>, <c>alert/7</c>.</param>
internal sealed record Trouble(string Key, SignalSeverity Severity, string Text);

/// <summary>One role's recorded choice by one person.</summary>
/// <param name="Role">Its name in the plan.</param>
/// <param name="Option">Its place in the plan's options: 0 is go, the last is no-go.</param>
/// <param name="Evidence">What was known then: <see cref="Gate.Evidence"/>.</param>
internal sealed record Vote(string Role, int Option, Person By, DateTimeOffset At, int Evidence)
{
    public string? Reason { get; init; }

    /// <summary>What has to be done all the same.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>In whose place it was signed; null for their own.</summary>
    public Person? For { get; init; }

    /// <summary>Why it does not count any more; null while it does.</summary>
    public string? Stale { get; init; }

    /// <summary>Says the same for the same reasons.</summary>
    public bool IsSameAs(Vote other) =>
        (Role, Option, By, Reason) == (other.Role, other.Option, other.By, other.Reason) && Stale is null && Conditions.SequenceEqual(other.Conditions);
}

/// <summary>Somebody signs in the place of somebody who holds the role, at this gate only.</summary>
internal sealed record Delegation(string Role, Person From, Person To, DateTimeOffset At, string Reason);

/// <summary>What was decided.</summary>
/// <param name="Option">Its place in the plan's options; null when nothing was decided in time, which is not a go.</param>
/// <param name="How">In words: how it came about.</param>
internal sealed record GateDecision(int? Option, DateTimeOffset At, string How)
{
    /// <summary>What has to be done all the same.</summary>
    public IReadOnlyList<GateCondition> Conditions { get; init; } = [];

    /// <summary>What followed, in words: <c>room extended by 24h</c>; null for nothing.</summary>
    public string? Consequence { get; init; }

    /// <summary>The row of the room's log that says so, and its hash, which covers all rows before it.</summary>
    public RecordHead? Head { get; init; }
}

/// <summary>The last row of a room's log at one moment.</summary>
internal sealed record RecordHead(long Seq, string Hash)
{
    /// <summary>What was wrong with the log then; null when all of it was as it was written.</summary>
    public string? Altered { get; init; }
}

/// <summary>A condition under which somebody signed: an open item until it is done.</summary>
/// <param name="Owner">Who asked for it.</param>
internal sealed record GateCondition(string Text, Person Owner)
{
    public Person? DoneBy { get; init; }

    public DateTimeOffset? DoneAt { get; init; }
}
