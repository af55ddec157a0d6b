namespace WarRoomBot.TestKit.Servers;

/// <summary>A real Redis that keeps nothing.</summary>
public static class RedisServer
{
    private const string Program = "redis-server";

    public static string? WhyNot => RealServer.WhyNot(Program, "redis-server");

    /// <param name="settings">As in redis.conf, behind two dashes each.</param>
    public static Task<RealServer> StartAsync(CancellationToken cancellationToken, params IReadOnlyList<string> settings) => RealServer.StartAsync(
        Program,
        (port, _) => ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", .. settings],
        cancellationToken);
}
