using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.WarRooms;

/// <summary><c>/warroom end &lt;reason&gt;</c>: the room closes before its time.</summary>
internal sealed class EndWarRoom(RoomPlans plans) : RoomHandler<Typed>(plans)
{
    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (message.Text.Length == 0)
            return Outcome.Answer(message, RichText.Of($"Please say why: {new Code("/warroom end <reason>")}. It goes into the record."));
        await RoomStore.SaveAsync(at.Session, at.Room with { EndedAt = at.Now }, cancellationToken);
        return new Outcome()
            .Add(RoomFacts.Of(RoomFacts.Ended, at.Room))
            .Add(new CallOff(at.Room.Key("end")))
            .Add(new Record(at.Room.Id, "room-ended", message.Person, message.Text))
            .Add(new Notice(at.Room.Key("ended"), at.Room.Conversation, Card.Text(RichText.Of($"{message.Person} ended the room: {message.Text}"))));
    }
}

/// <summary>The room's time is up.</summary>
internal sealed class RoomTimeIsUp(IEnumerable<IRoomKeeper> keepers) : IHandler<DueMoment>
{
    /// <summary>What is waited for and should be over is given this long to be over.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        var room = await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken);
        if (room is not { IsOpen: true })
            return Outcome.Nothing;
        foreach (var keeper in keepers)
        {
            if (await keeper.KeepsUntilAsync(room, turn, cancellationToken) is { } until)
                return new Outcome().Add(RoomEnding.At(room, until > turn.Now ? until : turn.Now + Moment));
        }

        await RoomStore.SaveAsync(turn.Session, room with { EndedAt = turn.Now }, cancellationToken);
        return new Outcome()
            .Add(RoomFacts.Of(RoomFacts.Ended, room))
            .Add(new Record(room.Id, "room-ended", null, "The room's time was up."))
            .Add(new Notice(room.Key("ended"), room.Conversation, Card.Text("The room's time is up: it is closed. Its record is kept.")));
    }
}
