using WarRoomBot.Plans;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Tcp;

/// <summary>Whether a port takes connections, or how long it takes to connect.</summary>
internal sealed record TcpSpec(Endpoint To, TcpFigure Read) : ProbeSpec
{
    public override string Origin => Read == TcpFigure.ConnectTime ? $"connecting to port {To.Port}" : $"TCP port {To.Port}";

    public override string? Host => Hosts.Beyond(To.Host);

    public override Unit? Unit => Read == TcpFigure.ConnectTime ? Plans.Unit.Milliseconds : Plans.Unit.UpDown;
}

internal enum TcpFigure
{
    Open,
    ConnectTime,
}
