using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>The bot is started again with other settings, or with wrong ones.</summary>
public sealed class SettingsTests
{
    [Theory, Engines]
    public async Task A_room_goes_on_without_its_target_and_the_board_says_what_is_missing(Engine engine)
    {
        await using var story = await RoomStory.BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        await story.AdvanceToAsync(TimeSpan.FromMinutes(4.5));

        await story.BotStopsAsync();
        story.Settings.Remove("TARGET", out var target);
        await story.BotStartsAsync();
        await story.AdvanceToAsync(TimeSpan.FromMinutes(5));

        Assert.Contains(
            "⚠️ TARGET is not set: 6 metrics cannot be read. Set it in the bot's environment and start the bot again.", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("❔ Error rate cannot be read", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("❔ API health cannot be read", story.Check("T+5m").Text, StringComparison.Ordinal);
        await story.PressesAsync("chi", story.Check("T+5m"), "OK");
        Assert.Contains("OK · @chi", story.Check("T+5m").Text, StringComparison.Ordinal);
        await story.Slack.Channel("another-room").SlashCommand("ana", "/warroom start beta-war-room v2");
        await story.Bot.SettleAsync();
        Assert.StartsWith("The plan beta-war-room cannot be used: ", story.ToldTo("ana"), StringComparison.Ordinal);

        await story.BotStopsAsync();
        story.Settings["TARGET"] = target;
        await story.BotStartsAsync();
        await story.AdvanceToAsync(TimeSpan.FromMinutes(7));
        Assert.DoesNotContain("TARGET", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("🟢 Error rate 0.04 %", story.Board.Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task What_the_bot_has_no_access_to_is_asked_of_people_and_read_once_it_has(Engine engine)
    {
        const string told = "Database connections, Memory, CPU, Disk, New Sentry issues and Sentry issues that are back are asked of people here.";
        await using var story = await RoomStory.BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        await story.AdvanceToAsync(TimeSpan.FromMinutes(59));
        Assert.Single(story.Channel.Messages, message => message.Text.StartsWith(told, StringComparison.Ordinal));
        Assert.Contains("Database connections below 50?", story.Check("T+10m").Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Disk", story.Board.Text, StringComparison.Ordinal);
        await story.TypesAsync("ana", "/warroom check disk");
        Assert.Equal("Disk is not measured here: DISK_PATH is not set. People are asked instead: Disk below 70 %? (warning above 70 %, critical above 85 %)", story.ToldTo("ana"));

        await story.BotStopsAsync();
        story.Settings["DISK_PATH"] = "/";
        await story.BotStartsAsync();
        await story.AdvanceToAsync(TimeSpan.FromMinutes(61));

        Assert.Matches(@"Disk \d+(\.\d+)? %", story.Board.Text);
        Assert.Matches(@"Disk \d+(\.\d+)? %", story.Check("T+1h").Text);
        Assert.DoesNotContain("Disk below 70 %?", story.Check("T+1h").Text, StringComparison.Ordinal);
        Assert.Contains("Memory below 70 %?", story.Check("T+1h").Text, StringComparison.Ordinal);

        await story.BotStopsAsync();
        story.Settings["DISK_PATH"] = "";
        await story.BotStartsAsync();
        await story.PressesAsync("ana", story.Check("T+1h"), "OK", beside: "Memory");
        Assert.Contains("Memory below 70 %? (warning above 70 %, critical above 85 %) OK · @ana", story.Check("T+1h").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_can_no_longer_be_read_is_told_to_whoever_asks_and_the_room_goes_on_later()
    {
        await using var story = await RoomStory.BeginAsync();
        story.Plans.Change(PlanFolder.Beta, text => text.Replace("duration: 48h", "duration: \"${LENGTH}\"", StringComparison.Ordinal));
        await story.BotStopsAsync();
        story.Settings["LENGTH"] = "48h";
        await story.BotStartsAsync();
        await story.TypesAsync("ana", "/warroom start beta-war-room v1");

        await story.BotStopsAsync();
        story.Settings.Remove("LENGTH");
        await story.BotStartsAsync();
        await story.SendAsync("ana", "/warroom status");
        await story.Slack.Until(() => story.ToldTo("ana").StartsWith("The plan of this room can no longer be read: beta-war-room:", StringComparison.Ordinal));
        await story.SendAsync("bo", "/incident open P2 checkout is down");
        await story.Bot.PassAsync(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));
        await story.Slack.Until(() => story.ToldTo("bo").StartsWith("The plan of this room can no longer be read: beta-war-room:", StringComparison.Ordinal));
        await story.Bot.PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));

        await story.BotStopsAsync();
        story.Settings["LENGTH"] = "48h";
        await story.BotStartsAsync();
        await story.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Contains("Smoke tests passed?", story.Check("T+5m").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_that_does_not_exist_stops_the_start_with_one_sentence()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);

        var wrong = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Bot.StartAsync(database, new(), new Dictionary<string, string?> { ["Storage:Provider"] = "MySql" }));

        Assert.Equal("Storage:Provider is \"MySql\", which is no storage: write Sqlite or PostgreSql.", wrong.Message);
    }
}
