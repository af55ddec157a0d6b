using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>
/// Who may give a role. One that signs a gate is given by whoever opened the room, who holds it, or who holds a role that the plan names for
/// that: otherwise anybody could take it and decide. A role that gives others is kept in the same way. Pure.
/// </summary>
internal static class RoleRights
{
    /// <returns>Null for yes, or the sentence that says who may.</returns>
    internal static RichText? ToGive(Role role, Person person, WarRoom room, Plan plan)
    {
        var signs = plan.Gates.Where(gate => gate.SignedBy.Contains(role.Name)).Select(gate => gate.Title).ToList();
        var gives = plan.Roles.Where(other => other.GivenBy.Contains(role.Name)).Select(other => other.Title).ToList();
        if (signs.Count == 0 && gives.Count == 0 && role.GivenBy.Count == 0)
            return null;
        List<Role> givers = [role, .. role.GivenBy.Where(name => name != role.Name).Select(name => plan.Role(name)!)];
        if (person == room.OpenedBy || givers.Any(giver => room.Holds(giver.Name, person)))
            return null;
        var why = signs.Count > 0 ? $": it signs {signs.Humanize("and")}" : gives.Count > 0 ? $": who holds it gives {gives.Humanize("and")}" : "";
        return RichText.Of($"Only {room.OpenedBy}, who opened the room, or a holder of {givers.Select(giver => giver.Title).Humanize("or")} gives {role.Title}{why}.");
    }
}
