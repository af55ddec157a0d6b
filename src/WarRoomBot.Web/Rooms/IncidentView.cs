using WarRoomBot.Cards;

namespace WarRoomBot.Web.Rooms;

/// <summary>An incident as its page shows it.</summary>
public sealed record IncidentView
{
    public required (string Title, string Address) Room { get; init; }

    /// <summary><c>#12 checkout is down</c></summary>
    public required string Title { get; init; }

    public required Mark Mark { get; init; }

    /// <summary><c>P1 High</c></summary>
    public required string Severity { get; init; }

    public required string Status { get; init; }

    public required bool IsRehearsal { get; init; }

    /// <summary>What is known of it, by label.</summary>
    public required IReadOnlyList<(string Label, RichText Value)> Facts { get; init; }

    /// <summary>When what happened, and how long it took, by label.</summary>
    public required IReadOnlyList<(string Label, RichText Value)> Figures { get; init; }

    /// <summary>Empty for none.</summary>
    public required RichText Playbook { get; init; }

    public required IReadOnlyList<StepView> Steps { get; init; }

    /// <summary>What was asked to come to a decision, and answered.</summary>
    public required IReadOnlyList<(string Question, RichText Answer)> Decisions { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<EntryView> Timeline { get; init; }

    /// <summary>Null while it is not resolved.</summary>
    public PostmortemView? Postmortem { get; init; }
}

/// <param name="Symbol">☐ open, ☑ done, ☒ skipped.</param>
/// <param name="Done">Who did what with it when; empty while nobody has.</param>
public sealed record StepView(string Symbol, string Text, RichText Done);

/// <param name="Link">Where it was said; null for none.</param>
public sealed record EntryView(DateTimeOffset At, RichText Text, string? Link);

/// <param name="File">Where it can be saved.</param>
public sealed record PostmortemView(string Title, IReadOnlyList<string> Facts, IReadOnlyList<PartView> Parts, string File);

public sealed record PartView(string Heading, string? Words, bool HasGap, IReadOnlyList<string> Items, IReadOnlyList<ActionView> Actions);

/// <summary>Null for what nobody has said.</summary>
public sealed record ActionView(string What, string? Owner, string? Due);
