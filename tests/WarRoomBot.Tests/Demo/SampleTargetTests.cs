using WarRoomBot.Host.Demo;
using WarRoomBot.Probes;
using WarRoomBot.TestKit;
using WarRoomBot.Tests.Probes;

namespace WarRoomBot.Tests.Demo;

/// <summary>The sample target, read by the probes that the demo reads it with.</summary>
public sealed class SampleTargetTests : IAsyncDisposable
{
    private readonly FakeClock _clock = new();
    private readonly Bench _bench = new();

    [Theory]
    [InlineData("/api/metrics/errors", "errorRate", 0, 0.1)]
    [InlineData("/api/metrics/errors", "errorsPerMinute", 0, 3)]
    [InlineData("/api/metrics/system", "p95", 200, 400)]
    [InlineData("/api/metrics/system", "requestRate", 30, 60)]
    [InlineData("/api/metrics/system", "activeUsers", 100, 140)]
    [InlineData("/api/metrics/system", "memory", 50, 60)]
    [InlineData("/api/metrics/system", "cpu", 25, 45)]
    [InlineData("/api/metrics/providers", "max(providers[*].errorRate)", 0, 1)]
    [InlineData("/api/metrics/providers", "count(providers[status=up])", 3, 3)]
    [InlineData("/api/health", "uptime", 100_000, 200_000)]
    public async Task Its_figures_can_be_read(string path, string select, double low, double high)
    {
        await using var target = await StartAsync(1);

        var reading = await _bench.ReadAsync("http", ("http", target.Address + path), ("select", select));

        Assert.InRange(Assert.IsType<Reading.Number>(reading).Value, low, high);
    }

    [Fact]
    public async Task Its_story_goes_as_fast_as_it_is_told()
    {
        await using var target = await StartAsync(240);
        Assert.Equal(new Reading.Truth(true), await HealthAsync(target));

        _clock.Advance(TimeSpan.FromMinutes(154) / 240);

        Assert.Equal(new Reading.Truth(false, "HTTP 503; status is \"down\", wanted ok"), await HealthAsync(target));
        var errorRate = await _bench.ReadAsync("http", ("http", $"{target.Address}/api/metrics/errors"), ("select", "errorRate"));
        Assert.InRange(Assert.IsType<Reading.Number>(errorRate).Value, 5, 9);
    }

    [Fact]
    public async Task It_lets_visitors_wait_as_long_as_it_says()
    {
        await using var target = await StartAsync(1, _bench.Clock);

        var reading = _bench.ReadAsync("latency", ("latency", $"{target.Address}/"), ("samples", 1));
        var wait = TimeSpan.FromMilliseconds((int)SampleTargetStory.At(TimeSpan.Zero).P95 / 2);
        await _bench.Clock.PassAsync(wait);

        Assert.Equal(new Reading.Number(wait.TotalMilliseconds), await reading);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private Task<SampleTarget> StartAsync(double speed, TimeProvider? time = null) =>
        SampleTarget.StartAsync(time ?? _clock, speed, 0, TestContext.Current.CancellationToken);

    private Task<Reading> HealthAsync(SampleTarget target) =>
        _bench.ReadAsync("health", ("health", $"{target.Address}/api/health"), ("attempts", 1), ("expect", Written.Map(("status", "ok"))));
}
