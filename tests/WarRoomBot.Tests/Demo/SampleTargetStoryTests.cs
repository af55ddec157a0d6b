using WarRoomBot.Host.Demo;

namespace WarRoomBot.Tests.Demo;

public sealed class SampleTargetStoryTests
{
    private static readonly IReadOnlyList<SampleTargetState> FirstCycle = Cycle(0);

    [Fact]
    public void It_begins_with_an_hour_of_calm()
    {
        Assert.All(FirstCycle.Take(60), state =>
        {
            Assert.InRange(state.ErrorRate, 0.01, 0.1);
            Assert.InRange(state.P95, 200, 400);
            Assert.True(state.IsHealthy);
            Assert.All(state.Providers, provider => Assert.Equal("up", provider.Status));
        });
    }

    [Fact]
    public void Warnings_come_before_the_critical_stretch_and_recovery_after_it()
    {
        var critical = Minutes(state => state.ErrorRate > 5);
        var warning = Minutes(state => state.ErrorRate is > 1 and <= 5);

        Assert.InRange(critical.Count, 30, 90);
        Assert.Equal(critical.Count, critical[^1] - critical[0] + 1);
        Assert.InRange(warning.Count(minute => minute < critical[0]), 20, 90);
        Assert.InRange(FirstCycle.Max(state => state.ErrorRate), 6.5, 8.5);
        Assert.True(FirstCycle[critical[0]].P95 > 700);
        Assert.All(FirstCycle.Skip(270), state => Assert.InRange(state.ErrorRate, 0.01, 0.1));
    }

    [Fact]
    public void It_goes_down_twice_for_a_few_minutes_and_is_started_again_once()
    {
        var down = Minutes(state => !state.IsHealthy);
        var changes = FirstCycle.Zip(FirstCycle.Skip(1)).Count(pair => pair.First.IsHealthy != pair.Second.IsHealthy);

        Assert.InRange(down.Count, 8, 14);
        Assert.Equal(4, changes);
        Assert.Single(FirstCycle.Zip(FirstCycle.Skip(1)), pair => pair.Second.Uptime < pair.First.Uptime);
    }

    [Fact]
    public void One_provider_is_the_cause()
    {
        Assert.Equal(["up", "degraded", "down"], FirstCycle.Select(state => state.Providers[1].Status).Distinct());
        Assert.All(FirstCycle, state => Assert.Equal(["up", "up"], [state.Providers[0].Status, state.Providers[2].Status]));
    }

    [Fact]
    public void Figures_move_without_jumps_and_stay_within_reason_for_two_days()
    {
        var before = SampleTargetStory.At(TimeSpan.Zero);
        for (var minute = 1; minute <= 48 * 60; minute++)
        {
            var state = SampleTargetStory.At(TimeSpan.FromMinutes(minute));
            Assert.InRange(Math.Abs(state.ErrorRate - before.ErrorRate), 0, 1.5);
            Assert.InRange(Math.Abs(state.P95 - before.P95), 0, 150);
            Assert.InRange(state.ActiveUsers, 20, 140);
            Assert.InRange(state.RequestRate, 20, 90);
            Assert.InRange(state.Memory, 40, 90);
            Assert.InRange(state.Cpu, 20, 95);
            before = state;
        }
    }

    [Fact]
    public void The_same_moment_always_looks_the_same_and_every_cycle_a_little_different()
    {
        var moment = TimeSpan.FromMinutes(77.7);
        Assert.Equal(SampleTargetStory.At(moment).ErrorRate, SampleTargetStory.At(moment).ErrorRate);

        var second = Cycle(1);
        Assert.NotEqual(FirstCycle.Select(state => state.P95), second.Select(state => state.P95));
        Assert.All(FirstCycle.Zip(second), pair => Assert.InRange(pair.Second.P95 / pair.First.P95, 0.85, 1.18));
    }

    [Theory]
    [InlineData(120)]
    [InlineData(240)]
    public void A_rehearsal_shows_all_of_it_within_three_minutes(double pace) =>
        Assert.InRange(SampleTargetStory.Cycle / pace, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3));

    /// <summary>One state for each minute.</summary>
    private static List<SampleTargetState> Cycle(int number)
    {
        var minutes = (int)SampleTargetStory.Cycle.TotalMinutes;
        return [.. Enumerable.Range(number * minutes, minutes).Select(minute => SampleTargetStory.At(TimeSpan.FromMinutes(minute)))];
    }

    private static List<int> Minutes(Func<SampleTargetState, bool> like) =>
        [.. Enumerable.Range(0, FirstCycle.Count).Where(minute => like(FirstCycle[minute]))];
}
