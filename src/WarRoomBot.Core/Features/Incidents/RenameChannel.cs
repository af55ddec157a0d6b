using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Incidents;

/// <summary>Hears what becomes of a channel in which an incident is worked on.</summary>
internal sealed class IncidentChannelListener(IDatabase database) : IListener
{
    public async ValueTask<bool> HearsAsync(ChatEvent happened, CancellationToken cancellationToken) =>
        happened is ChannelChanged && await database.ReadAsync((session, token) => IncidentStore.InChannelAsync(session, happened.Conversation, token), cancellationToken) is { Place.Archived: false };
}

/// <summary>Somebody gave an incident's channel another name: it is called that from now on.</summary>
internal sealed class RenameChannel(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var (channel, name) = Json.Read<NamedChannel>(message.Subject);
        if (await IncidentStore.InChannelAsync(turn.Session, channel, cancellationToken) is not { } incident
            || await RoomStore.FindAsync(turn.Session, incident.Room, cancellationToken) is not { } room || incident.Place.Name == name)
            return Outcome.Nothing;
        await turn.Session.LockAsync(room.Lane, cancellationToken);
        var after = incident with { Place = incident.Place with { Name = name } };
        await IncidentStore.SaveAsync(turn.Session, after, cancellationToken);
        return IncidentEffects.Of(incident, after, room, await plans.OfAsync(turn.Session, room, cancellationToken), turn.Now);
    }
}
