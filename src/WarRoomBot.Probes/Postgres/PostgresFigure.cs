using WarRoomBot.Plans;

namespace WarRoomBot.Probes.Postgres;

/// <summary>What can be read of a PostgreSQL server. Source: PostgreSQL manual, "The Cumulative Statistics System".</summary>
/// <param name="Name">As plans write it.</param>
/// <param name="Words">For people.</param>
internal sealed record PostgresFigure(string Name, string Words, Unit Unit)
{
    public static readonly PostgresFigure Connections = new("connections", "client connections", Unit.Count);
    public static readonly PostgresFigure ConnectionsPercent = new("connections-percent", "client connections, of max_connections", Unit.Percent);
    public static readonly PostgresFigure Active = new("active", "connections at work", Unit.Count);
    public static readonly PostgresFigure Idle = new("idle", "idle connections", Unit.Count);
    public static readonly PostgresFigure IdleInTransaction = new("idle-in-transaction", "connections idle in a transaction", Unit.Count);
    public static readonly PostgresFigure LockWaits = new("lock-waits", "connections waiting for a lock", Unit.Count);
    public static readonly PostgresFigure LongestQuery = new("longest-query", "longest running query", Unit.Milliseconds);
    public static readonly PostgresFigure LongQueries = new("long-queries", "queries running longer than", Unit.Count);
    public static readonly PostgresFigure Size = new("size", "size of the database", Unit.Bytes);
    public static readonly PostgresFigure CacheHit = new("cache-hit", "cache hits since the last reading", Unit.Percent);
    public static readonly PostgresFigure Deadlocks = new("deadlocks-per-minute", "deadlocks", Unit.PerMinute);

    public static readonly IReadOnlyList<PostgresFigure> All =
        [Connections, ConnectionsPercent, Active, Idle, IdleInTransaction, LockWaits, LongestQuery, LongQueries, Size, CacheHit, Deadlocks];
}
