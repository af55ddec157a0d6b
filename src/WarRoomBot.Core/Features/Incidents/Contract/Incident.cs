using System.Text.Json.Serialization;
using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Incidents.Contract;

/// <summary>
/// What people work on together, from the first click to the post-mortem. Transitions are pure; what they did is in the timeline, and what
/// has to be told is read from there.
/// </summary>
internal sealed record Incident
{
    /// <summary>Unique in this installation, so that <c>#12</c> names it everywhere.</summary>
    public required int Number { get; init; }

    /// <summary>The war room it belongs to.</summary>
    public required long Room { get; init; }

    public required string Title { get; init; }

    public required SignalSeverity Severity { get; init; }

    public required IncidentStatus Status { get; init; }

    public required Person OpenedBy { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required IncidentTimes Times { get; init; }

    /// <summary>Where it is worked on.</summary>
    public required IncidentPlace Place { get; init; }

    /// <summary>Its page in the browser; null where there is no way to it.</summary>
    public string? Page { get; init; }

    /// <summary>Whom it affects, in words; null while nobody has said.</summary>
    public string? Impact { get; init; }

    public string? Service { get; init; }

    public Person? Lead { get; init; }

    /// <summary>Until when somebody should lead it; null when somebody does, people were called for it, or nobody is waited for.</summary>
    public DateTimeOffset? LeadUntil { get; init; }

    /// <summary>Who does what in it beside leading, by the names of the plan's roles for incidents.</summary>
    public IReadOnlyDictionary<string, Person> Roles { get; init; } = new Dictionary<string, Person>();

    /// <summary>Who works on it: whoever opened it, leads it, joined it, or was brought in.</summary>
    public IReadOnlyList<Person> People { get; init; } = [];

    /// <summary>Numbers of the room's alerts that are attached.</summary>
    public IReadOnlyList<int> Alerts { get; init; } = [];

    /// <summary>The plan's playbook it runs; null for none.</summary>
    public string? Playbook { get; init; }

    public IReadOnlyList<PlaybookStep> Steps { get; init; } = [];

    /// <summary>When the rollback review comes up; null when it has, or never does.</summary>
    public DateTimeOffset? ReviewAt { get; init; }

    /// <summary>The rollback review has come up and nobody has decided.</summary>
    public bool ReviewWaits { get; init; }

    /// <summary>How far the questions of the decision have been answered while <see cref="ReviewWaits"/>.</summary>
    public IReadOnlyList<PathStep> Path { get; init; } = [];

    /// <summary>Until when people should have told how it stands; null when nobody is reminded.</summary>
    public DateTimeOffset? NextUpdateAt { get; init; }

    /// <summary>How often people were reminded since the last update.</summary>
    public int Reminders { get; init; }

    public IncidentResolution? Resolved { get; init; }

    /// <summary>What people have said since about why it happened and what is to be done.</summary>
    public IncidentLessons Lessons { get; init; } = IncidentLessons.None;

    /// <summary>How often its post-mortem was written.</summary>
    public int Drafts { get; init; }

    /// <summary>When its channel is archived; null for never, or when it is.</summary>
    public DateTimeOffset? ArchiveAt { get; init; }

    /// <summary>What happened to it, as it came to be known.</summary>
    public IReadOnlyList<Happening> Timeline { get; init; } = [];

    /// <summary>What people wrote and somebody marked.</summary>
    public IReadOnlyList<MarkedMessage> Messages { get; init; } = [];

    /// <summary>All that happened, each at its own time, oldest first.</summary>
    [JsonIgnore]
    public IReadOnlyList<Happening> Entries => Messages.Count == 0
        ? Timeline
        : [.. Timeline.Concat(Messages.Select(message => new Happening(message.At, IncidentChanges.Said, message.Text, message.By) { Link = message.Link })).OrderBy(entry => entry.At)];

    /// <summary>For telling that somebody else changed the row meanwhile.</summary>
    [JsonIgnore]
    public long RowVersion { get; init; }

    [JsonIgnore]
    public bool IsResolved => Status == IncidentStatus.Resolved;

    [JsonIgnore]
    public bool IsUrgent => Severity <= SignalSeverity.P1;

    public Incident With(DateTimeOffset at, string what, string text, Person? by = null) =>
        this with { Timeline = [.. Timeline, new(at, what, text, by)] };
}

[JsonConverter(typeof(JsonStringEnumConverter<IncidentStatus>))]
internal enum IncidentStatus
{
    Investigating,
    Identified,
    Monitoring,
    Resolved,
}

/// <summary>What the report's figures are made of, each as it was noticed, or as somebody corrected it.</summary>
/// <param name="Started">When the trouble began.</param>
/// <param name="Detected">When somebody or something noticed.</param>
/// <param name="Acknowledged">When somebody took it in hand.</param>
/// <param name="Mitigated">When people no longer felt it; null while they do.</param>
internal sealed record IncidentTimes(DateTimeOffset Started, DateTimeOffset Detected, DateTimeOffset Acknowledged, DateTimeOffset? Mitigated);

/// <summary>Where an incident is worked on: in a channel of its own, or in the thread of its card in the war room.</summary>
/// <param name="Channel">The channel; null for the thread.</param>
/// <param name="Name">The channel's name without <c>#</c>, also while it is being made; null for the thread.</param>
/// <param name="Wanted">The channel is being made.</param>
/// <param name="Trouble">Why there is no channel although one was wanted, as a sentence; null otherwise.</param>
internal sealed record IncidentPlace(Conversation? Channel, string? Name, bool Wanted, string? Trouble)
{
    internal static readonly IncidentPlace Thread = new(null, null, false, null);

