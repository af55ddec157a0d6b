using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>One run of a plan for one deployment in one conversation, from T0 to its end.</summary>
internal sealed record WarRoom
{
    public required long Id { get; init; }
    public required Conversation Conversation { get; init; }
    public string? ConversationName { get; init; }
    public required string PlanName { get; init; }
    public required string PlanHash { get; init; }

    /// <summary>What was deployed; empty when nobody said.</summary>
    public required string Version { get; init; }
    public required double Pace { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>T0.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When its time is up; null for a standing room, which only people end.</summary>
    public required DateTimeOffset? EndsAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public required Person OpenedBy { get; init; }

    /// <summary>For telling whoever opened the room that the bot may not speak there.</summary>
    public string? OpenedReply { get; init; }

    /// <summary>Who holds what, by role name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<Person>> Roles { get; init; }

    /// <summary>How many status cards were asked for.</summary>
    public required long StatusCards { get; init; }

    /// <summary>The status card that is being measured for; null when none is.</summary>
    public long? MeasuringStatus { get; init; }

    /// <summary>Since when the room has reached nobody at all; null while it sees.</summary>
    public DateTimeOffset? BlindSince { get; init; }

    /// <summary>For telling that somebody else changed the row meanwhile.</summary>
    public required long RowVersion { get; init; }

    public bool IsOpen => EndedAt is null;

    public bool IsRehearsal => Pace > 1;

    /// <summary>Says wherever the room shows itself that it is not in earnest; empty when it is.</summary>
    public string RehearsalNote => IsRehearsal
        ? string.Create(CultureInfo.InvariantCulture, $" · {PlainText.Symbol(Mark.Rehearsal)} Rehearsal ×{Pace:0.##}")
        : "";

    public RoomClock Clock => new(StartsAt, Pace);

    /// <summary>One lane for everything that happens in the room.</summary>
    public string Lane => Conversation.ToString();

    /// <summary>Whether it is in the place that a setting names: a channel's name, with or without #, its id, or <c>platform/workspace/channel</c>.</summary>
    public bool IsAt(string place) =>
        place == Conversation.ToString() || place == Conversation.Channel
        || (ConversationName is { } name && string.Equals(name.TrimStart('#'), place.TrimStart('#'), StringComparison.OrdinalIgnoreCase));

    public string Key(string thing) => $"room/{Id}/{thing}";

    /// <summary>Whoever opened it, and all who hold a role.</summary>
    public IEnumerable<Person> People => Everybody.Prepend(OpenedBy).Distinct();

    public IReadOnlyList<Person> Holders(string role) => Roles.GetValueOrDefault(role) ?? [];

    /// <summary>Whether somebody holds a role, alone or as one of a group.</summary>
    public bool Holds(string role, Person person) => Holders(role).Any(holder => holder.Includes(person));

    /// <summary>The people who hold a role, of a group those who are in it.</summary>
    public IEnumerable<Person> PeopleOf(string role) => Single(Holders(role));

    /// <summary>Everybody who holds a role.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<Person> Everybody => Single(Roles.Values.SelectMany(holders => holders));

    private static IEnumerable<Person> Single(IEnumerable<Person> holders) => holders.SelectMany(holder => holder.Members ?? [holder]).Distinct();

    /// <summary>The people who hold a role, or the role's title when nobody does.</summary>
    public RichText Names(Role role) => Holders(role.Name) is { Count: > 0 } people
        ? RichText.Join(", ", people.Select(person => RichText.Of($"{person}")))
        : role.Title;

    public WarRoom With(string role, IReadOnlyList<Person> people) => this with
    {
        Roles = new Dictionary<string, IReadOnlyList<Person>>(Roles) { [role] = people },
    };
}
