using System.Globalization;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Metrics;

/// <summary>Reads each metric of an open room in its own rhythm, from T0 to the end.</summary>
internal sealed class MeasureRoutinely(RoomPlans plans) : IHandler<Happened>, IHandler<DueMoment>
{
    internal const string Due = "measure";
    internal const string Purpose = "routine";

    /// <summary>The room opened: the first round is at T0, or now when T0 is past, as when the bot was restarted just then.</summary>
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var room = await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken);
        if (room is not { IsOpen: true })
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        return plan.Metrics.Count == 0 ? Outcome.Nothing : new Outcome().Add(At(room, TimeSpan.Zero));
    }

    /// <summary>A round is due. Rounds missed while the bot was down are not made up for: what is past cannot be measured.</summary>
    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        var room = await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken);
        if (room is not { IsOpen: true })
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var tick = MeasureRhythm.TickAt(room.Clock.Offset(message.At));
        var late = MeasureRhythm.TickAt(room.Clock.Offset(turn.Now));
        return new Outcome()
            .Add(Measuring.Of(room, MeasureRhythm.DueWithin(plan, tick, late), Purpose, turn))
            .Add(At(room, MeasureRhythm.NextTick(plan, room.Clock.Offset(turn.Now))));
    }

    private static FallsDue At(WarRoom room, TimeSpan tick) =>
        new(room.Key("measure"), room.Lane, Due, room.Clock.At(tick), room.Id.ToString(CultureInfo.InvariantCulture));
}

/// <summary>The room ended: nothing is read any more.</summary>
internal sealed class StopMeasuring : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken) =>
        await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is { } room
            ? new Outcome().Add(new CallOff(room.Key("measure")))
            : Outcome.Nothing;
}
