using WarRoomBot.Plans;

namespace WarRoomBot.Probes.Redis;

/// <summary>What can be read of a Redis server. Source: Redis documentation, "INFO".</summary>
/// <param name="Name">As plans write it.</param>
/// <param name="Words">For people.</param>
/// <param name="IsDifference">Whether it is the difference of two looks.</param>
internal sealed record RedisFigure(string Name, string Words, Unit Unit, bool IsDifference = false)
{
    public static readonly RedisFigure HitRate = new("hit-rate", "hit rate since the last reading", Unit.Percent, true);
    public static readonly RedisFigure Memory = new("memory", "memory in use", Unit.Bytes);
    public static readonly RedisFigure MemoryPercent = new("memory-percent", "memory in use, of maxmemory", Unit.Percent);
    public static readonly RedisFigure Evictions = new("evictions-per-minute", "evicted keys", Unit.PerMinute, true);
    public static readonly RedisFigure Rejected = new("rejected-per-minute", "rejected connections", Unit.PerMinute, true);
    public static readonly RedisFigure Clients = new("clients", "connected clients", Unit.Count);
    public static readonly RedisFigure Blocked = new("blocked", "blocked clients", Unit.Count);
    public static readonly RedisFigure Queue = new("queue", "queue", Unit.Count);

    /// <summary>Those that <c>read:</c> knows; the length of a queue has a key of its own.</summary>
    public static readonly IReadOnlyList<RedisFigure> All = [HitRate, Memory, MemoryPercent, Evictions, Rejected, Clients, Blocked];
}
