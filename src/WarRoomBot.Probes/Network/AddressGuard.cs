using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace WarRoomBot.Probes.Network;

/// <summary>
/// Decides which addresses may be probed. A plan is written by people who may not be allowed to see what this process can reach: the
/// credentials that clouds hand out on link-local addresses are never to be read, and the inner network only where the operator says so.
/// </summary>
/// <param name="allowPrivateNetworks">Whether loopback and private addresses may be probed.</param>
internal sealed class AddressGuard(bool allowPrivateNetworks)
{
    private static readonly string[] MetadataNames =
    [
        "metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal", "metadata.azure.internal",
        "metadata.oraclecloud.com", "metadata.tencentyun.com", "metadata.platformequinix.com", "metadata.packet.net",
    ];

    /// <summary>The first that contains an address decides; what none contains is public.</summary>
    private static readonly Network[] Networks =
    [
        new("100.100.100.200/32", Standing.Never, "a cloud metadata address"),
        new("168.63.129.16/32", Standing.Never, "a cloud metadata address"),
        new("192.0.0.192/32", Standing.Never, "a cloud metadata address"),
        new("169.254.0.0/16", Standing.Never, "a link-local address"),
        new("0.0.0.0/8", Standing.Never, "an unspecified address"),
        new("255.255.255.255/32", Standing.Never, "the broadcast address"),
        new("224.0.0.0/4", Standing.Never, "a multicast address"),
        new("240.0.0.0/4", Standing.Never, "a reserved address"),
        new("192.0.0.0/24", Standing.Never, "a reserved address"),
        new("127.0.0.0/8", Standing.Private, "a loopback address"),
        new("10.0.0.0/8", Standing.Private, "a private address"),
        new("172.16.0.0/12", Standing.Private, "a private address"),
        new("192.168.0.0/16", Standing.Private, "a private address"),
        new("100.64.0.0/10", Standing.Private, "a private address"),
        new("198.18.0.0/15", Standing.Private, "a private address"),
        new("fd00:ec2::/32", Standing.Never, "a cloud metadata address"),
        new("fd20:ce::254/128", Standing.Never, "a cloud metadata address"),
        new("fe80::/10", Standing.Never, "a link-local address"),
        new("ff00::/8", Standing.Never, "a multicast address"),
        new("::/128", Standing.Never, "an unspecified address"),
        new("64:ff9b:1::/48", Standing.Never, "a translated address"),
        new("2001::/32", Standing.Never, "a tunnelled address"),
        new("100::/64", Standing.Never, "a reserved address"),
        new("::1/128", Standing.Private, "a loopback address"),
        new("fc00::/7", Standing.Private, "a private address"),
        new("fec0::/10", Standing.Private, "a private address"),
    ];

    private enum Standing
    {
        Public,
        Private,
        Never,
    }

    public bool AllowsPrivateNetworks => allowPrivateNetworks;

    /// <summary>Why nothing may be asked of a host of this name, whatever it resolves to; null when its addresses decide.</summary>
    public static string? Refusal(string host) =>
        MetadataNames.Contains(host.TrimEnd('.'), StringComparer.OrdinalIgnoreCase)
            ? $"{host} may not be probed: it is a cloud metadata host"
            : null;

    /// <summary>Why nothing may be asked of <paramref name="address"/>; null when it may be probed.</summary>
    /// <param name="host">What was to be probed, for the sentence: a name or the address itself.</param>
    public string? Refusal(string host, IPAddress address)
    {
        var (standing, words) = Judge(address);
        if (standing == Standing.Public || (standing == Standing.Private && allowPrivateNetworks))
            return null;
        var (who, which) = IPAddress.TryParse(host, out _) ? (address.ToString(), "it") : (host, address.ToString());
        var remedy = standing == Standing.Private ? ", and Probes:AllowPrivateNetworks is off" : "";
        return $"{who} may not be probed: {which} is {words}{remedy}";
    }

    /// <summary>The worst that can be said of the address and of every IPv4 address that is packed into it.</summary>
    private static (Standing Standing, string Words) Judge(IPAddress address) =>
        Packed(address).Prepend(address).Select(Lookup).MaxBy(verdict => verdict.Standing);

    private static (Standing Standing, string Words) Lookup(IPAddress address) =>
        Networks.FirstOrDefault(network => network.Contains(address)) is { } network
            ? (network.Standing, network.Words)
            : (Standing.Public, "");

    /// <summary>The IPv4 addresses that a router or the operating system may take out of an IPv6 one.</summary>
    private static IEnumerable<IPAddress> Packed(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            yield break;
        var bytes = address.GetAddressBytes();
        var groups = Enumerable.Range(0, 8).Select(group => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(group * 2))).ToArray();

        // ::a.b.c.d (compatible), ::ffff:a.b.c.d (mapped), ::ffff:0:a.b.c.d (translated), 64:ff9b::a.b.c.d (NAT64)
        var leading = groups[..6];
        var isLast = leading is [0, 0, 0, 0, 0, 0] && bytes[12..] is not ([0, 0, 0, 0] or [0, 0, 0, 1]);
        if (isLast || leading is [0, 0, 0, 0, 0, 0xffff] or [0, 0, 0, 0, 0xffff, 0] or [0x64, 0xff9b, 0, 0, 0, 0])
            yield return new(bytes.AsSpan(12));

        // 2002:a.b.c.d:: (6to4)
        if (groups[0] == 0x2002)
            yield return new(bytes.AsSpan(2, 4));

        // …:[02]00:5efe:a.b.c.d (ISATAP)
        if ((groups[4] & 0xfdff) == 0 && groups[5] == 0x5efe)
            yield return new(bytes.AsSpan(12));
    }

    private sealed record Network(string Range, Standing Standing, string Words)
    {
        private readonly IPNetwork _range = IPNetwork.Parse(Range);

        public bool Contains(IPAddress address) => _range.Contains(address);
    }
}
