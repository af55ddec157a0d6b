using System.Text;

namespace WarRoomBot.Tests.Probes.Redis;

public sealed class RedisProbeConformanceTests : ProbeConformance
{
    protected override string Kind => "redis";

    protected override TimeSpan? Patience => TimeSpan.FromSeconds(3);

    private protected override (string Key, object Value)[] Probe(string host, int port, string? password = null) =>
        [("redis", $"redis://{(password is null ? "" : $"ana:{password}@")}{host}:{port}"), ("read", "memory")];

    protected override byte[] Repeating(byte[] heard) =>
        Encoding.UTF8.GetBytes($"-ERR unknown command '{Encoding.UTF8.GetString(heard).ReplaceLineEndings(" ")}'\r\n");
}
