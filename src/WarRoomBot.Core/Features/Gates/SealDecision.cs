using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Gates;

/// <summary>
/// A decision is in the record: it keeps the hash of its row, which covers all before it, and shows it, so that even a record that was
/// rewritten to its end is found out. It says, too, whether all before it was as it was written.
/// </summary>
internal sealed class SealDecision(GateTurns gates) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var (room, number) = RoomSubject.Parse(message.Subject);
        if (await gates.FindAsync(turn.Session, room, number, cancellationToken) is not { Gate.Decided: { Head: null } decided } found)
            return Outcome.Nothing;
        var row = (await RecordStore.ListAsync(turn.Session, room, cancellationToken))
            .Last(row => row.What == GateChanges.Decided && row.Text.StartsWith(found.View.Planned.Title, StringComparison.Ordinal));
        var truth = await RoomRecord.VerifyAsync(turn.Session, found.View.Room, cancellationToken);
        var after = found.Gate with { Decided = decided with { Head = new(row.Seq, row.Hash) { Altered = truth.Why } } };
        return await gates.SaveAsync(found.Gate, after, found.View, turn, null, cancellationToken);
    }
}
