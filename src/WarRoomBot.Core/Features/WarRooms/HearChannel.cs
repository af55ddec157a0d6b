using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Delivery;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.WarRooms;

/// <summary>Hears what becomes of a channel in which a room is open.</summary>
internal sealed class ChannelListener(IDatabase database) : IListener
{
    public async ValueTask<bool> HearsAsync(ChatEvent happened, CancellationToken cancellationToken) =>
        happened is ChannelChanged && await database.ReadAsync((session, token) => RoomStore.OpenInAsync(session, happened.Conversation, token), cancellationToken) is not null;
}

/// <summary>A channel was archived, brought back, renamed, or the bot was let in or put out.</summary>
internal sealed class HearChannel(RoomPlans plans) : IHandler<ChannelChanged>
{
    /// <summary>Everybody who has to do with a room; more would be a flood.</summary>
    private const int MostTold = 20;

    public async Task<Outcome> HandleAsync(ChannelChanged message, Turn turn, CancellationToken cancellationToken)
    {
        var room = await RoomStore.OpenInAsync(turn.Session, message.Conversation, cancellationToken);
        switch (message.What)
        {
            case ChannelNews.Renamed when message.ConversationName is { } name:
                return await RenamedAsync(room, message.Conversation, name, turn, cancellationToken);
            case ChannelNews.Archived or ChannelNews.PutOut:
                var advice = message.What == ChannelNews.Archived ? "This channel is archived: unarchive it, or go on in another one." : "I was put out of this channel.";
                var closed = new Fact(ConversationClosed.Fact, message.Conversation.ToString(), Json.Write(new ConversationClosed(message.Conversation, advice)));
                return room is null ? new Outcome().Add(closed) : Tell(message, room, (await plans.OfAsync(turn.Session, room, cancellationToken)).Title, turn).Add(closed);
            case ChannelNews.Unarchived when room is not null:
                return new Outcome().Add(new TryAgain(message.Conversation))
                    .Add(new Notice(room.Key($"unarchived/{turn.Arrival}"), room.Conversation, Card.Text("This channel is back; what I could not post meanwhile stands on the board and the cards as it is now.")))
                    .Add(RoomFacts.Of(RoomFacts.Changed, room));
            case ChannelNews.Entered when room is not null:
                return new Outcome().Add(new TryAgain(message.Conversation)).Add(RoomFacts.Of(RoomFacts.Changed, room));
            default:
                return Outcome.Nothing;
        }
    }

    private static async Task<Outcome> RenamedAsync(WarRoom? room, Conversation channel, string name, Turn turn, CancellationToken cancellationToken)
    {
        var outcome = new Outcome().Add(ChannelFacts.RenamedTo(channel, name));
        if (room is null)
            return outcome;
        room = room with { ConversationName = name };
        await RoomStore.SaveAsync(turn.Session, room, cancellationToken);
        return outcome.Add(RoomFacts.Of(RoomFacts.Changed, room));
    }

    /// <summary>Nothing can be seen there any more, so it is said to each of those who run the room.</summary>
    private static Outcome Tell(ChannelChanged message, WarRoom room, string title, Turn turn)
    {
        var outcome = new Outcome();
        var channel = room.ConversationName is { } name ? RichText.Of($"{new Place(room.Conversation, name)}") : "the channel";
        RichText sentence = message.What == ChannelNews.Archived
            ? RichText.Of($"{Span.Strong(title)} runs in ") + channel + ", which was archived: nobody sees what I find. Unarchive it, and I go on there; until then I keep measuring and calling the ways out."
            : RichText.Of($"{Span.Strong(title)} runs in ") + channel + ", and I was put out of it: nobody sees what I find. Invite me again, and I go on there.";
        foreach (var person in room.Everybody.Prepend(room.OpenedBy).Distinct().Take(MostTold))
            outcome.Add(new Notice(room.Key($"{message.What}/{turn.Arrival}/{person.Id}"), room.Conversation, Card.Text(sentence)) { To = person });
        return outcome;
    }
}
