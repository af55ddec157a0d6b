using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>Handles what a person does inside an open room; elsewhere they are told how to open one.</summary>
internal abstract class RoomHandler<TEvent>(RoomPlans plans) : IHandler<TEvent>
    where TEvent : ChatEvent
{
    private static readonly RichText NoRoom = RichText.Of(
        $"No war room is open in this channel. {new Code("/warroom start <plan> <version>")} opens one; {new Code("/warroom plans")} lists the plans.");

    public async Task<Outcome> HandleAsync(TEvent message, Turn turn, CancellationToken cancellationToken)
    {
        var room = await RoomStore.OpenInAsync(turn.Session, message.Conversation, cancellationToken);
        if (room is null)
            return Outcome.Answer(message, NoRoom);
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        return await InRoomAsync(message, new(room, plan, turn), cancellationToken);
    }

    protected abstract Task<Outcome> InRoomAsync(TEvent message, RoomTurn at, CancellationToken cancellationToken);
}

/// <summary>A turn inside a room.</summary>
internal sealed record RoomTurn(WarRoom Room, Plan Plan, Turn Turn)
{
    public Data.Session Session => Turn.Session;

    public DateTimeOffset Now => Turn.Now;
}
