
namespace WarRoomBot.Tests.Probes.Tls;

public sealed class TlsProbeConformanceTests : ProbeConformance
{
    protected override string Kind => "tls";

    private protected override (string Key, object Value)[] Probe(string host, int port, string? password = null) => [("tls", $"{host}:{port}")];
}
