using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What is settled is forgotten after two weeks; what people may still look at is kept.</summary>
public sealed class HousekeepingTests
{
    [Theory, Engines]
    public async Task Arrivals_and_replies_are_forgotten_after_two_weeks_and_cards_are_kept(Engine engine)
    {
        await using var story = await RoomStory.BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        await story.TypesAsync("ana", "/warroom log before");
        await story.TypesAsync("ana", "/warroom end done");
        Assert.NotEqual((0, 0), await RowsAsync(story));

        story.Clock.JumpTo(story.Began.AddDays(13));
        await story.Bot.PassAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(30));
        Assert.NotEqual((0, 0), await RowsAsync(story));

        story.Clock.JumpTo(story.Began.AddDays(14));
        for (var hour = 0; hour < 50 && await RowsAsync(story) != (0, 0); hour++)
            await story.Bot.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(30));

        Assert.Equal((0, 0), await RowsAsync(story));
        Assert.True(await CountAsync(story, "select count(*) from outbox where once = 0") > 0);
        Assert.True(await CountAsync(story, "select count(*) from log") > 0);
        await story.TypesAsync("ana", "/warroom start beta-war-room v2");
        Assert.Equal(2, story.Channel.Pins.Count);
    }

    private static async Task<(long Inbox, long Notices)> RowsAsync(RoomStory story) => (
        await CountAsync(story, "select count(*) from inbox"), await CountAsync(story, "select count(*) from outbox where once = 1"));

    private static Task<long> CountAsync(RoomStory story, string sql) =>
        story.Bot.Store.ReadAsync((session, token) => session.ValueAsync<long>(sql, null, token), TestContext.Current.CancellationToken);
}