    /// <summary>The channel was archived, so nothing can be said there any more.</summary>
    public bool Archived { get; init; }
}

/// <param name="Done">Null while nobody has done or skipped it.</param>
internal sealed record PlaybookStep(string Text, StepDone? Done)
{
    /// <summary>What came of it so far where it is the bot that does it; null while nobody has asked for it.</summary>
    public StepRun? Run { get; init; }
}

/// <summary>A step that the bot does.</summary>
/// <param name="Number">Of no other run in the incident.</param>
/// <param name="By">Who started it, or wants to.</param>
/// <param name="At">Since when it is at this stage.</param>
internal sealed record StepRun(int Number, StepStage Stage, Person By, DateTimeOffset At)
{
    /// <summary>Who agreed; null where nobody had to.</summary>
    public Person? Second { get; init; }

    /// <summary>What was answered, in a few words; null while nothing was.</summary>
    public string? Answer { get; init; }

    /// <summary>What was answered at length, cut and without secrets; null for nothing.</summary>
    public string? Output { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<StepStage>))]
internal enum StepStage
{
    /// <summary>Somebody wants it; a second person has to agree.</summary>
    Wanted,
    UnderWay,
    Failed,
    Succeeded,
}

/// <summary>A question of a decision, with its answer.</summary>
internal sealed record PathStep(string Question, string Answer, Person By, DateTimeOffset At);

/// <param name="Skipped">It was not needed.</param>
internal sealed record StepDone(Person By, DateTimeOffset At, bool Skipped);

/// <param name="Cause">The category of the root cause, as people read it.</param>
internal sealed record IncidentResolution(Person By, DateTimeOffset At, string Summary, string? Cause, string? Impact);

/// <summary>A message of somebody's in the timeline, as it reads now.</summary>
/// <param name="Message">The platform's id of it, in its conversation.</param>
/// <param name="At">When it was written.</param>
/// <param name="Link">Where it can be read; null for nowhere.</param>
/// <param name="Chosen">It was chosen from the menu, so it stays without an emoji.</param>
internal sealed record MarkedMessage(Conversation Conversation, string Message, DateTimeOffset At, Person By, string Text, string? Link, bool Chosen);
