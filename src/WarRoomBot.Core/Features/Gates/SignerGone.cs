using WarRoomBot.Cards;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Gates;

/// <summary>Somebody who has to sign an open gate has left the workspace: its card says so at once, and what is to be done.</summary>
internal sealed class SignerGone(RoomPlans plans, GateTurns gates) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var gone = Json.Read<PersonGone>(message.Subject);
        if (gone.Where is not null || await RoomStore.FindAsync(turn.Session, gone.Room, cancellationToken) is not { IsOpen: true } room)
            return Outcome.Nothing;
        var outcome = new Outcome();
        foreach (var gate in await GateStore.OpenAsync(turn.Session, room.Id, cancellationToken))
        {
            var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
            if (plan.Gate(gate.Name) is not { } planned || !planned.SignedBy.Any(role => GateChanges.MaySign(gate, role, gone.Person, room)))
                continue;
            outcome.Also(await gates.SaveAsync(gate, gate.Miss([gone.Person], turn.Now), new(room, plan, planned), turn, null, cancellationToken));
        }

        return outcome;
    }
}
