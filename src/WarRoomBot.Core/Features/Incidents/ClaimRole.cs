using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Incidents;

/// <summary><b>Take …</b>: a role that nobody has in the incident.</summary>
internal sealed class TakeRole(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (at.Plan.Incidents.Role(rest) is not { } role)
            return Outcome.Answer(message, "That role is not in the plan; please use the newest card.");
        return incident.Roles.GetValueOrDefault(role.Name) is { } holder
            ? Outcome.Answer(message, RichText.Of($"{holder} has {role.Title} already; {new Code($"/incident role {role.Name}")} takes it over."))
            : await SaveAsync(incident, incident.Claim(role, message.Person, message.Person, at.Now), at, cancellationToken);
    }
}

/// <summary><c>/incident role &lt;role&gt; [@user]</c>; with nobody named, whoever types it.</summary>
internal sealed class ClaimRole(RoomPlans plans) : IncidentHandler<Typed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var roles = at.Plan.Incidents.Roles;
        if (roles.Count == 0)
            return Outcome.Answer(message, RichText.Of($"This plan has no roles for incidents beside the lead, whom {new Code("/incident lead @somebody")} names."));
        var words = rest.Split(' ', 2, StringSplitOptions.TrimEntries);
        var names = string.Join(", ", roles.Select(role => role.Name));
        if (at.Plan.Incidents.Role(words[0].ToLowerInvariant()) is not { } wanted)
            return Outcome.Answer(message, words[0].Length == 0
                ? RichText.Of($"Which role? Type {new Code("/incident role <role> @somebody")}; the roles are {names}.")
                : $"Incidents have no role \"{Texts.Cut(words[0], 30)}\" here; their roles are {names}.");
        if (words.Length == 2 && message.Mentions.Count == 0)
            return Outcome.Answer(message, RichText.Of($"Who? Type {new Code($"/incident role {wanted.Name} @somebody")}, or {new Code($"/incident role {wanted.Name}")} to take it yourself."));
        var holder = message.Mentions.Count > 0 ? message.Mentions[0] : message.Person;
        return incident.Roles.GetValueOrDefault(wanted.Name) == holder
            ? Outcome.Answer(message, RichText.Of($"{holder} has {wanted.Title} in incident #{incident.Number} already."))
            : await SaveAsync(incident, incident.Claim(wanted, holder, message.Person, at.Now), at, cancellationToken);
    }
}
