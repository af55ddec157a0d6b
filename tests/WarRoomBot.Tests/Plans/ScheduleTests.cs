using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

public sealed class ScheduleTests
{
    [Fact]
    public void A_rhythm_runs_from_the_begin_of_its_phase_up_to_its_end()
    {
        var plan = Bench.Read(Bench.Good).Plan!;

        Assert.Equal(["T+1h", "T+2h30", "T+4h"], plan.Phases[1].Checks.Select(check => Durations.Offset(check.At)));
    }

    [Fact]
    public void A_rhythm_that_does_not_meet_the_end_stops_before_it()
    {
        var plan = Bench.With("every: 90m", "every: 2h").Plan!;

        Assert.Equal(["T+1h", "T+3h"], plan.Phases[1].Checks.Select(check => Durations.Offset(check.At)));
    }

    [Fact]
    public void Where_two_phases_meet_there_is_one_check_of_the_later_phase_with_what_both_have() =>
        Assert.Equal(
            ["T+5m First: api ? smoke", "T+1h Then: errors, api ? ", "T+2h30 Then: errors, api ? ", "T+4h Then: errors, api ? "], Times(Bench.Good));

    [Fact]
    public void A_check_of_its_own_joins_the_rhythm()
    {
        var changed = Bench.Good.ReplaceLineEndings("\n").Replace(
            "every: 90m", "every: 90m\n    checks: [{ at: 2h30m, ask: [smoke] }, { at: 2h, ask: [smoke] }]", StringComparison.Ordinal);

        Assert.Equal(
            ["T+5m First: api ? smoke", "T+1h Then: errors, api ? ", "T+2h Then:  ? smoke", "T+2h30 Then: errors, api ? smoke", "T+4h Then: errors, api ? "],
            Times(changed));
    }

    private static IEnumerable<string> Times(string text) => Schedule.Of(Bench.Read(text).Plan!)
        .Select(check => $"{Durations.Offset(check.At)} {check.Phase}: {string.Join(", ", check.Metrics)} ? {string.Join(", ", check.Ask)}");
}
