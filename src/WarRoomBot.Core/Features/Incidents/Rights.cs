using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary>Who may do what with incidents: the holders of the roles that the plan names, or everybody. Each is null for yes, or the sentence that says who may. Pure.</summary>
internal static class Rights
{
    internal static RichText? ToOpen(Person person, WarRoom room, Plan plan) => ToDo("open", plan.Incidents.OpenedBy, person, "you hold", room, plan);

    internal static RichText? ToClose(Person person, WarRoom room, Plan plan) => ToDo("resolve", plan.Incidents.ClosedBy, person, "you hold", room, plan);

    /// <param name="asked">Who wants it; somebody else than <paramref name="lead"/> where the lead is given.</param>
    internal static RichText? ToLead(Person lead, Person asked, WarRoom room, Plan plan) =>
        ToDo("lead", plan.Incidents.LedBy, lead, lead == asked ? "you hold" : $"{lead.Name} holds", room, plan);

    internal static RichText? ToStart(StepCall call, Person person, WarRoom room, Plan plan) => ToDo("start that in", call.StartedBy, person, "you hold", room, plan);

    /// <summary>Each role with the people who hold it.</summary>
    internal static RichText Named(IReadOnlyList<string> roles, WarRoom room, Plan plan) => RichText.Join(" or ", roles.Select(name => With(plan.Role(name)!, room)));

    private static RichText? ToDo(string what, IReadOnlyList<string> roles, Person person, string holds, WarRoom room, Plan plan)
    {
        if (roles.Count == 0 || roles.Any(role => room.Holds(role, person)))
            return null;
        var held = plan.Roles.Where(role => room.Holds(role.Name, person)).Select(role => role.Title).Humanize("and");
        return RichText.Of($"Only {Named(roles, room, plan)} may {what} incidents here; {holds} {(held.Length > 0 ? held : "no role")}.");
    }

    private static RichText With(Role role, WarRoom room) => room.Holders(role.Name).Count > 0
        ? RichText.Of($"{role.Title} ({room.Names(role)})")
        : RichText.Of($"{role.Title} (nobody yet: {new Code($"/warroom role {role.Name} @somebody")})");
}
