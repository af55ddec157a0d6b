using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Alerts;

/// <summary>Somebody who had alerts in hand has left the workspace: those wait for somebody else at once, and the room is told.</summary>
internal sealed class HolderGone(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var gone = Json.Read<PersonGone>(message.Subject);
        // Who has left no more than the channel may still be on it; they are asked when the time for that has come.
        if (gone.Where is not null || await RoomStore.FindAsync(turn.Session, gone.Room, cancellationToken) is not { IsOpen: true } room)
            return Outcome.Nothing;
        var outcome = new Outcome();
        foreach (var alert in AlertHandOver.HeldBy(await AlertStore.OpenAsync(turn.Session, room.Id, cancellationToken), [gone.Person]))
        {
            var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
            var after = alert.LoseHolder(gone.Words, turn.Now, AlertClock.Of(plan, room.Clock));
            await AlertStore.SaveAsync(turn.Session, room.Id, after, cancellationToken);
            outcome.Also(AlertEffects.Of(alert, after, room, plan, turn.Now));
        }

        return outcome;
    }
}
