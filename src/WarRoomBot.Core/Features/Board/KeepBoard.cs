using WarRoomBot.Cards;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Board;

/// <summary>Something in the room changed: the board shows it. Many changes at once become one edit on the way out.</summary>
internal sealed class KeepBoard(BoardViews views) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is not { } room)
            return Outcome.Nothing;
        return new Outcome().Add(Show(await views.OfAsync(room, turn, cancellationToken)));
    }

    internal static Show Show(BoardView view) => new(BoardCard.Key(view.Room), view.Room.Conversation, BoardCard.Of(view))
    {
        Priority = Priority.Background,
        Pinned = true,
        ReplyTo = view.Room.OpenedReply,
    };
}

/// <summary>New figures are in: the board shows them, and the status card they were asked for.</summary>
internal sealed class ShowMeasured(BoardViews views) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var round = Json.Read<MeasuredRound>(message.Subject);
        if (await RoomStore.FindAsync(turn.Session, round.Room, cancellationToken) is not { IsOpen: true } room)
            return Outcome.Nothing;
        var view = await views.OfAsync(room, turn, cancellationToken);
        var outcome = new Outcome().Add(KeepBoard.Show(view));
        if (StatusCard.NumberOf(round.Purpose) is not { } number)
            return outcome;
        if (room.MeasuringStatus == number)
            await RoomStore.SaveAsync(turn.Session, room with { MeasuringStatus = null }, cancellationToken);
        return outcome.Add(new Show(StatusCard.Key(room, number), room.Conversation, StatusCard.Of(view, number, round.Late)) { Priority = Priority.Answer });
    }
}
