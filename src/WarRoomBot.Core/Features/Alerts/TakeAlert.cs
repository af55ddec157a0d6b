using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Alerts;

/// <summary><b>Acknowledge</b>: somebody has it in hand; nobody else is called.</summary>
internal sealed class AcknowledgeAlert(RoomPlans plans) : AlertHandler(plans)
{
    protected override async Task<Outcome> HandleAsync(Alert alert, Pressed message, RoomTurn at, AlertClock clock, CancellationToken cancellationToken) =>
        alert is { State: AlertState.Acknowledged, Acknowledged: { } taken }
            ? Outcome.Answer(message, taken.By is { } by
                ? RichText.Of($"Alert #{alert.Number} was already acknowledged by {by} at {Span.Time(taken.At)}.")
                : RichText.Of($"Alert #{alert.Number} was already acknowledged in {alert.Source} at {Span.Time(taken.At)}."))
            : await SaveAsync(alert, alert.Acknowledge(message.Person, null, at.Now, clock), at, cancellationToken);
}

/// <summary><b>Still on it</b>: whoever says so has it.</summary>
internal sealed class ConfirmAlert(RoomPlans plans) : AlertHandler(plans)
{
    protected override async Task<Outcome> HandleAsync(Alert alert, Pressed message, RoomTurn at, AlertClock clock, CancellationToken cancellationToken) =>
        alert switch
        {
            { AskedAt: not null } => await SaveAsync(alert, alert.Confirm(message.Person, at.Now), at, cancellationToken),
            { State: AlertState.Firing } => await SaveAsync(alert, alert.Acknowledge(message.Person, null, at.Now, clock), at, cancellationToken),
            _ => Outcome.Answer(message, RichText.Of($"Alert #{alert.Number}: somebody has answered already, thank you.")),
        };
}

/// <summary><b>Escalate</b>: the next step of the ladder is called now.</summary>
internal sealed class EscalateAlert(RoomPlans plans) : AlertHandler(plans)
{
    protected override async Task<Outcome> HandleAsync(Alert alert, Pressed message, RoomTurn at, AlertClock clock, CancellationToken cancellationToken)
    {
        if (alert is { State: AlertState.Acknowledged, Acknowledged.By: { } by })
            return Outcome.Answer(message, RichText.Of($"{by} has alert #{alert.Number} in hand; please talk to them."));
        return alert.Escalate(message.Person, at.Now, clock) is { } called
            ? await SaveAsync(alert, called, at, cancellationToken)
            : Outcome.Answer(message, RichText.Of($"Everybody on the ladder has been called for alert #{alert.Number}."));
    }
}

/// <summary><b>Resolve</b>: it is over, says a person.</summary>
internal sealed class ResolveAlert(RoomPlans plans) : AlertHandler(plans)
{
    protected override async Task<Outcome> HandleAsync(Alert alert, Pressed message, RoomTurn at, AlertClock clock, CancellationToken cancellationToken) =>
        await SaveAsync(alert, alert.ResolveBy(message.Person, at.Now, clock), at, cancellationToken);
}

/// <summary>An alert's next moment has come: a step of the ladder, the end of a silence, the question whether somebody is still on it.</summary>
internal sealed class AlertMoment(RoomPlans plans) : IHandler<DueMoment>
{
    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        var (id, number) = RoomSubject.Parse(message.Subject);
        if (await RoomStore.FindAsync(turn.Session, id, cancellationToken) is not { IsOpen: true } room
            || await AlertStore.FindAsync(turn.Session, room.Id, number, cancellationToken) is not { } alert)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var after = alert.Tick(turn.Now, AlertClock.Of(plan, room.Clock));
        if (alert.MutedUntil is not null && after.MutedUntil is null)
            await AlertStore.UnmuteAsync(turn.Session, room.Id, alert.Fingerprint, cancellationToken);
        await AlertStore.SaveAsync(turn.Session, room.Id, after, cancellationToken);
        return AlertEffects.Of(alert, after, room, plan, turn.Now);
    }
}
