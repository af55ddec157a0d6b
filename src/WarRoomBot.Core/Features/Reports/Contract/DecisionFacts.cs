using System.Text.Json.Serialization;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>A go/no-go decision: what was known, who signed what and why, what was decided and what follows.</summary>
public sealed record DecisionFact
{
    public required string Title { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Null while it is not decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The option that was decided; null when none was.</summary>
    public string? Decision { get; init; }

    /// <summary>How it came about, in words; null while it is not decided.</summary>
    public string? How { get; init; }

    /// <summary>What followed, in words; null for nothing.</summary>
    public string? Consequence { get; init; }

    /// <summary>The evidence that was seen.</summary>
    public required IReadOnlyList<CriterionFact> Criteria { get; init; }

    /// <summary>Every signature, also those that do not count any more, in the order they were given.</summary>
    public required IReadOnlyList<SignatureFact> Signatures { get; init; }

    /// <summary>Titles of the required roles that have not signed.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    public required IReadOnlyList<ConditionFact> Conditions { get; init; }

    /// <summary>The hash of the row of the room's record that says so; null while it is not sealed.</summary>
    public string? Hash { get; init; }
}

/// <param name="State"><c>Passed</c>, <c>Failed</c> or <c>Unknown</c>.</param>
/// <param name="Evidence">The figure, when, and how much of the time samples cover.</param>
public sealed record CriterionFact(string What, string State, string Evidence);

/// <param name="Role">Its title.</param>
/// <param name="For">In whose place; null for their own.</param>
/// <param name="Stale">Why it does not count any more; null while it does.</param>
/// <param name="Counts">It is the newest of its person for its role, and not stale.</param>
/// <param name="Dissents">It counts, and is for something else than what was decided.</param>
public sealed record SignatureFact(
    string Role, string Option, string By, DateTimeOffset At, string? Reason, IReadOnlyList<string> Conditions, string? For, string? Stale, bool Counts, bool Dissents);

/// <param name="DoneBy">Null while it is open.</param>
public sealed record ConditionFact(string Text, string Owner, string? DoneBy, DateTimeOffset? DoneAt);

/// <summary>Whether the room's record is as it was written: each row carries a hash over itself and the one before.</summary>
/// <param name="BrokenAt">The first row at which it is not; null when it is intact.</param>
/// <param name="Why">What is wrong there; null when it is intact.</param>
public sealed record RecordFact(long? BrokenAt, string? Why)
{
    [JsonInclude]
    public bool IsIntact => BrokenAt is null;
}

/// <summary>What a user said, as somebody in the room passed it on.</summary>
/// <param name="Kind"><c>positive</c>, <c>negative</c> or <c>bug</c>.</param>
public sealed record FeedbackFact(string Kind, string Text, string By, DateTimeOffset At);
