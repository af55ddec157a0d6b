using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.Reports.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Probes;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Tests.Features.Reports;

/// <summary>What readings amount to: averages, peaks with their minute, uptime, and what nobody saw.</summary>
public sealed class MetricTallyTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Average_peak_and_lowest_are_of_the_readings_that_have_a_value()
    {
        var (metric, uptime) = Tally(Unit.Percent, 10, 1, 5, null, 5, 1, 0, 2, 2, 1, 1);

        Assert.Equal(2, metric.Average);
        Assert.Equal(new Extreme(5, Start.AddMinutes(1)), metric.Peak);
        Assert.Equal(new Extreme(0, Start.AddMinutes(5)), metric.Lowest);
        Assert.Equal((9, 1, 0, 0), (metric.Readings, metric.NoData, metric.Errors, metric.NotSeen));
        // Nothing holds over the reading without data.
        Assert.Equal(90, metric.Coverage);
        Assert.Null(uptime);
    }

    [Fact]
    public void A_gap_is_neither_up_nor_down()
    {
        var tally = new MetricTally(Metric(Unit.UpDown), Stretch(60), Clock());
        foreach (var minute in Enumerable.Range(0, 20).Concat(Enumerable.Range(40, 20)))
            tally.Add(Start.AddMinutes(minute), SampleOutcome.Truth, minute is 10 or 11 ? 0 : 1, minute is 10 ? "503" : null);

        var uptime = tally.End().Uptime!;

        // The reading before the gap holds for half a minute longer than usual, no more.
        Assert.Equal(TimeSpan.FromMinutes(19.5), uptime.Unknown);
        Assert.Equal(TimeSpan.FromMinutes(2), uptime.Down);
        Assert.Equal(TimeSpan.FromMinutes(38.5), uptime.Up);
        Assert.Equal(95.0617, uptime.Share);
        var outage = Assert.Single(uptime.Outages);
        Assert.Equal((Start.AddMinutes(10), Start.AddMinutes(12), "503"), (outage.From, outage.To, outage.Why));
    }

    [Fact]
    public void What_could_not_be_read_is_neither_up_nor_down()
    {
        var tally = new MetricTally(Metric(Unit.UpDown), Stretch(4), Clock());
        tally.Add(Start, SampleOutcome.Truth, 1, null);
        tally.Add(Start.AddMinutes(1), SampleOutcome.Failed, null, "wrong setting");
        tally.Add(Start.AddMinutes(2), SampleOutcome.Blind, null, null);
        tally.Add(Start.AddMinutes(3), SampleOutcome.Truth, 1, null);

        var (metric, uptime) = tally.End();

        Assert.Equal((100, TimeSpan.FromMinutes(2)), (uptime!.Share, uptime.Unknown));
        Assert.Equal((2, 0, 1, 1), (metric.Readings, metric.NoData, metric.Errors, metric.NotSeen));
    }

    [Fact]
    public void Nothing_measured_is_nothing_known()
    {
        var (metric, uptime) = new MetricTally(Metric(Unit.UpDown), Stretch(60), Clock()).End();

        Assert.Null(metric.Average);
        Assert.Null(metric.Peak);
        Assert.Equal(0, metric.Coverage);
        Assert.Null(uptime!.Share);
        Assert.Equal(TimeSpan.FromMinutes(60), uptime.Unknown);
    }

    [Fact]
    public void A_reading_before_the_stretch_says_how_it_began_and_counts_for_nothing_else()
    {
        var tally = new MetricTally(Metric(Unit.UpDown), Stretch(10), Clock());
        tally.Add(Start.AddSeconds(-30), SampleOutcome.Truth, 0, "refused");
        tally.Add(Start.AddSeconds(30), SampleOutcome.Truth, 1, null);

        var (metric, uptime) = tally.End();

        Assert.Equal(TimeSpan.FromSeconds(30), uptime!.Down);
        Assert.Equal(Start, Assert.Single(uptime.Outages).From);
        Assert.Equal(1, metric.Readings);
    }

    [Fact]
    public void In_a_rehearsal_durations_are_in_the_rooms_time()
    {
        var clock = new RoomClock(Start, 120);
        var tally = new MetricTally(Metric(Unit.UpDown), new(Start, Start.AddSeconds(30), TimeSpan.Zero, TimeSpan.FromHours(1)), clock);
        for (var tick = 0; tick < 60; tick++)
            tally.Add(Start.AddSeconds(tick / 2.0), SampleOutcome.Truth, tick < 6 ? 0 : 1, null);

        var uptime = tally.End().Uptime!;

        Assert.Equal((TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(54), TimeSpan.Zero), (uptime.Down, uptime.Up, uptime.Unknown));
    }

    [Theory]
    [InlineData(100, 100, Trend.Stable)]
    [InlineData(100, 109, Trend.Stable)]
    [InlineData(100, 130, Trend.Rising)]
    [InlineData(130, 100, Trend.Falling)]
    public void A_trend_is_more_than_a_tenth_from_the_first_third_to_the_last(double first, double last, Trend expected) => Assert.Equal(
        expected, Tally(Unit.Count, 9, first, first, first, first, last, last, last, last, last).Metric.Trend);

    [Fact]
    public void A_long_stretch_is_drawn_in_as_many_steps_as_can_be_seen()
    {
        var tally = new MetricTally(Metric(Unit.Count), Stretch(2880), Clock());
        for (var minute = 0; minute < 2880; minute++)
            tally.Add(Start.AddMinutes(minute), SampleOutcome.Number, minute % 12, null);

        var course = tally.End().Metric.Course;

        Assert.Equal(240, course.Count);
        Assert.All(course, step => Assert.Equal(new Step(0, 5.5, 11), step));
    }

    private static (MetricFact Metric, UptimeFact? Uptime) Tally(Unit unit, int minutes, params IEnumerable<double?> values)
    {
        var tally = new MetricTally(Metric(unit), Stretch(minutes), Clock());
        foreach (var (minute, value) in values.Index())
            tally.Add(Start.AddMinutes(minute), value is null ? SampleOutcome.NoData : SampleOutcome.Number, value, null);
        return tally.End();
    }

    private static ReportStretch Stretch(int minutes) => new(Start, Start.AddMinutes(minutes), TimeSpan.Zero, TimeSpan.FromMinutes(minutes));

    private static RoomClock Clock() => new(Start, 1);

    private static Metric Metric(Unit unit) => new()
    {
        Name = "m",
        Title = "M",
        Unit = unit,
        Probe = new Nothing(),
        Every = TimeSpan.FromMinutes(1),
    };

    private sealed record Nothing : ProbeSpec
    {
        public override string Origin => "";
    }
}
