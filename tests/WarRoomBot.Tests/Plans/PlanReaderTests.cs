using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

public sealed class PlanReaderTests
{
    [Fact]
    public void A_plan_is_read_as_it_is_written()
    {
        var plan = Bench.Read(Bench.Good).Plan!;

        Assert.Equal(("beta", "Beta", "#beta", TimeSpan.FromHours(4), "Europe/Berlin"), (plan.Name, plan.Title, plan.Channel, plan.Duration, plan.TimeZone.Id));
        Assert.Equal([new Role("qa", "QA lead")], plan.Roles);
        Assert.Equal(new AnswerRules(TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20)), plan.Answers);
        Assert.Equal([new Question("smoke", "Smoke tests passed?", "qa", "api")], plan.Questions);
        Assert.Equal(
            [
                new Metric
                {
                    Name = "api",
                    Title = "API health",
                    Unit = Unit.UpDown,
                    Probe = new FakeSpec("health", "https://app.example.com/health", null, null),
                    Every = TimeSpan.FromMinutes(1),
                    Critical = new(new Condition.Is(false), TimeSpan.Zero, 3),
                },
                new Metric
                {
                    Name = "errors",
                    Title = "Error rate",
                    Unit = Unit.Percent,
                    Probe = new FakeSpec("http", "https://app.example.com/errors", "rate", null),
                    Every = TimeSpan.FromSeconds(30),
                    Target = new Condition.Below(0.1),
                    Warning = new(new Condition.Above(1), TimeSpan.Zero, 1),
                    Critical = new(new Condition.Above(5), TimeSpan.FromMinutes(5), 1) { Hint = "Roll back." },
                },
            ],
            plan.Metrics);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var plan = Bench.Read("name: Beta\nduration: 1h\nphases: [{ name: All, from: 0m, to: 1h, every: 1h, ask: [ok] }]\nquestions: { ok: { text: 'All well?' } }").Plan!;

        Assert.Null(plan.Channel);
        Assert.Equal(TimeZoneInfo.Utc, plan.TimeZone);
        Assert.Empty(plan.Metrics);
        Assert.Equal(new AnswerRules(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30)), plan.Answers);
    }

    public static TheoryData<string, Condition> Conditions => new()
    {
        { "above: 5", new Condition.Above(5) },
        { "below: 0.5", new Condition.Below(0.5) },
        { "outside: [10, 50]", new Condition.Outside(10, 50) },
        { "spike: 10, over: 1h, floor: 50", new Condition.Spike(10, TimeSpan.FromHours(1), 50) },
        { "spike: 10, over: 1h", new Condition.Spike(10, TimeSpan.FromHours(1), 0) },
        { "drops-to-zero: 5, over: 30m", new Condition.DropToZero(5, TimeSpan.FromMinutes(30)) },
        { "rising: 10, over: 2h", new Condition.Rising(10, TimeSpan.FromHours(2)) },
        { "silent: 5", new Condition.Silent(5) },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Every_condition_can_be_written(string written, Condition condition)
    {
        var reading = Bench.With(
            "    target: { below: 0.1 }\n    warning: { above: 1 }\n    critical: { above: 5, for: 5m, hint: Roll back. }\n",
            $"    critical: {{ {written}, for: 5m, failures: 2, hint: Look. }}\n");

        Assert.Equal(new Threshold(condition, TimeSpan.FromMinutes(5), 2) { Hint = "Look." }, reading.Plan!.Metric("errors")!.Critical);
    }

    [Theory]
    [InlineData("up", true)]
    [InlineData("down", false)]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Up_and_down_have_three_names(string word, bool value) =>
        Assert.Equal(new Condition.Is(value), Bench.With("is: down", $"is: {word}").Plan!.Metric("api")!.Critical!.Condition);

    [Fact]
    public void A_plan_that_is_written_down_from_its_text_again_is_the_same()
    {
        var reading = Bench.Read(Bench.Good);
        var again = Bench.Read(reading.Text);

        Assert.Equal(reading.Plan!.Metrics, again.Plan!.Metrics);
        Assert.Equal(reading.Plan.Phases.SelectMany(Flat), again.Plan.Phases.SelectMany(Flat));
        static IEnumerable<string> Flat(Phase phase) => phase.Checks.Select(check => $"{phase.Name} {check.At} {string.Join(',', check.Metrics)} {string.Join(',', check.Ask)}");
    }

    [Fact]
    public void Two_kinds_of_one_name_stop_the_start() =>
        Assert.Throws<ArgumentException>(() => new PlanReader([new FakeKind("http"), new FakeKind("http")]));
}
