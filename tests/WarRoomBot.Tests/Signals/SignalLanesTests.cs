using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Tests.Signals;

/// <summary>In which lane what a source says is handled.</summary>
public sealed class SignalLanesTests
{
    private static readonly WarRoom Beta = Room(1, "slack/T1/C1", "beta-war-room");
    private static readonly WarRoom Shop = Room(2, "slack/T1/C2", "shop");

    [Theory]
    [InlineData("#beta-war-room")]
    [InlineData("Beta-War-Room")]
    [InlineData("C1")]
    [InlineData("slack/T1/C1")]
    public async Task A_source_with_a_room_goes_into_the_rooms_lane(string room) => Assert.Equal("slack/T1/C1", await LaneAsync(room, Beta, Shop));

    [Theory]
    [InlineData("#other")]
    [InlineData("T1")]
    [InlineData("beta")]
    public async Task A_room_that_is_not_open_leaves_it_in_its_own(string room) => Assert.Equal("alerts/prom", await LaneAsync(room, Beta, Shop));

    [Fact]
    public async Task A_source_without_a_room_goes_into_the_only_one_there_is()
    {
        Assert.Equal("slack/T1/C1", await LaneAsync(null, Beta));
        Assert.Equal("alerts/prom", await LaneAsync(null, Beta, Shop));
        Assert.Equal("alerts/prom", await LaneAsync(null));
    }

    [Fact]
    public async Task Two_rooms_of_one_name_leave_it_in_its_own() =>
        Assert.Equal("alerts/prom", await LaneAsync("#shop", Shop, Room(3, "teams/T9/C9", "Shop")));

    [Fact]
    public async Task A_room_that_opens_is_seen_within_two_seconds()
    {
        await using var bot = await SignalBot.StartAsync(Sender.Of("prom").Configuration);
        await bot.SendAsync(Sender.Of("prom"));
        bot.Store.OpenRooms = [Beta];
        bot.Clock.Advance(TimeSpan.FromMinutes(1));

        await bot.SendAsync(Sender.Of("prom"));

        Assert.Equal(["alerts/prom", "slack/T1/C1"], bot.Store.Stored.Select(arrival => arrival.Lane));
    }

    private static async Task<string> LaneAsync(string? room, params WarRoom[] open)
    {
        await using var bot = await SignalBot.StartAsync([.. Sender.Of("prom").Configuration, new("Alerts:Sources:prom:Room", room)]);
        bot.Store.OpenRooms = open;
        await bot.SendAsync(Sender.Of("prom"));
        return Assert.Single(bot.Store.Stored).Lane;
    }

    private static WarRoom Room(long id, string conversation, string name) => new()
    {
        Id = id,
        Conversation = Conversation.Parse(conversation),
        ConversationName = name,
        PlanName = "beta",
        PlanHash = "",
        Version = "1",
        Pace = 1,
        OpenedAt = default,
        StartsAt = default,
        EndsAt = default,
        OpenedBy = new("U1", "ana"),
        Roles = new Dictionary<string, IReadOnlyList<Person>>(),
        StatusCards = 0,
        RowVersion = 1,
    };
}
