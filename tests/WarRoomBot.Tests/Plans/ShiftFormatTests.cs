using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

/// <summary>When roles change hands: as written, as usual where nothing is written, and what is wrong.</summary>
public sealed class ShiftFormatTests
{
    [Fact]
    public void A_shift_begins_at_an_offset_or_at_a_time_of_day_on_all_or_some_days()
    {
        var shifts = Read(
            """
            launch: { title: Launch team, from: 0m, roles: qa }
            night: { title: Night, at: "20:00", roles: [qa] }
            week: { title: Week, at: "9:00", days: [monday, friday], roles: qa }
            """).Plan!.Shifts;

        Assert.Equal(["launch", "night", "week"], shifts.All.Select(shift => shift.Name));
        Assert.Equal(new ShiftBegin.After(TimeSpan.Zero), shifts["launch"]!.Begin);
        Assert.True(Assert.IsType<ShiftBegin.Daily>(shifts["night"]!.Begin).IsEachDay);
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Friday], Assert.IsType<ShiftBegin.Daily>(shifts["week"]!.Begin).Days);
        Assert.Equal(TimeSpan.FromMinutes(15), shifts.AcceptWithin);
        Assert.Equal(["qa"], shifts.Roles);
        Assert.Empty(Bench.Read(Bench.Good).Plan!.Shifts.All);
        Assert.Equal(TimeSpan.FromMinutes(5), Bench.Read($"{Bench.Good}\nhand-over: {{ accept-within: 5m }}").Plan!.Shifts.AcceptWithin);
    }

    [Theory]
    [InlineData("night: { title: Night, roles: qa }", "none of from and at stands here; add one of them")]
    [InlineData("night: { title: Night, from: 1h, at: \"20:00\", roles: qa }", "'at' stands beside 'from'; keep one of them")]
    [InlineData("night: { title: Night, at: 8pm, roles: qa }", "'8pm' is not a time of day; write it in quotes, as in \"09:00\"")]
    [InlineData("night: { title: Night, from: 1h, days: monday, roles: qa }", "days of the week go with a time of day; add at: \"08:00\", for instance, or take days: away")]
    [InlineData("night: { title: Night, from: 4h, roles: qa }", "'4h' is not before the end of the room; write less than 4h, or lengthen duration:")]
    [InlineData("night: { title: Night, from: 1h }", "'roles' is missing; add it: the roles that change hands when it begins")]
    [InlineData("night: { title: Night, from: 1h, roles: qua }", "there is no role 'qua'; did you mean 'qa'?")]
    [InlineData("day: { title: Day, at: \"08:00\", days: monday, roles: qa }\n  early: { title: Early, at: \"8:00\", roles: qa }", "'qa' changes hands twice at the same time; let one shift begin earlier or later, or take the role out of one")]
    public void One_thing_wrong_is_told_with_what_would_be_right(string shifts, string mistake) =>
        Assert.EndsWith(mistake, Assert.Single(Read(shifts).Mistakes).ToString(), StringComparison.Ordinal);

    private static PlanReading Read(string shifts) => Bench.Read($"{Bench.Good}\nshifts:\n  {shifts.ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal).Replace("\n    ", "\n  ", StringComparison.Ordinal)}");
}
