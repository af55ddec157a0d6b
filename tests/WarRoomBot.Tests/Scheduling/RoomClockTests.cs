using WarRoomBot.Scheduling;

namespace WarRoomBot.Tests.Scheduling;

public sealed class RoomClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void In_earnest_the_rooms_clock_runs_as_the_walls()
    {
        var clock = new RoomClock(Start, 1);

        Assert.Equal(Start.AddMinutes(15), clock.At(TimeSpan.FromMinutes(15)));
        Assert.Equal(TimeSpan.FromMinutes(-5), clock.Offset(Start.AddMinutes(-5)));
    }

    [Fact]
    public void A_rehearsal_divides_every_duration()
    {
        var clock = new RoomClock(Start, 120);

        Assert.Equal(Start.AddMinutes(24), clock.At(TimeSpan.FromHours(48)));
        Assert.Equal(TimeSpan.FromHours(2), clock.Offset(Start.AddMinutes(1)));
        Assert.Equal(TimeSpan.FromSeconds(7.5), clock.Real(TimeSpan.FromMinutes(15)));
        Assert.Equal(TimeSpan.FromMinutes(15), clock.RoomTime(TimeSpan.FromSeconds(7.5)));
    }

    [Fact]
    public void The_clocks_change_does_not_stretch_or_shrink_a_room()
    {
        var beforeTheChange = new DateTimeOffset(2026, 10, 24, 12, 0, 0, TimeSpan.FromHours(2));

        var end = new RoomClock(beforeTheChange, 1).At(TimeSpan.FromHours(48));

        Assert.Equal(new DateTimeOffset(2026, 10, 26, 11, 0, 0, TimeSpan.FromHours(1)), end);
    }
}
