using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Tests.Web;

public sealed class RoomsPageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Without_rooms_the_page_says_how_to_open_one()
    {
        await using var scene = await Scene.OpenAsync();

        Assert.Contains("<code>/warroom start</code> opens one", await scene.Visitor.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_room_is_listed_with_its_state_and_the_way_to_its_channel()
    {
        await using var scene = await Scene.OpenAsync();
        await AddAsync(scene, Room(new("slack", "T1", "C1")) with { ConversationName = "launch", Version = "<v2>" });
        await AddAsync(scene, Room(new("local", "local", "beta")) with { Pace = 120 });

        var page = await scene.Visitor.ReadAsync("/");

        Assert.Contains("<a href=\"/rooms/2\">beta-war-room v1.0.0</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/chat/beta\">#beta</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/rooms/1\">beta-war-room &lt;v2&gt;</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/rooms/1/report\">Report</a>", page, StringComparison.Ordinal);
        Assert.Contains("#launch", page, StringComparison.Ordinal);
        Assert.Contains("rehearsal", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("v1.0.0", StringComparison.Ordinal) < page.IndexOf("v2", StringComparison.Ordinal), "newest first");
    }

    private static WarRoom Room(Conversation conversation) => new()
    {
        Id = 0,
        Conversation = conversation,
        PlanName = "beta-war-room",
        PlanHash = "hash",
        Version = "v1.0.0",
        Pace = 1,
        OpenedAt = Noon,
        StartsAt = Noon,
        EndsAt = Noon.AddHours(48),
        OpenedBy = new("ana", "ana"),
        Roles = new Dictionary<string, IReadOnlyList<Person>>(),
        StatusCards = 0,
        RowVersion = 0,
    };

    private static Task AddAsync(Scene scene, WarRoom room) =>
        scene.Bot.Store.WriteAsync((session, token) => RoomStore.AddAsync(session, room, "text", token), TestContext.Current.CancellationToken);
}
