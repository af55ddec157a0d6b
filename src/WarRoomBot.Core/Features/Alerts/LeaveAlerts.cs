using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Alerts;

/// <summary>
/// The room ended. Its open alerts call nobody any more and their cards lose their buttons; whoever keeps their state elsewhere is told, and
/// what is muted ends with the room.
/// </summary>
internal sealed class LeaveAlerts(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var outcome = new Outcome();
        if (await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is not { } room)
            return outcome;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        foreach (var mute in await AlertStore.MutesAsync(turn.Session, room.Id, cancellationToken))
        {
            await AlertStore.UnmuteAsync(turn.Session, room.Id, mute.Fingerprint, cancellationToken);
            outcome.Add(Mutes.Off(mute.Fingerprint, room)).Add(new Record(room.Id, AlertChanges.Unmuted, null, $"{mute.What}: the room ended"));
        }

        foreach (var alert in await AlertStore.OpenAsync(turn.Session, room.Id, cancellationToken))
        {
            if (alert.IsResolved)
            {
                // Resolved by hand while it was still bad; only its moment is waited for.
                outcome.Add(new CallOff(AlertEffects.DueKey(room, alert.Number)));
                continue;
            }

            var left = alert.Leave(turn.Now);
            await AlertStore.SaveAsync(turn.Session, room.Id, left, cancellationToken);
            outcome.Also(AlertEffects.Of(alert, left, room, plan, turn.Now));
        }

        return outcome;
    }
}
