using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Tests.Plans;

namespace WarRoomBot.Tests.Features.Shifts;

/// <summary>When which shift begins.</summary>
public sealed class ShiftTimesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void At_an_offset_it_begins_once_and_at_a_time_of_day_each_day_in_the_plan_s_zone() => Assert.Equal(
        "late 3 Mar 14:00, night 3 Mar 19:00, day 4 Mar 07:00",
        Words(ShiftTimes.Between(Plan(), new(Noon, 1), Noon, Noon.AddHours(20))));

    [Fact]
    public void It_keeps_its_time_of_day_when_the_clocks_change() => Assert.Equal(
        "day 28 Mar 07:00, night 28 Mar 19:00, day 29 Mar 06:00, night 29 Mar 18:00",
        Words(ShiftTimes.Between(Plan(), new(Noon, 1), new(2026, 3, 28, 0, 0, 0, TimeSpan.Zero), new(2026, 3, 30, 0, 0, 0, TimeSpan.Zero))));

    [Fact]
    public void A_time_that_the_clocks_skip_is_an_hour_later_and_one_they_show_twice_is_the_earlier()
    {
        var plan = Plan("odd: { title: Odd, at: \"02:30\", roles: qa }");

        Assert.Equal("odd 29 Mar 01:30", Words(ShiftTimes.Between(plan, new(Noon, 1), new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero), new(2026, 3, 29, 12, 0, 0, TimeSpan.Zero))));
        Assert.Equal("odd 25 Oct 00:30", Words(ShiftTimes.Between(plan, new(Noon, 1), new(2026, 10, 24, 12, 0, 0, TimeSpan.Zero), new(2026, 10, 25, 12, 0, 0, TimeSpan.Zero))));
    }

    [Fact]
    public void In_a_rehearsal_the_room_s_days_count() => Assert.Equal(
        "late 3 Mar 12:02, night 3 Mar 12:07, day 3 Mar 12:19",
        Words(ShiftTimes.Between(Plan(), new(Noon, 60), Noon, Noon.AddMinutes(20))));

    [Fact]
    public void Only_on_its_days_of_the_week()
    {
        var plan = Plan("weekly: { title: Week, at: \"09:00\", days: monday, roles: qa }");

        Assert.Equal(new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero), ShiftTimes.Next(plan, new(Noon, 1), Noon, Noon.AddDays(31))?.At);
        Assert.Equal(new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero), ShiftTimes.Current(plan, new(Noon, 1), "qa", Noon)?.At);
        Assert.Null(ShiftTimes.Next(plan, new(Noon, 1), Noon, Noon.AddDays(5)));
    }

    [Fact]
    public void What_begins_when_the_room_ends_or_later_does_not_begin()
    {
        var end = Noon.AddHours(7);

        Assert.Equal("late", ShiftTimes.Next(Plan(), new(Noon, 1), Noon, end)?.Shift.Name);
        Assert.Null(ShiftTimes.Next(Plan(), new(Noon, 1), Noon.AddHours(2), end));
        Assert.Null(ShiftTimes.Next(Plan(), new(Noon, 1), Noon, end.AddDays(2), "nobody"));
    }

    private static string Words(IEnumerable<ShiftMoment> moments) => string.Join(
        ", ", moments.Select(moment => $"{moment.Shift.Name} {moment.At.UtcDateTime.ToString("d MMM HH:mm", System.Globalization.CultureInfo.InvariantCulture)}"));

    private static Plan Plan(string shifts = "day: { title: Day, at: \"08:00\", roles: qa }\n  night: { title: Night, at: \"20:00\", roles: qa }\n  late: { title: Late, from: 2h, roles: qa }") =>
        Bench.Read($"{Bench.Good}\nshifts:\n  {shifts}").Plan!;
}
