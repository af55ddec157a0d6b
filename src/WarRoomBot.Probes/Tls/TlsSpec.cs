using WarRoomBot.Plans;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Tls;

/// <summary>How many days until the first certificate of a server's chain expires; below zero when it has.</summary>
internal sealed record TlsSpec(Endpoint To) : ProbeSpec
{
    public override string Origin => $"certificate on port {To.Port}";

    public override string? Host => Hosts.Beyond(To.Host);

    public override Unit? Unit => Plans.Unit.Count;
}
