using WarRoomBot.Features.WarRooms;

namespace WarRoomBot.Tests.Features.WarRooms;

public sealed class TimeOfDayTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("14:00", "2026-11-21T13:30Z", "2026-11-21T13:00Z")]
    [InlineData("14:00", "2026-11-21T09:00Z", "2026-11-21T13:00Z")]
    // Nearest to now: just before midnight 00:10 is tomorrow's, just after it 23:50 was yesterday's.
    [InlineData("0:10", "2026-11-21T22:50Z", "2026-11-21T23:10Z")]
    [InlineData("23:50", "2026-11-21T23:05Z", "2026-11-21T22:50Z")]
    [InlineData("1400", "2026-07-01T11:00Z", "2026-07-01T12:00Z")]
    // The clocks skip 02:30 on the last Sunday of March, and show it twice on the last of October.
    [InlineData("02:30", "2026-03-29T00:50Z", "2026-03-29T01:30Z")]
    [InlineData("02:30", "2026-10-25T00:00Z", "2026-10-25T00:30Z")]
    public void A_time_of_day_is_the_nearest_moment_at_which_the_clocks_of_the_zone_show_it(string typed, string now, string expected)
    {
        Assert.True(TimeOfDay.TryRead(typed, Berlin, DateTimeOffset.Parse(now), out var moment));
        Assert.Equal(DateTimeOffset.Parse(expected), moment);
    }

    [Theory]
    [InlineData("")]
    [InlineData("25:00")]
    [InlineData("14:60")]
    [InlineData("2pm")]
    [InlineData("tomorrow")]
    public void What_is_no_time_of_day_is_not_guessed(string typed) =>
        Assert.False(TimeOfDay.TryRead(typed, Berlin, DateTimeOffset.UnixEpoch, out _));
}
