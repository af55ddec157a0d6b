using WarRoomBot.Data;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Features.Gates.Contract;

/// <summary>What is decided next in a room, and what was: for the board, the hand-over and the reports.</summary>
internal static class GateSchedule
{
    internal const string Due = "gate-opens";

    /// <summary>Every gate of the room that was opened, with what the plan says of it, in the order in which they opened.</summary>
    internal static async Task<IReadOnlyList<(Gate Gate, GateView View)>> AllAsync(Session session, WarRoom room, Plan plan, CancellationToken cancellationToken) =>
    [
        .. (await GateStore.AllAsync(session, room.Id, cancellationToken))
            .Select(gate => (gate, plan.Gate(gate.Name) is { } planned ? new GateView(room, plan, planned) : null))
            .OfType<(Gate, GateView)>(),
    ];

    /// <summary>The gate that opens next by itself; null when none does.</summary>
    internal static async Task<NextGate?> NextAsync(Session session, WarRoom room, Plan plan, CancellationToken cancellationToken) =>
        (await DueStore.OfAsync(session, room.Lane, Due, cancellationToken))
            .Select(due => due.Subject.Split(' ', 2) is [var id, var name] && id == $"{room.Id}" && plan.Gate(name) is { } planned ? new NextGate(planned, due.At) : null)
            .FirstOrDefault(next => next is not null);

    internal static FallsDue At(WarRoom room, PlannedGate planned, DateTimeOffset at) => new(room.Key($"gate-opens/{planned.Name}"), room.Lane, Due, at, $"{room.Id} {planned.Name}");
}

/// <param name="At">When it opens.</param>
internal sealed record NextGate(PlannedGate Planned, DateTimeOffset At);
