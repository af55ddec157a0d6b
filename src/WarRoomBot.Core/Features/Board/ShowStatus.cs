using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Board;

/// <summary><c>/warroom status</c>: answers at once with what is known, measures, then shows that. Who asks meanwhile gets the same card.</summary>
internal sealed class ShowStatus(RoomPlans plans, StatusMeasurement measurement) : RoomHandler<Typed>(plans)
{
    protected override Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken) =>
        measurement.BeginAsync(at.Room.StatusCards + 1, message, at, cancellationToken);
}

/// <summary><b>Status now</b> on the board: the same.</summary>
internal sealed class ShowStatusNow(RoomPlans plans, StatusMeasurement measurement) : RoomHandler<Pressed>(plans)
{
    protected override Task<Outcome> InRoomAsync(Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        measurement.BeginAsync(at.Room.StatusCards + 1, message, at, cancellationToken);
}

/// <summary><b>Refresh</b> on a status card: the same card, measured anew.</summary>
internal sealed class RefreshStatus(RoomPlans plans, StatusMeasurement measurement) : RoomHandler<Pressed>(plans)
{
    protected override Task<Outcome> InRoomAsync(Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        RoomSubject.NumberIn(at.Room, message.Value) is { } number
            ? measurement.BeginAsync(number, message, at, cancellationToken)
            : Task.FromResult(Outcome.Answer(message, RichText.Of($"That card is from an earlier room; {new Code("/warroom status")} shows this one.")));
}

/// <summary>What every way of asking for the status ends in.</summary>
internal sealed class StatusMeasurement(BoardViews views)
{
    internal async Task<Outcome> BeginAsync(long number, ChatEvent asked, RoomTurn at, CancellationToken cancellationToken)
    {
        if (at.Room.MeasuringStatus is not null)
            return Outcome.Answer(asked, "Measuring already: the status card shows it in a moment.");
        var measures = at.Plan.Metrics.Count > 0;
        var room = at.Room with { StatusCards = Math.Max(number, at.Room.StatusCards), MeasuringStatus = measures ? number : null };
        await RoomStore.SaveAsync(at.Session, room, cancellationToken);
        var view = await views.OfAsync(room, at.Turn, cancellationToken);
        var outcome = new Outcome().Add(new Show(StatusCard.Key(room, number), room.Conversation, measures ? StatusCard.Measuring(view) : StatusCard.Of(view, number, []))
        {
            Priority = Priority.Answer,
            Under = asked.Thread,
            ReplyTo = asked.Reply,
        });
        return measures
            ? outcome.Add(Measuring.Of(room, at.Plan.Metrics.Select(metric => metric.Name), StatusCard.PurposeOf(number), at.Turn, hurried: true))
            : outcome;
    }
}
