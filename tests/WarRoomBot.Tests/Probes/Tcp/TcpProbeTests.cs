using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Tcp;

public sealed class TcpProbeTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task A_port_that_takes_connections_is_up_and_one_that_refuses_is_down()
    {
        await using var server = LoopbackServer.Silent();
        var (refusing, holder) = LoopbackServer.Refusing();
        using var _ = holder;

        Assert.Equal(new Reading.Truth(true), await _bench.ReadAsync("tcp", ("tcp", $"127.0.0.1:{server.Port}")));
        Assert.Equal(
            new Reading.Truth(false, "connection refused") { Failure = Failure.Refused },
            await _bench.ReadAsync("tcp", ("tcp", $"127.0.0.1:{refusing}")));
    }

    [Fact]
    public async Task What_may_not_be_asked_says_nothing_about_the_port()
    {
        await using var bench = new Bench(allowPrivateNetworks: false);

        Assert.Equal(Failure.Forbidden, Assert.IsType<Reading.Failed>(await bench.ReadAsync("tcp", ("tcp", "10.0.0.1:22"))).Failure);
    }

    [Fact]
    public async Task Both_figures_of_a_port_cost_one_connection_per_round()
    {
        await using var server = LoopbackServer.Silent();
        var round = new ProbeRound(1);

        foreach (var read in new[] { "open", "connect-time" })
        {
            var spec = _bench.Spec("tcp", ("tcp", $"127.0.0.1:{server.Port}"), ("read", read));
            await _bench.Kind("tcp").ReadAsync(spec, round, TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("db.example.com:5432", "TCP port 5432")]
    [InlineData("[2001:db8::1]:22", "TCP port 22")]
    public void It_says_what_it_looks_at(string to, string origin)
    {
        Assert.Equal(origin, _bench.Spec("tcp", ("tcp", to)).Origin);
        Assert.Equal(Unit.UpDown, _bench.Spec("tcp", ("tcp", to)).Unit);
        Assert.Equal(Unit.Milliseconds, _bench.Spec("tcp", ("tcp", to), ("read", "connect-time")).Unit);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();
}
