using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms;

/// <summary>Hears who goes while a room is open in their workspace; whether that matters the rooms' features say.</summary>
internal sealed class PeopleListener(IDatabase database) : IListener
{
    public async ValueTask<bool> HearsAsync(ChatEvent happened, CancellationToken cancellationToken) =>
        happened is PersonChanged && await database.ReadAsync((session, token) => RoomStore.IsAnyOpenNearAsync(session, happened.Conversation, token), cancellationToken);
}

/// <summary>Somebody has left their workspace: every open room there is told. Or a channel of it, which concerns one room at most.</summary>
internal sealed class HearPeople : IHandler<PersonChanged>
{
    public async Task<Outcome> HandleAsync(PersonChanged message, Turn turn, CancellationToken cancellationToken)
    {
        var outcome = new Outcome();
        if (message.What == PersonNews.LeftChannel)
        {
            return outcome.Add(await RoomStore.OpenInAsync(turn.Session, message.Conversation, cancellationToken) is { } left
                ? PersonGone.Of(left, message.Person, message.Conversation)
                : PersonGone.Of(message.Person, message.Conversation));
        }

        var rooms = await RoomStore.OpenNearAsync(turn.Session, message.Conversation, cancellationToken);
        if (message.What == PersonNews.GroupChanged)
        {
            outcome.Add(new Fact(GroupChanged.Fact, message.Conversation.ToString(), Json.Write(message.Person)));
            return rooms.Where(room => room.Roles.Values.Any(holders => holders.Contains(message.Person))).Aggregate(outcome, (all, room) => all.Also(PeopleLookUp.Of(room, null, [message.Person], turn)));
        }

        foreach (var room in rooms)
            outcome.Add(PersonGone.Of(room, message.Person, null));
        return outcome;
    }
}

/// <summary>Somebody who holds a role here has gone: the room is told in one sentence, with what to do.</summary>
internal sealed class TellHolderGone(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var gone = Json.Read<PersonGone>(message.Subject);
        if (await RoomStore.FindAsync(turn.Session, gone.Room, cancellationToken) is not { IsOpen: true } room || gone.Where is { } where && where != room.Conversation)
            return Outcome.Nothing;
        var held = (await plans.OfAsync(turn.Session, room, cancellationToken)).Roles.Where(role => room.Holders(role.Name).Contains(gone.Person)).ToList();
        if (held.Count == 0)
            return Outcome.Nothing;
        // Of a deactivated account Slack tells again with each later change; of each leaving once.
        var key = room.Key(gone.Where is null ? $"gone/{gone.Person.Id}" : $"gone/{gone.Person.Id}/{turn.Arrival}");
        return new Outcome().Add(new Notice(key, room.Conversation, Card.Text(Sentence(gone, held, room))));
    }

    private static RichText Sentence(PersonGone gone, List<Role> held, WarRoom room)
    {
        var person = room.Holders(held[0].Name).First(holder => holder == gone.Person);
        var titles = string.Join(" and ", held.Select(role => role.Title));
        var command = new Code($"/warroom role {held[0].Name} @somebody");
        return gone.Where is null
            ? RichText.Of($"{person}, who holds {titles} here, has left the workspace and answers no more: {command} gives the role to somebody else.")
            : RichText.Of($"{person}, who holds {titles} here, has left this channel: bring them back with {new Code($"/invite @{person.Name}")}, or {command} gives the role to somebody else.");
    }
}
