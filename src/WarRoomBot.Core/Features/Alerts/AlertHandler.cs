using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Alerts;

/// <summary>Handles a button on an alert's card; an alert that is not there, or over, is told.</summary>
internal abstract class AlertHandler(RoomPlans plans) : RoomHandler<Pressed>(plans)
{
    protected override async Task<Outcome> InRoomAsync(Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var alert = RoomSubject.NumberIn(at.Room, message.Value) is { } number
            ? await AlertStore.FindAsync(at.Session, at.Room.Id, number, cancellationToken)
            : null;
        if (alert is null)
            return Outcome.Answer(message, "That alert is not from the room that is open here now; please use the newest card.");
        if (alert.Resolved is { } resolved)
            return Outcome.Answer(message, resolved.By is { } by
                ? RichText.Of($"Alert #{alert.Number} was already resolved by {by} at {Span.Time(resolved.At)}.")
                : RichText.Of($"Alert #{alert.Number} was already over at {Span.Time(resolved.At)}."));
        return await HandleAsync(alert, message, at, AlertClock.Of(at.Plan, at.Room.Clock), cancellationToken);
    }

    protected abstract Task<Outcome> HandleAsync(Alert alert, Pressed message, RoomTurn at, AlertClock clock, CancellationToken cancellationToken);

    protected static async Task<Outcome> SaveAsync(Alert before, Alert after, RoomTurn at, CancellationToken cancellationToken)
    {
        await AlertStore.SaveAsync(at.Session, at.Room.Id, after, cancellationToken);
        return AlertEffects.Of(before, after, at.Room, at.Plan, at.Now);
    }
}
