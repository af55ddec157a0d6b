using WarRoomBot.Cards;

namespace WarRoomBot.Web.Rooms;

/// <summary>A go/no-go decision as its page shows it, while it is taken and afterwards.</summary>
public sealed record DecisionView
{
    public required (string Title, string Address) Room { get; init; }

    /// <summary><c>Go-live decision</c></summary>
    public required string Title { get; init; }

    public required Mark Mark { get; init; }

    /// <summary>What was decided, or that it is open.</summary>
    public required string Outcome { get; init; }

    public required bool IsRehearsal { get; init; }

    /// <summary>When and how it came about, by label.</summary>
    public required IReadOnlyList<(string Label, RichText Value)> Facts { get; init; }

    public required IReadOnlyList<CriterionView> Criteria { get; init; }

    /// <summary>What is open, or was when it was decided.</summary>
    public required IReadOnlyList<string> Troubles { get; init; }

    /// <summary>Every signature that was given, oldest first.</summary>
    public required IReadOnlyList<SignatureView> Signatures { get; init; }

    /// <summary>Titles of the roles that have not signed, each with who holds it.</summary>
    public required IReadOnlyList<RichText> Missing { get; init; }

    /// <summary>What has to be done all the same.</summary>
    public required IReadOnlyList<StepView> Conditions { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<EntryView> History { get; init; }

    /// <summary>Whether the room's record is as it was written.</summary>
    public required (Mark Mark, RichText Words) Record { get; init; }
}

/// <param name="Value">The figure, with its window and how much of it samples cover.</param>
public sealed record CriterionView(Mark Mark, string What, RichText Value);

/// <param name="Option">What was signed, and what became of it: <c>Proceed, in dissent</c>.</param>
/// <param name="Why">Reason and conditions, and why it does not count any more; empty when there is nothing to say.</param>
/// <param name="Counts">It decides.</param>
public sealed record SignatureView(string Role, string Option, RichText By, DateTimeOffset At, string Why, bool Counts);
