using System.Text.Json.Serialization;
using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;

namespace WarRoomBot.Features.Shifts.Contract;

/// <summary>
/// Roles that change hands, with all that belongs to them: offered, accepted by the incoming person, or not. Until then whoever had them is
/// responsible. Transitions are pure; what they did is in the history, and what has to be told is read from there.
/// </summary>
internal sealed record Handover
{
    /// <summary>From 1 in each room.</summary>
    public required int Number { get; init; }

    /// <summary>Names of the roles.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Who had them, people and groups; empty when nobody had.</summary>
    public required IReadOnlyList<Person> From { get; init; }

    /// <summary>Who is to take them, a person or whoever is in a group; null for whoever does.</summary>
    public Person? To { get; init; }

    /// <summary>The name of the shift that begins; null when somebody asked for it.</summary>
    public string? Shift { get; init; }

    /// <summary>Who asked for it; null for the plan.</summary>
    public Person? By { get; init; }

    /// <summary>What the incoming person should know beside what the card shows, oldest first.</summary>
    public IReadOnlyList<HandoverNote> Notes { get; init; } = [];

    public required DateTimeOffset OfferedAt { get; init; }

    /// <summary>When it should have been offered; earlier than <see cref="OfferedAt"/> when the bot was down.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When the next one is asked; null when there is nobody left to ask, or it is settled.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }

    public bool Reminded { get; init; }

    /// <summary>How many steps of the ladder were called.</summary>
    public int Called { get; init; }

    /// <summary>Who was called when it was not accepted in time; they may accept it too.</summary>
    public IReadOnlyList<Person> Others { get; init; } = [];

    public HandoverState State { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Who accepted it, or took it back; null while it waits, and when the bot settled it.</summary>
    public Person? SettledBy { get; init; }

    /// <summary>Numbers of the alerts whose acknowledgement went along.</summary>
    public IReadOnlyList<int> Alerts { get; init; } = [];

    /// <summary>Numbers of the incidents whose lead went along.</summary>
    public IReadOnlyList<int> Incidents { get; init; } = [];

    /// <summary>What happened to it, oldest first.</summary>
    public IReadOnlyList<Happening> History { get; init; } = [];

    /// <summary>For telling that somebody else changed the row meanwhile.</summary>
    [JsonIgnore]
    public long RowVersion { get; init; }

    [JsonIgnore]
    public bool Waits => State == HandoverState.Waiting;

    /// <summary>Anybody else would take what was not meant for them.</summary>
    public bool MayAccept(Person person) => !HandsOver(person) && (To is null || To.Includes(person) || Others.Any(other => other.Includes(person)));

    public bool MayTakeBack(Person person) => person == By || From.Any(holder => holder.Includes(person));

    /// <summary>Whether they give away what they have; of a group whoever is not called for it just the same.</summary>
    public bool HandsOver(Person person) => From.Contains(person) || (To?.Includes(person) != true && !Others.Any(other => other.Includes(person)) && From.Any(holder => holder.Includes(person)));

    /// <summary>Who holds the roles when somebody accepts: they themselves, or the group that it was meant for and that they are in.</summary>
    public Person TakerFor(Person person) => To is { IsGroup: true } group && group.Includes(person) ? group : person;

    /// <summary>The people whose alerts and incidents go along: of a group those who are not in the one that takes over as well.</summary>
    [JsonIgnore]
    public IReadOnlyList<Person> Leaving => [.. From.SelectMany(holder => holder.Members?.Where(member => To?.Includes(member) != true) ?? [holder]).Distinct()];

    public Handover With(DateTimeOffset at, string what, string text, Person? by = null, IReadOnlyList<string>? roles = null) =>
        this with { History = [.. History, new(at, what, text, by) { Roles = roles ?? [] }] };
}

internal sealed record HandoverNote(Person By, string Text);

[JsonConverter(typeof(JsonStringEnumConverter<HandoverState>))]
internal enum HandoverState
{
    Waiting,

    /// <summary>The incoming person is responsible now.</summary>
    Accepted,

    /// <summary>Whoever offered it stays.</summary>
    TakenBack,

    /// <summary>The next shift has begun, or the role was given to somebody directly.</summary>
    Replaced,

    /// <summary>The room ended first.</summary>
    Left,
}
