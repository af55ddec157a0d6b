namespace WarRoomBot.Tests.Probes.Tcp;

public sealed class TcpProbeConformanceTests : ProbeConformance
{
    protected override string Kind => "tcp";

    /// <summary>A connection is all it wants.</summary>
    protected override TimeSpan? Patience => null;

    protected override bool UnderstandsAnything => true;

    private protected override (string Key, object Value)[] Probe(string host, int port, string? password = null) =>
        [("tcp", $"{host}:{port}"), ("read", "connect-time")];
}
