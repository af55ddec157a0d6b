using WarRoomBot.Plans;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Redis;

/// <summary>One figure of a Redis server, or the length of a queue on it.</summary>
internal sealed record RedisSpec : ProbeSpec
{
    public required RedisServer Server { get; init; }

    public required RedisFigure Read { get; init; }

    /// <summary>The key of the queue; null unless its length is read.</summary>
    public string? Queue { get; init; }

    public QueueKind Of { get; init; }

    public override string Origin => Queue is null ? $"Redis → {Read.Words}" : $"Redis → length of {Queue}";

    public override string? Host => Hosts.Beyond(Server.At.Host);

    public override Unit? Unit => Read.Unit;
}

/// <summary>Where a Redis server is and how it is entered; only the plan and this process know.</summary>
internal sealed record RedisServer
{
    public required Endpoint At { get; init; }

    public bool IsSecure { get; init; }

    /// <summary>Null for the default user.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>The number of the database, for queues.</summary>
    public int Database { get; init; }

    public Secrets Secrets => new([Password ?? ""]);

    /// <summary>Everything that makes it what it is; never to be logged.</summary>
    public string Key => $"{At.Words} {IsSecure} {Database}\n{User}\n{Password}";

    public override string ToString() => "Redis";
}

/// <summary>The type of a queue's key.</summary>
internal enum QueueKind
{
    List,
    Stream,
    SortedSet,
}
