using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>The plans that rooms run, each as it was when its room opened.</summary>
internal sealed class RoomPlans(IPlanCatalog catalog)
{
    private readonly ConcurrentDictionary<string, Plan> _plans = [];

    public static string HashOf(string planText) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(planText)));

    /// <exception cref="PlanLostException">It can no longer be read: a <c>${NAME}</c> outside its probes is no longer set, or an older version wrote it.</exception>
    public async Task<Plan> OfAsync(Session session, WarRoom room, CancellationToken cancellationToken) =>
        _plans.TryGetValue(room.PlanHash, out var plan) ? plan : _plans[room.PlanHash] = await ReadAsync(session, room, cancellationToken);

    private async Task<Plan> ReadAsync(Session session, WarRoom room, CancellationToken cancellationToken)
    {
        var text = await RoomStore.PlanTextAsync(session, room.PlanHash, cancellationToken);
        var reading = catalog.Read(room.PlanName, text);
        return reading.Plan
            ?? throw new PlanLostException(reading.Mistakes[0].ToString());
    }
}

/// <summary>The plan of a running room can no longer be read; what it would have led to is tried again until it can.</summary>
internal sealed class PlanLostException(string mistake)
    : RefusedException($"The plan of this room can no longer be read: {mistake}. Once the bot is started again with what is missing, the room goes on.");
