using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary><b>Take the lead</b>.</summary>
internal sealed class TakeLead(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Rights.ToLead(person, person, room, plan);

    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        incident.Lead == message.Person
            ? Outcome.Answer(message, $"You lead incident #{incident.Number} already.")
            : await SaveAsync(incident, incident.LeadBy(message.Person, message.Person, at.Now), at, cancellationToken);
}

/// <summary><c>/incident lead @user</c>; with nobody named, whoever types it.</summary>
internal sealed class GiveLead(RoomPlans plans) : IncidentHandler<Typed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (rest.Length > 0 && message.Mentions.Count == 0)
            return Outcome.Answer(message, RichText.Of($"Who? Type {new Code("/incident lead @somebody")}, or {new Code("/incident lead")} to take the lead yourself."));
        var lead = message.Mentions.Count > 0 ? message.Mentions[0] : message.Person;
        if (Rights.ToLead(lead, message.Person, at.Room, at.Plan) is { } refusal)
            return Outcome.Answer(message, refusal);
        return lead == incident.Lead
            ? Outcome.Answer(message, RichText.Of($"{lead} leads incident #{incident.Number} already."))
            : await SaveAsync(incident, incident.LeadBy(lead, message.Person, at.Now), at, cancellationToken);
    }
}

/// <summary><b>Join</b>.</summary>
internal sealed class JoinIncident(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var where = incident.Place is { Channel: { } channel, Name: { } name } ? RichText.Of($"in {new Place(channel, name)}") : "in the thread of its card";
        if (incident.People.Contains(message.Person))
            return Outcome.Answer(message, RichText.Of($"You work on incident #{incident.Number} already, {where}."));
        return (await SaveAsync(incident, incident.Join(message.Person, at.Now), at, cancellationToken))
            .Also(Outcome.Answer(message, RichText.Of($"You work on incident #{incident.Number} now, {where}.")));
    }
}

/// <summary><b>Move to a channel</b>.</summary>
internal sealed class MoveToChannel(RoomPlans plans, IncidentPlaces places) : IncidentHandler<Pressed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (incident.Place is { Channel: { } channel, Name: { } name })
            return Outcome.Answer(message, RichText.Of($"Incident #{incident.Number} has a channel: {new Place(channel, name)}."));
        if (incident.Place.Wanted)
            return Outcome.Answer(message, $"The channel of incident #{incident.Number} is being made.");
        return places.HasChannels(at.Room.Conversation)
            ? await SaveAsync(incident, incident with { Place = await IncidentPlaces.ChannelAsync(incident.Number, at, cancellationToken) }, at, cancellationToken)
            : Outcome.Answer(message, "Here I cannot make channels.");
    }
}
