using WarRoomBot.Features.Reports.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Tests.Plans;

namespace WarRoomBot.Tests.Features.Reports;

/// <summary>Held against its target: met, missed, or not known.</summary>
public sealed class TargetJudgeTests
{
    [Theory]
    [InlineData(2880, 0, 0, TargetVerdict.Met, "100 %", "")]
    [InlineData(2879, 1, 0, TargetVerdict.Met, "99.96 %", "")]
    [InlineData(2860, 20, 0, TargetVerdict.Missed, "99.3 %", "")]
    [InlineData(2870, 0, 10, TargetVerdict.Unknown, "100 %", "10 min not seen")]
    [InlineData(2800, 20, 60, TargetVerdict.Missed, "99.29 %", "1h not seen")]
    [InlineData(0, 0, 2880, TargetVerdict.Unknown, "not known", "48h not seen")]
    public void An_uptime_is_met_only_if_what_nobody_saw_could_not_have_spoilt_it(int up, int down, int unknown, TargetVerdict verdict, string actual, string note)
    {
        var uptime = new UptimeFact(
            "api", "API health", up + down == 0 ? null : Math.Floor((double)up / (up + down) * 1_000_000) / 10_000,
            TimeSpan.FromMinutes(up), TimeSpan.FromMinutes(down), TimeSpan.FromMinutes(unknown), []);

        var target = Assert.Single(TargetJudge.Of(Plan("{ uptime: api, above: 99.9 }"), [], [uptime], Told()));

        Assert.Equal(("Uptime of API health", "above 99.9 %", verdict, actual, note), (target.Title, target.Target, target.Verdict, target.Actual, target.Note));
    }

    [Theory]
    [InlineData("average", 0.05, 100, TargetVerdict.Met, "")]
    [InlineData("average", 0.15, 100, TargetVerdict.Missed, "")]
    [InlineData("average", 0.05, 92, TargetVerdict.Met, "seen 92 % of the time")]
    [InlineData("average", 0.05, 62, TargetVerdict.Unknown, "seen 62 % of the time")]
    [InlineData("average", 0.15, 62, TargetVerdict.Missed, "seen 62 % of the time")]
    [InlineData("average", null, 0, TargetVerdict.Unknown, "")]
    public void What_was_seen_hardly_is_not_called_met(string measure, double? value, double coverage, TargetVerdict verdict, string note)
    {
        var metric = Errors(coverage) with { Average = value };

        var target = Assert.Single(TargetJudge.Of(Plan($"{{ {measure}: errors, below: 0.1 }}"), [metric], [], Told()));

        Assert.Equal((verdict, note), (target.Verdict, target.Note));
    }

    [Fact]
    public void A_peak_carries_its_minute()
    {
        var at = new DateTimeOffset(2026, 11, 21, 14, 12, 0, TimeSpan.Zero);
        var metric = Errors(100) with { Peak = new(9.1, at) };

        var target = Assert.Single(TargetJudge.Of(Plan("{ peak: errors, below: 1 }"), [metric], [], Told()));

        Assert.Equal("9.1 % at 21 Nov 14:12 UTC", ReportOutline.Actual(target));
        Assert.Equal("Peak error rate", target.Title);
    }

    [Theory]
    [InlineData(null, TargetVerdict.Unknown, "not told")]
    [InlineData(96.0, TargetVerdict.Met, "96 %")]
    [InlineData(95.0, TargetVerdict.Missed, "95 %")]
    public void A_number_that_nobody_has_told_is_not_known(double? value, TargetVerdict verdict, string actual)
    {
        var target = Assert.Single(TargetJudge.Of(Plan("{ figure: paid, above: 95 }"), [], [], Told(value)));

        Assert.Equal((verdict, actual), (target.Verdict, target.Actual));
    }

    [Fact]
    public void A_metric_that_could_not_be_read_is_not_known()
    {
        var plan = Plan("{ average: errors, below: 0.1 }");
        plan = plan with { Metrics = [.. plan.Metrics.Where(metric => metric.Name != "errors")], Unread = [plan.Metric("errors")!] };

        var target = Assert.Single(TargetJudge.Of(plan, [], [], Told()));

        Assert.Equal(
            ("Average error rate", "below 0.1 %", TargetVerdict.Unknown, "not read", "people were asked instead"),
            (target.Title, target.Target, target.Verdict, target.Actual, target.Note));
    }

    private static MetricFact Errors(double coverage) => new()
    {
        Name = "errors",
        Title = "Error rate",
        Unit = Unit.Percent,
        Readings = 1,
        NoData = 0,
        Errors = 0,
        NotSeen = 0,
        Coverage = coverage,
        Limits = [],
        Course = [],
    };

    private static Dictionary<string, FigureFact> Told(double? value = null) => new() { ["paid"] = new("paid", "Payments", Unit.Percent, value, null, null) };

    private static Plan Plan(string target) =>
        Bench.Read($"{Bench.Good}\nfigures: {{ paid: {{ title: Payments, unit: percent }} }}\nreport: {{ targets: [{target}] }}\n").Plan!;
}
