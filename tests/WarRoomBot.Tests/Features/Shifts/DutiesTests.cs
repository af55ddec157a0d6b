using WarRoomBot.Chat;
using WarRoomBot.Features.Shifts.Contract;

namespace WarRoomBot.Tests.Features.Shifts;

/// <summary>Who held which role from when to when.</summary>
public sealed class DutiesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly Person Ana = new("ana", "ana");
    private static readonly Person Bo = new("bo", "bo");

    [Fact]
    public void Each_holds_it_until_they_are_left_out_and_the_last_until_the_room_ends()
    {
        var duties = Duties.Of(
            [
                new("on-call", [Ana], Noon),
                new("cto", [Bo], Noon.AddHours(1)),
                new("on-call", [Ana, Bo], Noon.AddHours(2)),
                new("on-call", [Bo], Noon.AddHours(3)),
                new("on-call", [Ana], Noon.AddHours(4)),
                new("cto", [], Noon.AddHours(5)),
            ],
            Noon.AddHours(6));

        Assert.Equal(
            [
                new("on-call", Ana, Noon, Noon.AddHours(3)),
                new("on-call", Bo, Noon.AddHours(2), Noon.AddHours(4)),
                new("on-call", Ana, Noon.AddHours(4), Noon.AddHours(6)),
                new("cto", Bo, Noon.AddHours(1), Noon.AddHours(5)),
            ],
            duties);
    }

    [Fact]
    public void While_the_room_is_open_the_last_holds_it_still() =>
        Assert.Null(Assert.Single(Duties.Of([new("on-call", [Ana], Noon)], null)).Until);
}
