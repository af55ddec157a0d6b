using WarRoomBot.Cards;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Incidents;

/// <summary>Whoever leads an incident has left the workspace, or the place where it is worked on: somebody else is wanted at once.</summary>
internal sealed class LeadGone(RoomPlans plans) : IHandler<Happened>
{
    private const int MostLooked = 200;

    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var gone = Json.Read<PersonGone>(message.Subject);
        if (await RoomOfAsync(gone, turn, cancellationToken) is not { } room)
            return Outcome.Nothing;
        var outcome = new Outcome();
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        foreach (var incident in await IncidentStore.OpenAsync(turn.Session, room.Id, MostLooked, cancellationToken))
        {
            if (incident.Lead != gone.Person || gone.Where is { } where && where != (incident.Place.Channel ?? room.Conversation))
                continue;
            var after = incident.LoseLead(gone.Words, turn.Now);
            after = after.Bring(IncidentPlaces.CalledNext(after.Severity, room, plan).Where(person => person != gone.Person));
            await IncidentStore.SaveAsync(turn.Session, after, cancellationToken);
            outcome.Also(IncidentEffects.Of(incident, after, room, plan, turn.Now));
        }

        return outcome;
    }

    /// <summary>A channel that is no room's may be an incident's; the room's lane is held then, since the channel has one of its own.</summary>
    private static async Task<WarRoom?> RoomOfAsync(PersonGone gone, Turn turn, CancellationToken cancellationToken)
    {
        if (gone is not { Room: 0, Where: { } where })
            return await RoomStore.FindAsync(turn.Session, gone.Room, cancellationToken);
        if (await IncidentStore.InChannelAsync(turn.Session, where, cancellationToken) is not { IsResolved: false } incident
            || await RoomStore.FindAsync(turn.Session, incident.Room, cancellationToken) is not { } room)
            return null;
        await turn.Session.LockAsync(room.Lane, cancellationToken);
        return room;
    }
}
