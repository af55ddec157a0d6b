using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.NameLookup;

public sealed class DnsProbeTests
{
    [Fact]
    public async Task A_name_that_leads_somewhere_is_up()
    {
        await using var bench = new Bench(addresses: ["203.0.113.5"]);

        Assert.Equal(new Reading.Truth(true), await bench.ReadAsync("dns", ("dns", "api.example.com")));
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_down_and_so_is_one_without_addresses()
    {
        await using var empty = new Bench(addresses: []);
        await using var unknown = new Bench(addresses: null);

        Assert.Equal(new Reading.Truth(false, "the name leads to no address"), await empty.ReadAsync("dns", ("dns", "api.example.com")));
        var down = Assert.IsType<Reading.Truth>(await unknown.ReadAsync("dns", ("dns", "nobody.invalid")));
        Assert.False(down.Value);
        Assert.Equal(Failure.Dns, down.Failure);
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_than_expected_is_down()
    {
        await using var bench = new Bench(addresses: ["203.0.113.5", "203.0.113.6"]);

        Assert.Equal(
            new Reading.Truth(true),
            await bench.ReadAsync("dns", ("dns", "api.example.com"), ("expect", new object[] { "203.0.113.6", "203.0.113.5" })));
        Assert.Equal(
            new Reading.Truth(false, "the name leads to 203.0.113.6"),
            await bench.ReadAsync("dns", ("dns", "api.example.com"), ("expect", "203.0.113.5")));
    }

    [Fact]
    public async Task Who_may_not_see_the_inner_network_does_not_learn_its_addresses_here()
    {
        await using var bench = new Bench(allowPrivateNetworks: false, addresses: ["10.1.2.3"]);

        Assert.Equal(
            new Reading.Truth(false, "the name leads to an address that is not expected"),
            await bench.ReadAsync("dns", ("dns", "api.example.com"), ("expect", "203.0.113.5")));
    }

    [Fact]
    public async Task The_name_of_a_metadata_host_is_not_looked_up()
    {
        await using var bench = new Bench(addresses: ["203.0.113.5"]);

        var failed = Assert.IsType<Reading.Failed>(await bench.ReadAsync("dns", ("dns", "metadata.google.internal")));

        Assert.Equal(Failure.Forbidden, failed.Failure);
        Assert.Equal(0, bench.Names!.Asked);
    }

    [Fact]
    public async Task Metrics_that_ask_for_one_name_look_it_up_once_per_round()
    {
        await using var bench = new Bench(addresses: ["203.0.113.5"]);
        var round = new ProbeRound(1);

        await bench.Kind("dns").ReadAsync(bench.Spec("dns", ("dns", "api.example.com")), round, TestContext.Current.CancellationToken);
        await bench.Kind("dns").ReadAsync(
            bench.Spec("dns", ("dns", "api.example.com"), ("expect", "203.0.113.5")), round, TestContext.Current.CancellationToken);

        Assert.Equal(1, bench.Names!.Asked);
    }
}
