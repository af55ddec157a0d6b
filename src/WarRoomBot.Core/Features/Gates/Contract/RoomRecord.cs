using WarRoomBot.Data;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Gates.Contract;

/// <summary>Whether a room's record is as it was written: for <c>warroombot verify</c>, the card and the reports.</summary>
internal static class RoomRecord
{
    internal static async Task<RecordTruth> VerifyAsync(Session session, WarRoom room, CancellationToken cancellationToken)
    {
        var rows = await RecordStore.ListAsync(session, room.Id, cancellationToken);
        var kept = (await GateStore.AllAsync(session, room.Id, cancellationToken))
            .Select(gate => gate.Decided?.Head is { } head ? new KeptHash(head.Seq, head.Hash, $"the decision on {gate.Name}, gate {gate.Number},") : null)
            .OfType<KeptHash>();
        return RecordChain.Check(room.Id, rows, [.. kept]);
    }
}
