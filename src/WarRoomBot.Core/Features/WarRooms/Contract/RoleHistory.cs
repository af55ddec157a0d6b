using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>Who was given which role when, as the room's record has it.</summary>
internal static class RoleHistory
{
    private const string Assigned = "role-assigned";

    /// <summary>The line for a role as <paramref name="room"/> has it now.</summary>
    internal static Record RecordOf(WarRoom room, Role role, Person? by)
    {
        var people = room.Holders(role.Name);
        var names = people.Count > 0 ? string.Join(", ", people.Select(person => person.Name)) : "nobody";
        return new(room.Id, Assigned, by, $"{role.Title}: {names}", Json.Write(new Given(role.Name, people)));
    }

    /// <summary>Oldest first. Lines from before particulars were kept are left out.</summary>
    internal static async Task<IReadOnlyList<RoleGiven>> AllAsync(Session session, long room, CancellationToken cancellationToken) =>
    [
        .. from row in await RecordStore.OfAsync(session, room, Assigned, cancellationToken)
           where row.Data is not null
           let given = Json.Read<Given>(row.Data!)
           select new RoleGiven(given.Role, given.People, row.At),
    ];

    private sealed record Given(string Role, IReadOnlyList<Person> People);
}

/// <param name="Role">Its name in the plan.</param>
/// <param name="People">All who hold it from then on.</param>
internal sealed record RoleGiven(string Role, IReadOnlyList<Person> People, DateTimeOffset At);
