using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Features.Metrics;

public sealed class JudgeTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.05, nameof(Level.Normal))]
    [InlineData(0.5, nameof(Level.OffTarget))]
    [InlineData(1, nameof(Level.OffTarget))]
    [InlineData(1.1, nameof(Level.Warning))]
    [InlineData(5.1, nameof(Level.Critical))]
    public void A_value_stands_where_the_plan_puts_it(double value, string expected) =>
        Assert.Equal(expected, $"{Judged(ErrorRate(critical: new Condition.Above(5)), value)}");

    [Fact]
    public void Critical_for_five_minutes_needs_every_reading_of_them_and_is_a_warning_until_then()
    {
        var metric = ErrorRate(critical: new Condition.Above(5), lasting: TimeSpan.FromMinutes(5));

        Assert.Equal(Level.Warning, Judged(metric, 6, 6, 6, 6, 6));
        Assert.Equal(Level.Critical, Judged(metric, 6, 6, 6, 6, 6, 6));
        Assert.Equal(Level.Warning, Judged(metric, 6, 6, 6, 4, 6, 6, 6, 6, 6));
        Assert.Equal(Start, Judge.Of(metric, Samples(6, 6, 6, 6, 6, 6), new(Start, 1)).Since);
    }

    [Fact]
    public void A_rehearsal_needs_the_time_divided_by_its_pace()
    {
        var metric = ErrorRate(critical: new Condition.Above(5), lasting: TimeSpan.FromMinutes(5));
        var samples = Enumerable.Range(0, 6).Select(minute => Sample(Start + TimeSpan.FromSeconds(minute * 0.5), 6)).ToList();

        Assert.Equal(Level.Critical, Judge.Of(metric, samples, new(Start, 120)).Level);
        Assert.Equal(Level.Warning, Judge.Of(metric, samples, new(Start, 1)).Level);
    }

    [Fact]
    public void Three_failures_in_a_row_are_needed_where_the_plan_asks_for_three()
    {
        var metric = UpDown(new Threshold(new Condition.Is(false), TimeSpan.Zero, 3));

        Assert.Equal(Level.Normal, Judged(metric, 1, 0, 0));
        Assert.Equal(Level.Critical, Judged(metric, 1, 0, 0, 0));
        Assert.Equal(Level.Normal, Judged(metric, 0, 0, 1, 0, 0));
    }

    [Fact]
    public void What_could_not_be_read_is_unknown_and_breaks_a_run()
    {
        var metric = ErrorRate(critical: new Condition.Above(5), lasting: TimeSpan.FromMinutes(2));

        Assert.Equal(Level.Unknown, Judged(metric, 0, null));
        Assert.Equal(Level.Unknown, Judged(metric));
        Assert.Equal(Level.Warning, Judged(metric, 6, null, 6, 6));
    }

    [Fact]
    public void Silence_counts_readings_without_a_value()
    {
        var metric = ErrorRate(critical: new Condition.Silent(3));

        Assert.Equal(Level.Unknown, Judged(metric, 0, null, null));
        Assert.Equal(Level.Critical, Judged(metric, 0, null, null, null));
        Assert.Equal(Level.Normal, Judged(metric, null, null, null, 0));
    }

    [Fact]
    public void What_the_room_could_not_see_is_neither_down_nor_silent()
    {
        var silent = ErrorRate(critical: new Condition.Silent(3));
        var down = UpDown(new Threshold(new Condition.Is(false), TimeSpan.Zero, 1));
        var blind = Sample(Start + TimeSpan.FromMinutes(9), null) with { Outcome = SampleOutcome.Blind };

        Assert.Equal(Level.Unknown, Judge.Of(silent, [.. Samples(0, null, null), blind, blind with { At = blind.At.AddMinutes(1) }], new(Start, 1)).Level);
        Assert.Equal(Level.Unknown, Judge.Of(down, [.. Samples(1), blind], new(Start, 1)).Level);

        // What was silent before stays so.
        Assert.Equal(Level.Critical, Judge.Of(silent, [.. Samples(0, null, null, null), blind], new(Start, 1)).Level);
    }

    [Fact]
    public void A_spike_is_so_many_times_the_median_before_it_and_above_its_floor()
    {
        var metric = Count(new Condition.Spike(10, TimeSpan.FromHours(1), 50));

        Assert.Equal(Level.Critical, Judged(metric, 10, 12, 8, 10, 100));
        Assert.Equal(Level.Normal, Judged(metric, 10, 12, 8, 10, 99));
        Assert.Equal(Level.Normal, Judged(metric, 1, 2, 1, 1, 40));
        // One outlier before does not lift the median.
        Assert.Equal(Level.Critical, Judged(metric, 10, 500, 10, 10, 100));
        // Too little is known to call anything a spike.
        Assert.Equal(Level.Normal, Judged(metric, 1, 100));
    }

    [Fact]
    public void A_drop_to_zero_needs_something_to_have_dropped_from()
    {
        var metric = Count(new Condition.DropToZero(5, TimeSpan.FromMinutes(30)));

        Assert.Equal(Level.Critical, Judged(metric, 40, 38, 0));
        Assert.Equal(Level.Normal, Judged(metric, 3, 4, 0));
        Assert.Equal(Level.Normal, Judged(metric, 0, 0, 0));
        // Still zero, and the time before is still remembered.
        Assert.Equal(Level.Critical, Judged(metric, [40, .. Enumerable.Repeat<double?>(0, 20)]));
        Assert.Equal(Level.Normal, Judged(metric, [40, .. Enumerable.Repeat<double?>(0, 40)]));
    }

    [Fact]
    public void A_leak_rises_steadily_and_neither_a_jump_nor_a_see_saw_is_one()
    {
        var metric = Count(new Condition.Rising(10, TimeSpan.FromMinutes(20)));
        var rising = Enumerable.Range(0, 21).Select(minute => (double?)(100 + minute)).ToArray();
        var jump = Enumerable.Range(0, 21).Select(minute => (double?)(minute < 10 ? 100 : 130)).ToArray();
        var seeSaw = Enumerable.Range(0, 21).Select(minute => (double?)(100 + (minute % 2 * 30) + minute)).ToArray();

        Assert.Equal(Level.Critical, Judged(metric, rising));
        Assert.Equal(Level.Normal, Judged(metric, jump));
        Assert.Equal(Level.Normal, Judged(metric, seeSaw));
        Assert.Equal(Level.Normal, Judged(metric, rising[..5]));
    }

    [Fact]
    public void Outside_a_band_is_below_or_above_it()
    {
        var metric = Count(new Condition.Outside(10, 50));

        Assert.Equal(Level.Normal, Judged(metric, 10));
        Assert.Equal(Level.Normal, Judged(metric, 50));
        Assert.Equal(Level.Critical, Judged(metric, 9));
        Assert.Equal(Level.Critical, Judged(metric, 51));
    }

    private static Level Judged(Metric metric, params double?[] values) => Judge.Of(metric, Samples(values), new(Start, 1)).Level;

    /// <summary>A reading a minute.</summary>
    private static List<Sample> Samples(params double?[] values) =>
        [.. values.Select((value, minute) => Sample(Start + TimeSpan.FromMinutes(minute), value))];

    private static Sample Sample(DateTimeOffset at, double? value) =>
        new("m", at, value is null ? SampleOutcome.NoData : SampleOutcome.Number, value, null, TimeSpan.Zero);

    private static Metric ErrorRate(Condition critical, TimeSpan lasting = default) => Metric(
        Unit.Percent, new Threshold(critical, lasting, 1), new Threshold(new Condition.Above(1), TimeSpan.Zero, 1), new Condition.Below(0.1));

    private static Metric Count(Condition critical) => Metric(Unit.Count, new Threshold(critical, TimeSpan.Zero, 1));

    private static Metric UpDown(Threshold critical) => Metric(Unit.UpDown, critical);

    private static Metric Metric(Unit unit, Threshold critical, Threshold? warning = null, Condition? target = null) => new()
    {
        Name = "m",
        Title = "M",
        Unit = unit,
        Probe = new Nothing(),
        Every = TimeSpan.FromMinutes(1),
        Target = target,
        Warning = warning,
        Critical = critical,
    };

    private sealed record Nothing : ProbeSpec
    {
        public override string Origin => "nowhere";
    }
}
