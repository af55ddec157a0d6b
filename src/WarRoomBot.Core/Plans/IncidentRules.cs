namespace WarRoomBot.Plans;

/// <summary>How incidents are run.</summary>
/// <param name="ChannelName">Of an incident's channel; <c>{date}</c>, <c>{time}</c> and <c>{number}</c> in it are filled in, in UTC.</param>
/// <param name="Reminders">After so many reminders that nobody answers, no more come.</param>
/// <param name="ArchiveAfter">The channel is archived this long after the incident is resolved, in the room's time; null for never.</param>
public sealed record IncidentRules(string ChannelName, int Reminders, TimeSpan? ArchiveAfter)
{
    /// <summary>Names of the roles whose holders may open an incident, or open it again; empty for everybody.</summary>
    public IReadOnlyList<string> OpenedBy { get; init; } = [];

    /// <summary>Names of the roles whose holders may lead one; empty for everybody.</summary>
    public IReadOnlyList<string> LedBy { get; init; } = [];

    /// <summary>Names of the roles whose holders may resolve one; empty for everybody.</summary>
    public IReadOnlyList<string> ClosedBy { get; init; } = [];

    /// <summary>What people do in an incident beside leading it, each for one person to claim: communications, scribe.</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>The name of the playbook of an incident for which nothing else names one; null for none.</summary>
    public string? Playbook { get; init; }

    /// <summary>The emoji, by its name without colons, that puts a message into an incident's timeline.</summary>
    public string TimelineEmoji { get; init; } = "pushpin";

    public Role? Role(string name) => Roles.FirstOrDefault(role => role.Name == name);
}

/// <summary>The steps for one kind of trouble.</summary>
/// <param name="Title">What people read.</param>
/// <param name="Link">Where more about it stands, http or https; null for nowhere.</param>
public sealed record Playbook(string Name, string Title, IReadOnlyList<PlanStep> Steps, string? Link)
{
    /// <summary>The name of the decision that its rollback review leads through; null for a review without questions.</summary>
    public string? Decision { get; init; }

    /// <summary>An incident that runs it and is not resolved this long after its opening comes up for a rollback review; null for never.</summary>
    public TimeSpan? RollbackAfter { get; init; }
}
