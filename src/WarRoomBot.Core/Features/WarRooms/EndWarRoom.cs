using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.WarRooms;

/// <summary><c>/warroom end &lt;reason&gt;</c>: the room closes before its time. Where something is unfinished, that is said first, and confirmed.</summary>
internal sealed class EndWarRoom(RoomPlans plans, IEnumerable<IUnfinished> features) : RoomHandler<Typed>(plans)
{
    internal const string AnywayAction = "room.end-anyway";

    /// <summary>A button's value takes 2,000 characters, in JSON.</summary>
    private const int LongestKept = 1000;

    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (message.Text.Length == 0)
            return Outcome.Answer(message, RichText.Of($"Please say why: {new Code("/warroom end <reason>")}. It goes into the record."));
        var unfinished = new List<RichText>();
        foreach (var feature in features)
            unfinished.AddRange(await feature.OfAsync(at.Room, at.Turn, cancellationToken));
        return unfinished.Count > 0
            ? new Outcome().Reply(message, Question(unfinished, new(at.Room.Id, Texts.Cut(message.Text, LongestKept))))
            : await NowAsync(message.Person, message.Text, at, cancellationToken);
    }

    internal static async Task<Outcome> NowAsync(Person by, string reason, RoomTurn at, CancellationToken cancellationToken)
    {
        await RoomStore.SaveAsync(at.Session, at.Room with { EndedAt = at.Now }, cancellationToken);
        return new Outcome()
            .Add(RoomFacts.Of(RoomFacts.Ended, at.Room))
            .Add(new CallOff(at.Room.Key("end")))
            .Add(new Record(at.Room.Id, "room-ended", by, reason))
            .Add(new Notice(at.Room.Key("ended"), at.Room.Conversation, Card.Text(RichText.Of($"{by} ended the room: {reason}"))));
    }

    private static Card Question(IReadOnlyList<RichText> unfinished, EndRequest request) => new(Mark.Watch, "The room is not finished. End it all the same?", [
        .. unfinished.Select(one => new Line(one)),
        new Buttons([new("End the room", AnywayAction, Json.Write(request)) { Style = ButtonStyle.Danger }]),
    ]);
}

/// <param name="Room">Which one was meant: the question may be answered much later.</param>
internal sealed record EndRequest(long Room, string Reason);

/// <summary><b>End the room</b>, although something is unfinished.</summary>
internal sealed class EndAnyway(RoomPlans plans) : RoomHandler<Pressed>(plans)
{
    protected override Task<Outcome> InRoomAsync(Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var request = Json.Read<EndRequest>(message.Value);
        return request.Room == at.Room.Id
            ? EndWarRoom.NowAsync(message.Person, request.Reason, at, cancellationToken)
            : Task.FromResult(Outcome.Answer(message, RichText.Of($"That was about the room before this one; {new Code("/warroom end <reason>")} closes this one.")));
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
