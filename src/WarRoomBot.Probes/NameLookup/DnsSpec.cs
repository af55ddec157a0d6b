using System.Net;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.NameLookup;

/// <summary>Whether a name leads to addresses.</summary>
/// <param name="Expect">The addresses that it may lead to; empty for any.</param>
internal sealed record DnsSpec(string Domain, ValueList<IPAddress> Expect) : ProbeSpec
{
    public override string Origin => "looking up the name";

    public override string? Host => Hosts.Beyond(Domain);

    public override Unit? Unit => Plans.Unit.UpDown;
}
