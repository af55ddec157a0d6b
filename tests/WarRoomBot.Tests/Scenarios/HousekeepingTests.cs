using WarRoomBot.Features.Metrics.Contract;
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

    [Theory, Engines]
    public async Task A_standing_room_keeps_the_readings_of_ninety_days_and_its_report_of_the_week_stays_as_it_was(Engine engine)
    {
        await using var story = await RoomStory.BeginAsync(engine);
        story.Plans.Write("standing", Plan("Standing", "none"));
        story.Plans.Write("release", Plan("Release", "24h"));
        await story.TypesAsync("ana", "/warroom start release v1");
        await ReadBeforeAsync(story, 1);
        await story.TypesAsync("ana", "/warroom end done");
        await story.TypesAsync("ana", "/warroom start standing");
        await ReadBeforeAsync(story, 2);
        const string lastWeek = "/rooms/2/report.json?from=2232h&to=2400h";
        var week = (await story.GetsAsync(lastWeek)).Body;
        Assert.Contains("\"peak\": {\n        \"value\": 7,", week, StringComparison.Ordinal);

        for (var hour = 0; hour < 50 && await OldestAsync(story, 2) < story.Began.AddDays(-90); hour++)
            await story.Bot.PassAsync(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1));

        Assert.InRange(await OldestAsync(story, 2), story.Began.AddDays(-90), story.Clock.GetUtcNow().AddDays(-90).AddMinutes(15));
        Assert.InRange(await OldestAsync(story, 1), DateTimeOffset.MinValue, story.Began.AddDays(-99));
        Assert.Equal(week, (await story.GetsAsync(lastWeek)).Body);
    }

    private static string Plan(string name, string duration) =>
        $$"""
        name: {{name}}
        duration: {{duration}}
        metrics:
          error-rate: { title: Error rate, unit: percent, every: 12h, probe: { http: "${TARGET}/api/metrics/errors", select: errorRate } }
        questions:
          well: { text: All well? }
        phases:
          - { name: Watch, from: 0m, to: 24h, every: 24h, ask: [well] }
        """;

    /// <summary>A hundred days, a reading every quarter of an hour: the room has stood for that long.</summary>
    private static Task ReadBeforeAsync(RoomStory story, long room) => story.Bot.Store.WriteAsync(
        async (session, token) =>
        {
            var start = story.Began.AddDays(-100);
            await session.ExecuteAsync("update war_room set starts_at = @start, opened_at = @start where id = @room", new { start, room }, token);
            await SampleStore.AddAsync(
                session, room,
                [.. Enumerable.Range(0, 100 * 96).Select(quarter => new Sample("error-rate", start.AddMinutes(15 * quarter), SampleOutcome.Number, quarter % 96 == 0 ? 7 : 1, null, TimeSpan.Zero))],
                token);
            return true;
        },
        TestContext.Current.CancellationToken);

    private static Task<DateTimeOffset> OldestAsync(RoomStory story, long room) => story.Bot.Store.ReadAsync(
        async (session, token) => DateTimeOffset.FromUnixTimeMilliseconds(await session.ValueAsync<long>("select min(at) from sample where room = @room", new { room }, token)),
        TestContext.Current.CancellationToken);

    private static async Task<(long Inbox, long Notices)> RowsAsync(RoomStory story) => (
        await CountAsync(story, "select count(*) from inbox"), await CountAsync(story, "select count(*) from outbox where once = 1"));

    private static Task<long> CountAsync(RoomStory story, string sql) =>
        story.Bot.Store.ReadAsync((session, token) => session.ValueAsync<long>(sql, null, token), TestContext.Current.CancellationToken);
}
