using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using WarRoomBot.Data;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>The plans that rooms run, each as it was when its room opened.</summary>
internal sealed class RoomPlans(IPlanCatalog catalog)
{
    private readonly ConcurrentDictionary<string, Plan> _plans = [];

    public static string HashOf(string planText) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(planText)));

    /// <exception cref="InvalidOperationException">It can no longer be read, as a rule because a <c>${NAME}</c> in it is no longer set.</exception>
    public async Task<Plan> OfAsync(Session session, WarRoom room, CancellationToken cancellationToken) =>
        _plans.TryGetValue(room.PlanHash, out var plan) ? plan : _plans[room.PlanHash] = await ReadAsync(session, room, cancellationToken);

    private async Task<Plan> ReadAsync(Session session, WarRoom room, CancellationToken cancellationToken)
    {
        var text = await RoomStore.PlanTextAsync(session, room.PlanHash, cancellationToken);
        var reading = catalog.Read(room.PlanName, text);
        return reading.Plan
            ?? throw new InvalidOperationException($"the plan of room {room.Id} can no longer be read: {string.Join("; ", reading.Mistakes)}");
    }
}
