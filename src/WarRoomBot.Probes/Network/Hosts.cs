using System.Net;

namespace WarRoomBot.Probes.Network;

/// <summary>Tells hosts that are reached over a network from this machine itself.</summary>
internal static class Hosts
{
    /// <returns>The host as <see cref="ProbeSpec.Host"/> has it; null when nothing leaves this machine.</returns>
    public static string? Beyond(string host)
    {
        var name = host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
        var isHere = name == "localhost"
            || name.EndsWith(".localhost", StringComparison.Ordinal)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
        return isHere ? null : name;
    }
}
