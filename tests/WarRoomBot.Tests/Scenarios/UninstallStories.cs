using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>A workspace removes the bot: Slack says so twice, in any order, and late at times.</summary>
public sealed class UninstallStories
{
    public static TheoryData<Engine, bool> Orders => [(Engine.Sqlite, true), (Engine.Sqlite, false), (Engine.PostgreSql, true), (Engine.PostgreSql, false)];

    [Theory, MemberData(nameof(Orders))]
    public async Task A_workspace_that_removes_the_bot_is_forgotten_and_no_other_notices(Engine engine, bool isUninstallFirst)
    {
        Assert.SkipWhen(TestDatabase.WhyNot(engine) is not null, "no PostgreSQL");
        await using var stage = await InstallStage.BeginAsync(engine);
        await stage.InstallsAsync(stage.First);
        await stage.InstallsAsync(stage.Other);
        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        await stage.TypesAsync(stage.Other, "/warroom start beta-war-room v2");
        stage.Story.Clock.Advance(TimeSpan.FromSeconds(30));

        stage.Installs.Remove(stage.Other);
        for (var time = 0; time < 2; time++)
        {
            Assert.True((await (isUninstallFirst ? FakeInstalls.TellUninstalled(stage.Other) : FakeInstalls.TellRevoked(stage.Other))).IsOk);
            Assert.True((await (isUninstallFirst ? FakeInstalls.TellRevoked(stage.Other) : FakeInstalls.TellUninstalled(stage.Other))).IsOk);
        }

        Assert.Equal("", Assert.Single(await stage.RowsAsync<string>("select tokens from slack_installations where team = 'T0OTHER'")));
        var calls = stage.Other.Calls.Count;
        await stage.Story.AdvanceAsync(TimeSpan.FromMinutes(10));
        // Whoever opened the room is told where they asked for it: that takes no token.
        Assert.All(stage.Other.Calls.Skip(calls), call => Assert.Equal("response_url", call.Method));
        Assert.Contains("API health up", stage.Story.Check("T+5m").Text, StringComparison.Ordinal);
        Assert.Contains("1 workspace has installed the app.", await stage.ReadyAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Umbrella", await stage.ReadyAsync(), StringComparison.Ordinal);
        Assert.Contains("is not installed in this workspace", (await stage.Other.SlashCommand(RoomStory.ChannelName, "ana", "/warroom status")).Body, StringComparison.Ordinal);
        // Nothing waits for it: what could not be sent is refused, as in a channel that is archived.
        Assert.Equal(0, Assert.Single(await stage.RowsAsync<long>("select count(*) from outbox where state in (0, 1) and conversation like 'slack/T0OTHER/%'")));
    }

    [Theory, Engines]
    public async Task Where_it_is_installed_again_the_room_goes_on_and_what_Slack_says_late_about_before_is_ignored(Engine engine)
    {
        await using var stage = await InstallStage.BeginAsync(engine);
        await stage.InstallsAsync(stage.Other);
        await stage.TypesAsync(stage.Other, "/warroom start beta-war-room v2");
        stage.Story.Clock.Advance(TimeSpan.FromSeconds(30));
        var removed = stage.Story.Clock.GetUtcNow();
        stage.Installs.Remove(stage.Other);
        await FakeInstalls.TellUninstalled(stage.Other);
        await stage.Story.AdvanceAsync(TimeSpan.FromMinutes(2));

        await stage.InstallsAsync(stage.Other);
        Assert.True((await FakeInstalls.TellRevoked(stage.Other, removed)).IsOk);
        Assert.True((await FakeInstalls.TellUninstalled(stage.Other, removed)).IsOk);

        await stage.Story.AdvanceAsync(TimeSpan.FromMinutes(4));
        Assert.Contains(stage.Other.Channel(RoomStory.ChannelName).Messages, message => message.Text.Contains(" T+5m", StringComparison.Ordinal));
        Assert.Contains("1 workspace has installed the app.", await stage.ReadyAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_sends_a_form_in_from_there_reads_that_nothing_was_saved_and_their_words_stay()
    {
        await using var stage = await InstallStage.BeginAsync();
        await stage.InstallsAsync(stage.Other);
        await stage.TypesAsync(stage.Other, "/warroom start");
        var form = stage.Other.Person("ana").View!;
        stage.Story.Clock.Advance(TimeSpan.FromSeconds(30));
        stage.Installs.Remove(stage.Other);
        await FakeInstalls.TellUninstalled(stage.Other);

        var answer = await form.Submit(new Dictionary<string, string>());

        Assert.Equal("WarRoomBot is not installed in this workspace: one of its administrators can install it at https://bot.example.com/slack/install", Assert.Single(answer.Errors).Value);
        Assert.NotNull(stage.Other.Person("ana").View);
    }

    [Fact]
    public async Task A_revoked_token_of_a_person_is_no_reason_to_go()
    {
        await using var stage = await InstallStage.BeginAsync();
        await stage.InstallsAsync(stage.First);
        stage.Story.Clock.Advance(TimeSpan.FromSeconds(30));

        await stage.First.Bot.SendEvent(new()
        {
            ["type"] = "event_callback",
            ["team_id"] = stage.First.Team,
            ["event_id"] = "Ev1",
            ["event_time"] = stage.Story.Clock.GetUtcNow().ToUnixTimeSeconds(),
            ["event"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "tokens_revoked", ["tokens"] = new System.Text.Json.Nodes.JsonObject { ["oauth"] = new System.Text.Json.Nodes.JsonArray("U0ANA"), ["bot"] = new System.Text.Json.Nodes.JsonArray() } },
        });

        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        Assert.Contains("Beta war room", stage.Story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_a_socket_it_is_told_the_same_and_a_stranger_is_answered_with_the_acknowledgement()
    {
        await using var stage = await InstallStage.BeginAsync(Engine.Sqlite, ("Slack:AppToken", FakeSlack.AppToken), ("Slack:SigningSecret", ""));
        await stage.InstallsAsync(stage.First);
        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        Assert.Contains("Beta war room", stage.Story.Board.Text, StringComparison.Ordinal);
        stage.Story.Clock.Advance(TimeSpan.FromSeconds(30));

        stage.Installs.Remove(stage.First);
        Assert.True((await FakeInstalls.TellUninstalled(stage.First)).IsOk);

        var answer = await stage.First.SlashCommand(RoomStory.ChannelName, "ana", "/warroom status");
        Assert.Contains("WarRoomBot is not installed in this workspace", answer.Body, StringComparison.Ordinal);
        Assert.Contains("0 workspaces have installed the app.", await stage.ReadyAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_one_workspace_by_its_token_nothing_of_the_kind_is_listened_to()
    {
        await using var story = await RoomStory.BeginAsync();

        await story.Slack.Bot.SendEvent(new() { ["type"] = "event_callback", ["team_id"] = story.Slack.Team, ["event_id"] = "Ev1", ["event"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "app_uninstalled" } });

        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        Assert.Contains("Beta war room", story.Board.Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await story.GetsAsync("/slack/install")).Status);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await story.GetsAsync("/slack/oauth_redirect?code=x&state=y")).Status);
    }
}
