using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.UptimeRobot;

/// <summary>Answers in the shape that UptimeRobot documents for getMonitors.</summary>
public sealed class UptimeRobotProbeTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    public static TheoryData<int, object> States => new()
    {
        { 0, new Reading.NoData("the monitor is paused") },
        { 1, new Reading.NoData("the monitor has not checked yet") },
        { 2, new Reading.Truth(true) },
        { 8, new Reading.Truth(true, "seems down, being checked again") },
        { 9, new Reading.Truth(false, "UptimeRobot says down") },
        { 5, new Reading.Failed(Failure.NotUnderstood, "not an answer of UptimeRobot") },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task A_monitors_state_is_read(int status, object reading)
    {
        await using var robot = Answering($$$"""{"stat":"ok","monitors":[{"id":7,"status":{{{status}}}}]}""");

        Assert.Equal(reading, await ReadAsync(robot));
    }

    [Theory]
    [InlineData("uptime", 99.95)]
    [InlineData("response-time", 123.4)]
    public async Task Figures_come_as_text_or_as_numbers(string read, double value)
    {
        await using var text = Answering("""{"stat":"ok","monitors":[{"status":2,"custom_uptime_ratio":"99.95","average_response_time":"123.4"}]}""");
        await using var number = Answering("""{"stat":"ok","monitors":[{"status":2,"custom_uptime_ratio":99.95,"average_response_time":123.4}]}""");
        await using var neither = Answering("""{"stat":"ok","monitors":[{"status":2}]}""");

        Assert.Equal(new Reading.Number(value), await ReadAsync(text, ("read", read)));
        Assert.Equal(new Reading.Number(value), await ReadAsync(number, ("read", read)));
        Assert.Equal(new Reading.NoData("UptimeRobot has no such figure for the monitor"), await ReadAsync(neither, ("read", read)));
    }

    [Fact]
    public async Task It_asks_for_one_monitor_by_a_form_and_once_for_all_its_figures()
    {
        await using var robot = Answering("""{"stat":"ok","monitors":[{"status":2}]}""");
        var round = new ProbeRound(1);

        foreach (var read in new[] { "state", "uptime", "response-time" })
        {
            var spec = _bench.Spec("uptimerobot", ("uptimerobot", "u1-key"), ("monitor", 7), ("at", robot.Address), ("read", read));
            await _bench.Kind("uptimerobot").ReadAsync(spec, round, TestContext.Current.CancellationToken);
        }

        var asked = Assert.Single(robot.Exchanges);
        Assert.Equal("POST /getMonitors", $"{asked.Method} {asked.Target}");
        Assert.Equal("api_key=u1-key&format=json&monitors=7&response_times=1&custom_uptime_ratios=1", asked.Body);
    }

    [Fact]
    public async Task What_it_refuses_is_told_though_the_status_is_200()
    {
        await using var robot = Answering("""{"stat":"fail","error":{"type":"invalid_parameter","message":"api_key is invalid."}}""");
        await using var empty = Answering("""{"stat":"ok","monitors":[]}""");

        Assert.Equal(new Reading.Failed(Failure.Status, "UptimeRobot refuses: \"api_key is invalid.\""), await ReadAsync(robot));
        Assert.Equal(new Reading.Failed(Failure.Configuration, "this key knows no such monitor"), await ReadAsync(empty));
    }

    [Fact]
    public void It_says_what_is_read_and_in_which_unit()
    {
        var spec = _bench.Spec("uptimerobot", ("uptimerobot", "u1-key"), ("monitor", 7), ("read", "uptime"), ("over", "7d"));

        Assert.Equal("UptimeRobot → uptime over 7 d", spec.Origin);
        Assert.Equal(Unit.Percent, spec.Unit);
        Assert.Equal("api.uptimerobot.com", spec.Host);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static FakeTarget Answering(string body) => new(exchange => exchange.JsonAsync(body));

    private Task<Reading> ReadAsync(FakeTarget robot, params (string Key, object Value)[] more) =>
        _bench.ReadAsync("uptimerobot", [("uptimerobot", "u1-key"), ("monitor", 7), ("at", robot.Address), .. more]);
}
