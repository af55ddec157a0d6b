using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Health;

public sealed class HealthProbeTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    [Theory]
    [InlineData("""{"status":"ok","services":{"database":true,"jobs":true}}""", null)]
    [InlineData("""{"status":"ok","services":{"database":"true","jobs":true}}""", null)]
    [InlineData("""{"status":"degraded","services":{"database":true,"jobs":true}}""", "status is \"degraded\", wanted ok")]
    [InlineData("""{"status":"ok","services":{"database":true,"jobs":false}}""", "services.jobs is false, wanted true")]
    [InlineData("""{"status":"ok","services":{}}""", "services[*] finds nothing")]
    [InlineData("""{"status":"ok"}""", "services is missing")]
    [InlineData("""["ok"]""", "status is missing")]
    [InlineData("", "empty answer, not JSON")]
    public async Task The_answer_must_say_what_the_plan_expects(string body, string? why)
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync(body));

        var reading = await _bench.ReadAsync(
            "health", ("health", target.Address), ("attempts", 1), ("expect", Written.Map(("status", "ok"), ("services[*]", true))));

        Assert.Equal(new Reading.Truth(why is null, why), reading);
    }

    [Theory]
    [InlineData("""{"providers":[{"status":"up"},{"status":"pass"}]}""", null)]
    [InlineData("""{"providers":[{"status":"up"},{"status":"slow"}]}""", "providers[1].status is \"slow\", wanted healthy")]
    [InlineData("""{"providers":[{"status":"up"},{"name":"x"}]}""", "providers[1].status is missing")]
    public async Task Each_of_many_must_say_it(string body, string? why)
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync(body));

        var reading = await _bench.ReadAsync(
            "health", ("health", target.Address), ("attempts", 1), ("expect", Written.Map(("providers[*].status", "healthy"))));

        Assert.Equal(new Reading.Truth(why is null, why), reading);
    }

    [Fact]
    public async Task What_is_taken_of_many_is_compared_as_one_figure()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("""{"queues":[{"depth":40},{"depth":70}]}"""));

        var reading = await _bench.ReadAsync(
            "health", ("health", target.Address), ("attempts", 1), ("expect", Written.Map(("max(queues[*].depth)", "< 50"))));

        Assert.Equal(new Reading.Truth(false, "max(queues[*].depth) is 70, wanted < 50"), reading);
    }

    [Fact]
    public async Task A_service_may_answer_with_a_plain_word()
    {
        await using var target = new FakeTarget(exchange => exchange.AnswerAsync(200, "text/plain", "Ollama is running\n"));

        Assert.Equal(
            new Reading.Truth(true),
            await _bench.ReadAsync("health", ("health", target.Address), ("attempts", 1), ("expect", Written.Map(("$", "Ollama is *")))));
        Assert.Equal(
            new Reading.Truth(false, "the answer is \"Ollama is running\", wanted ok"),
            await _bench.ReadAsync("health", ("health", target.Address), ("attempts", 1), ("expect", Written.Map(("$", "ok")))));
    }

    [Fact]
    public async Task The_body_of_a_bad_status_says_what_is_wrong()
    {
        await using var target = new FakeTarget(exchange => exchange.StatusAsync(503, """{"services":{"database":false}}"""));

        Assert.Equal(
            new Reading.Truth(false, "HTTP 503; services.database is false, wanted true"),
            await _bench.ReadAsync(
                "health", ("health", target.Address), ("attempts", 1), ("expect", Written.Map(("services.database", true)))));
    }

    [Theory]
    [InlineData(200, "200", true)]
    [InlineData(204, "200", false)]
    [InlineData(204, "2xx", true)]
    [InlineData(302, "302", true)]
    [InlineData(401, "401", true)]
    public async Task The_plan_says_which_statuses_mean_up(int status, string expected, bool up)
    {
        await using var target = new FakeTarget(exchange =>
            exchange.AnswerAsync(status, "text/plain", "", status == 302 ? "Location: https://elsewhere.example/\r\n" : ""));

        var reading = await _bench.ReadAsync(
            "health", ("health", target.Address), ("attempts", 1), ("expect-status", new object[] { expected }));

        Assert.Equal(new Reading.Truth(up, up ? null : $"HTTP {status}"), reading);
    }

    [Fact]
    public async Task Without_expectations_the_status_is_enough_however_long_the_answer()
    {
        await using var target = new FakeTarget(exchange => exchange.AnswerAsync(200, "text/html", new string('x', 100_000)));

        Assert.Equal(new Reading.Truth(true), await _bench.ReadAsync("health", ("health", target.Address)));
    }

    [Fact]
    public async Task It_is_tried_again_before_it_counts_as_down()
    {
        var asked = 0;
        await using var target = new FakeTarget(exchange => exchange.StatusAsync(asked++ == 0 ? 503 : 200));

        var reading = _bench.ReadAsync("health", ("health", target.Address));
        await _bench.Clock.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(new Reading.Truth(true), await reading);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task It_counts_as_down_when_no_attempt_succeeds()
    {
        await using var target = new FakeTarget(exchange => exchange.StatusAsync(503));

        var reading = _bench.ReadAsync("health", ("health", target.Address), ("attempts", 3), ("retry-after", "5s"));
        await _bench.Clock.PassAsync(TimeSpan.FromSeconds(5));
        await _bench.Clock.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(new Reading.Truth(false, "HTTP 503"), await reading);
        Assert.Equal(3, target.Exchanges.Count);
    }

    [Fact]
    public async Task In_a_rehearsal_the_second_attempt_comes_as_much_sooner_as_everything_else()
    {
        await using var target = new FakeTarget(exchange => exchange.StatusAsync(503));
        var spec = _bench.Spec("health", ("health", target.Address));

        var reading = _bench.Kind("health").ReadAsync(spec, new(120), TestContext.Current.CancellationToken);
        await _bench.Clock.PassAsync(TimeSpan.FromSeconds(0.25));

        Assert.Equal(new Reading.Truth(false, "HTTP 503"), await reading);
    }

    [Fact]
    public async Task It_can_be_stopped_while_it_waits_for_the_second_attempt()
    {
        await using var target = new FakeTarget(exchange => exchange.StatusAsync(503));
        using var stop = new CancellationTokenSource();

        var reading = _bench.Kind("health").ReadAsync(_bench.Spec("health", ("health", target.Address)), new(1), stop.Token);
        await _bench.Clock.SetAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task What_may_not_be_asked_is_not_down_and_not_tried_again()
    {
        var reading = await _bench.ReadAsync("health", ("health", "http://169.254.169.254/health"));

        Assert.Equal(new Reading.Failed(Failure.Forbidden, "169.254.169.254 may not be probed: it is a link-local address"), reading);
    }

    [Fact]
    public async Task Metrics_of_one_round_share_each_attempt()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("""{"status":"down","database":true}"""));
        var round = new ProbeRound(1);

        var down = ReadAsync(("status", "ok"));
        var up = ReadAsync(("database", true));
        Assert.Equal(new Reading.Truth(true), await up);
        await _bench.Clock.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(new Reading.Truth(false, "status is \"down\", wanted ok"), await down);
        Assert.Equal(2, target.Exchanges.Count);

        Task<Reading> ReadAsync((string, object) expectation) => _bench.Kind("health").ReadAsync(
            _bench.Spec("health", ("health", target.Address), ("expect", Written.Map(expectation))),
            round,
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public void It_says_where_it_looks()
    {
        var expect = Written.Map(("status", "ok"), ("services.database", true));

        Assert.Equal(
            "GET /api/health → status, services.database",
            _bench.Spec("health", ("health", "https://x.example/api/health?key=1"), ("expect", expect)).Origin);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();
}
