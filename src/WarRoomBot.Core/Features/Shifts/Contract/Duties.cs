using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Shifts.Contract;

/// <summary>Who held which role from when to when, over the whole room: for reports.</summary>
internal static class Duties
{
    internal static async Task<IReadOnlyList<Duty>> OfAsync(Session session, WarRoom room, CancellationToken cancellationToken) =>
        Of(await RoleHistory.AllAsync(session, room.Id, cancellationToken), room.EndedAt);

    /// <summary>By role in the order of their first assignment, then by time. Pure.</summary>
    internal static IReadOnlyList<Duty> Of(IReadOnlyList<RoleGiven> given, DateTimeOffset? roomEnded)
    {
        var duties = new List<Duty>();
        foreach (var role in given.GroupBy(one => one.Role))
        {
            var held = new List<Duty>();
            foreach (var one in role)
            {
                for (var place = 0; place < held.Count; place++)
                {
                    if (held[place].Until is null && !one.People.Contains(held[place].Person))
                        held[place] = held[place] with { Until = one.At };
                }

                held.AddRange(one.People.Where(person => !held.Exists(duty => duty.Until is null && duty.Person == person)).Select(person => new Duty(role.Key, person, one.At, null)));
            }

            duties.AddRange(held.Select(duty => duty with { Until = duty.Until ?? roomEnded }));
        }

        return duties;
    }
}

/// <param name="Role">Its name in the plan.</param>
/// <param name="Until">Null while they hold it.</param>
internal sealed record Duty(string Role, Person Person, DateTimeOffset Since, DateTimeOffset? Until);
