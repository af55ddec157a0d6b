using WarRoomBot.Probes;
using WarRoomBot.Probes.Latency;

namespace WarRoomBot.Tests.Probes.Latency;

public sealed class LatencyProbeTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    [Theory]
    [InlineData(5, "p95", 5)]
    [InlineData(5, "p50", 3)]
    [InlineData(20, "p50", 10)]
    [InlineData(20, "p95", 19)]
    [InlineData(20, "max", 20)]
    [InlineData(100, "p95", 95)]
    [InlineData(100, "p99", 99)]
    [InlineData(1, "p50", 1)]
    public void A_percentile_is_the_value_at_the_nearest_rank(int count, string name, double value)
    {
        double[] values = [.. Enumerable.Range(1, count).Select(rank => (double)rank).Reverse()];

        Assert.Equal(value, Percentile.All.Single(percentile => percentile.Name == name).Of(values));
    }

    [Fact]
    public async Task It_takes_the_time_until_the_last_byte()
    {
        var takes = new Queue<int>([300, 100, 500, 200, 400]);
        await using var target = new FakeTarget(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
            _bench.Clock.Advance(TimeSpan.FromMilliseconds(takes.Dequeue()));
            await exchange.WriteAsync("{}");
        });

        Assert.Equal(
            new Reading.Number(300),
            await _bench.ReadAsync("latency", ("latency", target.Address), ("percentile", "p50"), ("spacing", "0s")));
    }

    [Fact]
    public async Task Every_sample_has_a_connection_of_its_own()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("{}"));

        await _bench.ReadAsync("http", ("http", target.Address), ("select", "x"));
        await _bench.ReadAsync("latency", ("latency", target.Address), ("samples", 4), ("spacing", "0s"));

        Assert.Equal(5, target.Connections);
    }

    [Fact]
    public async Task Failed_samples_are_left_out_and_counted()
    {
        var asked = 0;
        await using var target = new FakeTarget(exchange => exchange.StatusAsync(asked++ == 2 ? 503 : 200));

        Assert.Equal(
            new Reading.Number(0) { Note = "4/5 ok" },
            await _bench.ReadAsync("latency", ("latency", target.Address), ("spacing", "0s")));
    }

    [Fact]
    public async Task When_all_fail_the_reason_is_told()
    {
        await using var target = new FakeTarget(exchange => exchange.StatusAsync(503));

        Assert.Equal(
            new Reading.Failed(Failure.Status, "HTTP 503, 0/5 ok"),
            await _bench.ReadAsync("latency", ("latency", target.Address), ("spacing", "0s")));
    }

    [Fact]
    public async Task What_never_answers_is_not_waited_for_again_and_again()
    {
        await using var target = new FakeTarget(exchange => exchange.HangAsync());

        var reading = _bench.ReadAsync("latency", ("latency", target.Address), ("samples", 20), ("spacing", "0s"));
        for (var sample = 0; sample < 2; sample++)
        {
            await target.AskedAsync();
            _bench.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(new Reading.Failed(Failure.Timeout, "no answer within 10 s, 0/20 ok"), await reading);
    }

    [Fact]
    public async Task Samples_are_spaced_by_the_rooms_own_time()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("{}"));
        var spec = _bench.Spec("latency", ("latency", target.Address), ("samples", 2));

        var reading = _bench.Kind("latency").ReadAsync(spec, new(2), TestContext.Current.CancellationToken);
        await _bench.Clock.PassAsync(TimeSpan.FromMilliseconds(100));

        Assert.Equal(new Reading.Number(0), await reading);
    }

    [Fact]
    public async Task Two_percentiles_of_one_thing_share_their_samples()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("{}"));
        var round = new ProbeRound(1);

        foreach (var percentile in new[] { "p50", "p95" })
        {
            var spec = _bench.Spec("latency", ("latency", target.Address), ("samples", 3), ("spacing", "0s"), ("percentile", percentile));
            await _bench.Kind("latency").ReadAsync(spec, round, TestContext.Current.CancellationToken);
        }

        Assert.Equal(3, target.Exchanges.Count);
    }

    [Fact]
    public void It_says_whose_latency_it_is() =>
        Assert.Equal(
            "client p95 of 20 requests to GET /",
            _bench.Spec("latency", ("latency", "https://x.example"), ("samples", 20)).Origin);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();
}
