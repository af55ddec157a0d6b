using System.Net;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Tests.Probes.Network;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("169.254.169.254", "link-local")]
    [InlineData("169.254.0.1", "link-local")]
    [InlineData("169.254.170.2", "link-local")]
    [InlineData("fe80::1", "link-local")]
    [InlineData("fe80::1%2", "link-local")]
    [InlineData("febf::1", "link-local")]
    [InlineData("100.100.100.200", "metadata")]
    [InlineData("168.63.129.16", "metadata")]
    [InlineData("192.0.0.192", "metadata")]
    [InlineData("fd00:ec2::254", "metadata")]
    [InlineData("fd20:ce::254", "metadata")]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("239.255.255.250", "multicast")]
    [InlineData("ff02::1", "multicast")]
    [InlineData("0.0.0.0", "unspecified")]
    [InlineData("0.1.2.3", "unspecified")]
    [InlineData("::", "unspecified")]
    [InlineData("255.255.255.255", "broadcast")]
    [InlineData("240.0.0.1", "reserved")]
    [InlineData("::ffff:169.254.169.254", "link-local")]
    [InlineData("::ffff:0:169.254.169.254", "link-local")]
    [InlineData("::169.254.169.254", "link-local")]
    [InlineData("::ffff:0.0.0.0", "unspecified")]
    [InlineData("2002:a9fe:a9fe::1", "link-local")]
    [InlineData("64:ff9b::a9fe:a9fe", "link-local")]
    [InlineData("64:ff9b::6464:64c8", "metadata")]
    [InlineData("64:ff9b:1::a9fe:a9fe", "translated")]
    [InlineData("2001:0:4136:e378::1", "tunnelled")]
    [InlineData("2600::5efe:a9fe:a9fe", "link-local")]
    public void It_is_never_to_be_probed(string address, string why)
    {
        foreach (var allowPrivateNetworks in new[] { false, true })
            Assert.Contains(why, Refusal(address, allowPrivateNetworks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("10.0.0.5")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("::1")]
    [InlineData("::1%1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.5")]
    [InlineData("2002:0a00:0005::1")]
    [InlineData("64:ff9b::7f00:1")]
    public void It_is_probed_only_where_the_operator_allows_private_networks(string address)
    {
        Assert.Null(Refusal(address, allowPrivateNetworks: true));
        Assert.Contains("Probes:AllowPrivateNetworks", Refusal(address, allowPrivateNetworks: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.1")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2002:0808:0808::1")]
    public void Public_addresses_are_probed(string address) => Assert.Null(Refusal(address, allowPrivateNetworks: false));

    [Theory]
    [InlineData("metadata.google.internal")]
    [InlineData("METADATA.google.internal.")]
    [InlineData("metadata")]
    [InlineData("instance-data")]
    public void Names_of_metadata_hosts_are_refused_whatever_they_resolve_to(string host) => Assert.NotNull(AddressGuard.Refusal(host));

    [Fact]
    public void The_sentence_names_who_and_why()
    {
        Assert.Equal("169.254.169.254 may not be probed: it is a link-local address", Refusal("169.254.169.254", allowPrivateNetworks: false));
        Assert.Equal(
            "db.example may not be probed: 10.0.0.5 is a private address, and Probes:AllowPrivateNetworks is off",
            new AddressGuard(allowPrivateNetworks: false).Refusal("db.example", IPAddress.Parse("10.0.0.5")));
    }

    private static string? Refusal(string address, bool allowPrivateNetworks) =>
        new AddressGuard(allowPrivateNetworks).Refusal(address, IPAddress.Parse(address));
}
