using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Http;

/// <summary>What is asked where, whatever the address looks like and whatever a name resolves to.</summary>
public sealed class GuardedConnectionTests
{
    [Theory]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0xa9fea9fe/")]
    [InlineData("http://0xa9.0xfe.0xa9.0xfe/")]
    [InlineData("http://0251.0376.0251.0376/")]
    [InlineData("http://169.254.43518/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://[::ffff:a9fe:a9fe]/")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://user@169.254.169.254:80/")]
    [InlineData("http://169.254.169.254%2f@169.254.169.254/")]
    [InlineData("http://metadata.google.internal/")]
    [InlineData("http://0/")]
    [InlineData("http://[::]/")]
    public async Task However_it_is_written_the_metadata_service_is_refused(string address)
    {
        await using var bench = new Bench(addresses: []);

        var failed = Assert.IsType<Reading.Failed>(await bench.ReadAsync("http", ("http", address), ("select", "x")));

        Assert.Equal(Failure.Forbidden, failed.Failure);
        Assert.Contains(bench.Logged, line => line.Contains("may not be probed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://2130706433")]
    [InlineData("http://0x7f.1")]
    [InlineData("http://0177.0.0.1")]
    [InlineData("http://127.1")]
    [InlineData("http://[::ffff:127.0.0.1]")]
    [InlineData("http://localhost")]
    public async Task However_it_is_written_loopback_is_refused_unless_allowed(string host)
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("""{"x":1}"""));
        await using var bench = new Bench(allowPrivateNetworks: false);

        var failed = Assert.IsType<Reading.Failed>(await bench.ReadAsync("http", ("http", $"{host}:{target.Port}"), ("select", "x")));

        Assert.Equal(Failure.Forbidden, failed.Failure);
        Assert.Equal(0, target.Connections);
    }

    [Fact]
    public async Task A_name_that_resolves_to_a_forbidden_address_is_refused_when_connecting()
    {
        await using var bench = new Bench(addresses: ["169.254.169.254"]);

        Assert.Equal(
            new Reading.Failed(Failure.Forbidden, "harmless.example may not be probed: 169.254.169.254 is a link-local address"),
            await bench.ReadAsync("http", ("http", "http://harmless.example/"), ("select", "x")));
    }

    [Fact]
    public async Task One_forbidden_address_among_others_refuses_the_name()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("""{"x":1}"""));
        await using var bench = new Bench(addresses: ["127.0.0.1", "169.254.169.254"]);

        var failed = Assert.IsType<Reading.Failed>(
            await bench.ReadAsync("http", ("http", $"http://harmless.example:{target.Port}/"), ("select", "x")));

        Assert.Equal(Failure.Forbidden, failed.Failure);
        Assert.Equal(0, target.Connections);
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_the_address_that_was_checked_is_the_one_connected_to()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("""{"x":1}"""));
        await using var bench = new Bench(addresses: ["127.0.0.1"]);

        Assert.Equal(
            new Reading.Number(1),
            await bench.ReadAsync("http", ("http", $"http://harmless.example:{target.Port}/"), ("select", "x")));

        Assert.Equal(1, bench.Names!.Asked);
        Assert.Equal($"harmless.example:{target.Port}", target.Exchanges[0].Header("Host"));
    }

    [Fact]
    public async Task A_second_address_is_tried_when_the_first_refuses()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("""{"x":1}"""));
        await using var bench = new Bench(addresses: ["127.0.0.2", "127.0.0.1"]);

        Assert.Equal(
            new Reading.Number(1),
            await bench.ReadAsync("http", ("http", $"http://harmless.example:{target.Port}/"), ("select", "x")));
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_told()
    {
        await using var bench = new Bench(addresses: []);

        Assert.Equal(
            new Reading.Failed(Failure.Dns, "name not found"),
            await bench.ReadAsync("http", ("http", "http://nobody.example/"), ("select", "x")));
    }
}
