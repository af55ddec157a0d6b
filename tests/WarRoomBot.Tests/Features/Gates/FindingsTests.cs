using WarRoomBot.Features.Gates;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Tests.Features.Gates;

/// <summary>What samples say of a criterion, and when they say too little.</summary>
public sealed class FindingsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 14, 0, 0, TimeSpan.Zero);
    private static readonly RoomClock Clock = new(Now.AddHours(-2), 1);
    private static readonly Plan Plan = Tests.Plans.Bench.Read(Tests.Plans.Bench.Good).Plan!;
    private static readonly Metric Errors = Plan.Metric("errors")! with { Every = TimeSpan.FromMinutes(5) };
    private static readonly Metric Api = Plan.Metric("api")! with { Every = TimeSpan.FromMinutes(5) };

    [Theory]
    [InlineData(Statistic.Max, "below", 1, "0.2 0.6 0.3", "Passed", "max 0.6 %")]
    [InlineData(Statistic.Max, "below", 0.6, "0.2 0.6 0.3", "Failed", "max 0.6 %")]
    [InlineData(Statistic.Max, "at-most", 0.6, "0.2 0.6 0.3", "Passed", "max 0.6 %")]
    [InlineData(Statistic.Min, "above", 0.1, "0.2 0.6 0.3", "Passed", "min 0.2 %")]
    [InlineData(Statistic.Min, "at-least", 0.3, "0.2 0.6 0.3", "Failed", "min 0.2 %")]
    [InlineData(Statistic.Average, "below", 0.5, "0.1 0.6 0.5", "Passed", "average 0.4 %")]
    public void A_figure_is_held_against_its_limit(Statistic statistic, string bound, double limit, string values, string state, string shown)
    {
        var finding = Findings.Of(Criterion(statistic, bound, limit, 15), Errors, Samples("errors", 5, values), Clock, Now);

        Assert.Equal((state, shown), ($"{finding.State}", finding.Value));
        Assert.EndsWith("samples 100 %", finding.Note.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_samples_are_not_a_pass()
    {
        var finding = Findings.Of(Criterion(Statistic.Max, "below", 1, 120), Errors, Samples("errors", 5, "0.2 0.6 0.3"), Clock, Now);

        Assert.Equal(FindingState.Unknown, finding.State);
        Assert.EndsWith("samples 12.5 %, 90 % wanted", finding.Note.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_value_that_is_too_high_is_enough_to_fail_however_few_there_are() =>
        Assert.Equal(FindingState.Failed, Findings.Of(Criterion(Statistic.Max, "below", 1, 120), Errors, Samples("errors", 5, "0.2 1.6 0.3"), Clock, Now).State);

    [Fact]
    public void Figures_that_were_asked_for_in_between_do_not_make_up_for_a_gap()
    {
        List<Sample> often = [.. Enumerable.Range(0, 60).Select(second => Value("errors", Now.AddMinutes(-60).AddSeconds(second), 0.1))];

        var finding = Findings.Of(Criterion(Statistic.Max, "below", 1, 60), Errors, often, Clock, Now);

        Assert.Equal(FindingState.Unknown, finding.State);
        Assert.Contains("samples 9.9 %", finding.Note.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_samples_and_failed_ones_are_unknown()
    {
        var none = Findings.Of(Criterion(Statistic.Max, "below", 1, 15), Errors, [], Clock, Now);
        var failed = Findings.Of(
            Criterion(Statistic.Max, "below", 1, 15), Errors, [new("errors", Now, SampleOutcome.Failed, null, "answered 500", TimeSpan.Zero)], Clock, Now);

        Assert.Equal((FindingState.Unknown, "no samples"), (none.State, none.Value));
        Assert.Equal((FindingState.Unknown, "cannot be read", "answered 500"), (failed.State, failed.Value, failed.Note.ToString()));
    }

    [Fact]
    public void Uptime_is_the_share_of_what_was_read_as_up()
    {
        var finding = Findings.Of(Criterion(Statistic.Uptime, "at-least", 99.9, 20) with { Metric = "api" }, Api, Samples("api", 5, "1 1 0 1"), Clock, Now);

        Assert.Equal((FindingState.Failed, "up 75 %", "API health up at least 99.9 % for 20 min"), (finding.State, finding.Value, finding.What));
    }

    [Fact]
    public void Uptime_goes_by_time_and_not_by_how_often_it_was_looked_at()
    {
        // Down for five minutes of twenty, and read ten times as often meanwhile, as when people ask.
        List<Sample> samples =
        [
            Value("api", Now.AddMinutes(-20), 1),
            .. Enumerable.Range(0, 10).Select(place => Value("api", Now.AddMinutes(-15).AddSeconds(30 * place), 0)),
            Value("api", Now.AddMinutes(-10), 1),
            Value("api", Now.AddMinutes(-5), 1),
        ];

        var finding = Findings.Of(Criterion(Statistic.Uptime, "at-least", 99.9, 20) with { Metric = "api" }, Api, samples, Clock, Now);

        Assert.Equal("up 75 %", finding.Value);
    }

    [Fact]
    public void In_a_rehearsal_the_time_that_is_looked_at_is_the_rooms()
    {
        List<Sample> samples = [.. Enumerable.Range(1, 12).Reverse().Select(tick => Value("errors", Now.AddSeconds(-5 * tick), 0.1))];

        var finding = Findings.Of(Criterion(Statistic.Max, "below", 1, 60), Errors, samples, new(Now.AddMinutes(-2), 60), Now);

        Assert.Equal(FindingState.Passed, finding.State);
    }

    private static Criterion.Figure Criterion(Statistic statistic, string bound, double limit, int minutes) =>
        new(null, "errors", statistic, TimeSpan.FromMinutes(minutes), new(limit, bound is "above" or "at-least", bound is "at-most" or "at-least"), 90);

    private static List<Sample> Samples(string metric, int minutes, string values)
    {
        var all = values.Split(' ');
        return [.. all.Select((value, place) => Value(metric, Now.AddMinutes(-minutes * (all.Length - place)), double.Parse(value, System.Globalization.CultureInfo.InvariantCulture)))];
    }

    private static Sample Value(string metric, DateTimeOffset at, double value) =>
        new(metric, at, metric == "api" ? SampleOutcome.Truth : SampleOutcome.Number, value, null, TimeSpan.Zero);
}
