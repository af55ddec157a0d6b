using System.Net;
using Microsoft.Data.Sqlite;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>The database is down when the bot starts, or goes away: senders are told to try again, and work goes on without a restart.</summary>
public sealed class StorageTroubleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_server_that_is_down_at_the_start_is_waited_for()
    {
        await using var server = await ServerAsync();
        await using var story = await RoomStory.BeginAsync(database: await TestDatabase.CreateAsync(server), starts: false);
        await server.StopAsync();
        await story.BotStartsAsync(waits: false);

        await IsAwayAsync(story, "PostgreSQL cannot be reached");
        await server.StartAgainAsync();
        await IsBackAsync(story);

        Assert.True((await story.Slack.Redeliver()).IsOk);
        await story.Bot.SettleAsync();
        Assert.Contains("Beta war room · v1", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_goes_away_for_a_minute_costs_nothing_but_the_minute()
    {
        await using var server = await ServerAsync();
        await using var story = await RoomStory.BeginAsync(database: await TestDatabase.CreateAsync(server));
        await story.TypesAsync("ana", "/warroom start beta-war-room v0");
        await story.AdvanceToAsync(TimeSpan.FromMinutes(4.5));

        await server.StopAsync();
        await IsAwayAsync(story, "PostgreSQL");
        await story.Bot.PassAsync(TimeSpan.FromMinutes(1), Second);
        await server.StartAgainAsync();
        await IsBackAsync(story);

        Assert.True((await story.Slack.Redeliver()).IsOk);
        await story.Bot.SettleAsync();
        Assert.StartsWith("A room is open in this channel already: Beta war room v0", story.ToldTo("ana"), StringComparison.Ordinal);
        Assert.Contains("API health up", story.Check("T+5m").Text, StringComparison.Ordinal);
        Assert.Contains("T+5m of 48h", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_at_the_start_is_waited_for()
    {
        await using var story = await RoomStory.BeginAsync(database: await TestDatabase.CreateEmptyAsync(Engine.Sqlite), starts: false);
        var folder = story.Database.Folder!;
        Directory.Delete(folder);
        await story.BotStartsAsync(waits: false);

        await IsAwayAsync(story, "The database file cannot be used");
        Directory.CreateDirectory(folder);
        await IsBackAsync(story);

        Assert.True((await story.Slack.Redeliver()).IsOk);
        await story.Bot.SettleAsync();
        Assert.Contains("Beta war room · v1", story.Board.Text, StringComparison.Ordinal);
    }

    /// <summary>Takes some seconds: SQLite waits for a lock by itself.</summary>
    [Fact]
    public async Task A_file_that_somebody_else_has_locked_costs_nothing_but_the_time()
    {
        await using var story = await RoomStory.BeginAsync();
        await story.TypesAsync("ana", "/warroom start beta-war-room v0");
        await using (var other = new SqliteConnection(story.Database.ConnectionString + ";Pooling=false"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = other.CreateCommand();
            command.CommandText = "begin immediate";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await IsAwayAsync(story, "The database file cannot be used");
        }

        await IsBackAsync(story);
        Assert.True((await story.Slack.Redeliver()).IsOk);
        await story.AdvanceToAsync(TimeSpan.FromMinutes(5));
        Assert.StartsWith("A room is open in this channel already: Beta war room v0", story.ToldTo("ana"), StringComparison.Ordinal);
        Assert.Contains("API health up", story.Check("T+5m").Text, StringComparison.Ordinal);
    }

    private static async Task<PostgresServer> ServerAsync()
    {
        Needs.Installed(PostgresServer.WhyNot);
        return await PostgresServer.StartAsync();
    }

    private static async Task IsAwayAsync(RoomStory story, string why)
    {
        var refused = story.SendAsync("ana", "/warroom start beta-war-room v1");
        var ready = await story.GetsAsync("/health/ready");
        // Until the first attempt has failed it says that the database is being opened.
        for (var again = 0; again < 50 && !ready.Body.Contains(why, StringComparison.Ordinal); again++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            ready = await story.GetsAsync("/health/ready");
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await refused).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Contains(why, ready.Body, StringComparison.Ordinal);
        Assert.True((await story.GetsAsync("/health/live")).IsOk);
        Assert.DoesNotContain(story.Database.ConnectionString, ready.Body, StringComparison.Ordinal);
    }

    /// <summary>The bot notices by itself; nobody starts it again.</summary>
    private static async Task IsBackAsync(RoomStory story)
    {
        for (var second = 0; second < 30; second++)
        {
            if ((await story.GetsAsync("/health/ready")).IsOk)
                return;
            await story.Bot.PassAsync(Second, Second);
            // The server takes its own time, which is real.
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        Assert.Fail((await story.GetsAsync("/health/ready")).Body);
    }
}
