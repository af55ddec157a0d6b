using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Workspaces install the bot themselves, and it runs in each as if there were no other.</summary>
public sealed class InstallStories
{
    private const string Nothing = "Nothing was installed.";

    [Theory, Engines]
    public async Task A_workspace_installs_the_bot_from_a_browser_and_opens_a_room(Engine engine)
    {
        await using var stage = await InstallStage.BeginAsync(engine);

        var page = await stage.InstallsAsync(stage.First);

        Assert.Contains("<h1>WarRoomBot is installed in Fake team</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<code>/invite @warroom</code>", page, StringComparison.Ordinal);
        Assert.Contains("<code>/warroom help</code>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"https://slack.com/app_redirect?app=A0FAKE&amp;team=T0FAKE\"", page, StringComparison.Ordinal);
        Assert.Contains("\"slack\":{\"status\":\"healthy\",\"why\":\"1 workspace has installed the app.\"}", await stage.ReadyAsync(), StringComparison.Ordinal);
        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        Assert.Contains("Beta war room", stage.Story.Board.Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task Two_workspaces_run_rooms_beside_each_other_and_nothing_crosses(Engine engine)
    {
        await using var stage = await InstallStage.BeginAsync(engine);
        await stage.InstallsAsync(stage.First);
        await stage.InstallsAsync(stage.Other);

        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        await stage.TypesAsync(stage.Other, "/warroom start beta-war-room v2");
        await stage.Story.AdvanceAsync(TimeSpan.FromMinutes(6));
        var (here, there) = (stage.First.Channel(RoomStory.ChannelName), stage.Other.Channel(RoomStory.ChannelName));
        Assert.Equal(here.Id, there.Id);
        Assert.Contains("v1", here.Pins.Single().Text, StringComparison.Ordinal);
        Assert.Contains("v2", there.Pins.Single().Text, StringComparison.Ordinal);
        Assert.Contains(here.Messages, message => message.Text.Contains(" T+5m", StringComparison.Ordinal));
        Assert.Contains(there.Messages, message => message.Text.Contains(" T+5m", StringComparison.Ordinal));

        await stage.TypesAsync(stage.Other, "/warroom log only over there");
        await stage.TypesAsync(stage.Other, "/warroom end done");
        Assert.DoesNotContain("only over there", here.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("ended", here.Pins.Single().Text, StringComparison.Ordinal);
        await stage.TypesAsync(stage.First, "/warroom status");
        Assert.DoesNotContain("There is no war room", stage.Story.ToldTo("ana"), StringComparison.Ordinal);
        Assert.Contains("2 workspaces have installed the app.", await stage.ReadyAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_sent_to_Slack_is_asked_for_just_the_rights_of_the_manifest_and_keeps_a_cookie_that_only_this_bot_sees()
    {
        await using var stage = await InstallStage.BeginAsync();
        var browser = stage.Browser();

        var (status, body, asked) = await browser.Get("/slack/install");

        Assert.Equal((HttpStatusCode.Redirect, ""), (status, body));
        Assert.Equal("https://slack.com/oauth/v2/authorize", asked!.GetLeftPart(UriPartial.Path));
        var query = QueryHelpers.ParseQuery(asked.Query);
        Assert.Equal(["client_id", "redirect_uri", "scope", "state"], query.Keys.Order());
        Assert.Equal("https://bot.example.com/slack/oauth_redirect", query["redirect_uri"]);
        Assert.Matches("^warroombot_install=[A-Za-z0-9_-]{43}; max-age=600; path=/slack; secure; samesite=lax; httponly$", Assert.Single(browser.Set));
        Assert.Equal(("no-store", "no-referrer"), (browser.Headers["Cache-Control"], browser.Headers["Referrer-Policy"]));
        Assert.Empty(await stage.RowsAsync<string>("select link from slack_used_links"));
    }

    [Fact]
    public async Task The_page_runs_nothing_loads_nothing_and_shows_names_as_text()
    {
        await using var stage = await InstallStage.BeginAsync();
        var odd = stage.First.Beside("T0ODD", "<script>alert(1)</script> & Sons");
        odd.Connect(stage.Bot.Address);
        var browser = stage.Browser();
        var (_, _, asked) = await browser.Get("/slack/install");

        var page = await stage.ReturnsAsync(browser, stage.Installs.Allow(asked!, odd));

        Assert.Contains("<h1>WarRoomBot is installed in &lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Matches("^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$", browser.Headers["Content-Security-Policy"]);
        Golden.Text("slack-installed.html", page);
    }

    [Fact]
    public async Task Who_does_not_allow_it_is_told_that_nothing_was_installed()
    {
        await using var stage = await InstallStage.BeginAsync();
        var browser = stage.Browser();
        var (_, _, asked) = await browser.Get("/slack/install");

        var page = await stage.ReturnsAsync(browser, stage.Installs.Deny(asked!), HttpStatusCode.BadRequest);

        Assert.Contains("<h1>You did not allow it</h1>", page, StringComparison.Ordinal);
        Assert.Contains(Nothing, page, StringComparison.Ordinal);
        Assert.Contains("href=\"https://bot.example.com/slack/install\"", page, StringComparison.Ordinal);
        Assert.Contains("0 workspaces have installed the app.", await stage.ReadyAsync(), StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_link_is_good_once_for_ten_minutes_and_in_the_browser_it_was_made_for(Engine engine)
    {
        await using var stage = await InstallStage.BeginAsync(engine);
        var (browser, another) = (stage.Browser(), stage.Browser());
        var (_, _, asked) = await browser.Get("/slack/install");
        await another.Get("/slack/install");
        var back = stage.Installs.Allow(asked!, stage.First);

        Assert.Contains("<h1>This was begun in another browser</h1>", await stage.ReturnsAsync(another, back, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("<h1>This was begun in another browser</h1>", await stage.ReturnsAsync(stage.Browser(), back, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Equal(0, stage.Installs.LivingIn(stage.First));
        await stage.ReturnsAsync(browser, back);
        Assert.Contains("<h1>This link was used before</h1>", await stage.ReturnsAsync(browser, back, HttpStatusCode.BadRequest), StringComparison.Ordinal);

        var late = stage.Installs.Allow((await browser.Get("/slack/install")).Location!, stage.Other);
        stage.Story.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        Assert.Contains("<h1>This took longer than ten minutes</h1>", await stage.ReturnsAsync(browser, late, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Equal(0, stage.Installs.LivingIn(stage.Other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("state=&code=x")]
    [InlineData("state=forged&code=x")]
    [InlineData("code=x")]
    [InlineData("state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&code=x")]
    [InlineData("error=%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task What_was_not_made_here_installs_nothing(string query)
    {
        await using var stage = await InstallStage.BeginAsync();
        var browser = stage.Browser();
        await browser.Get("/slack/install");
        var calls = stage.First.Calls.Count;

        var page = await stage.ReturnsAsync(browser, new($"https://bot.example.com/slack/oauth_redirect?{query}"), HttpStatusCode.BadRequest);

        Assert.Contains(Nothing, page, StringComparison.Ordinal);
        Assert.DoesNotContain("script", page, StringComparison.Ordinal);
        Assert.Equal(calls, stage.First.Calls.Count);
    }

    [Theory]
    [InlineData(false, "<h1>Umbrella may not install this bot</h1>", "<code>T0OTHER</code>")]
    [InlineData(true, "<h1>WarRoomBot is for one workspace at a time</h1>", "Choose one workspace when you install it.")]
    public async Task What_may_not_be_kept_is_given_back_and_nothing_is_left_of_it(bool isOrganisation, string title, string advice)
    {
        await using var stage = await InstallStage.BeginAsync(Engine.Sqlite, ("Slack:Workspaces", "T0FAKE, T0THIRD"));
        var browser = stage.Browser();
        foreach (var refusal in new[] { "", "no_permission" })
        {
            if (refusal.Length > 0)
                stage.Other.Faults.Refuse("apps.uninstall", refusal);
            var (_, _, asked) = await browser.Get("/slack/install");

            var page = await stage.ReturnsAsync(browser, stage.Installs.Allow(asked!, stage.Other, isOrganisation: isOrganisation), HttpStatusCode.Forbidden);

            Assert.Contains(title, page, StringComparison.Ordinal);
            Assert.Contains(advice, page, StringComparison.Ordinal);
            Assert.Equal(0, stage.Installs.LivingIn(stage.Other));
        }

        Assert.Empty(await stage.RowsAsync<string>("select team from slack_installations"));
        await stage.InstallsAsync(stage.First);
    }

    [Theory]
    [InlineData("bad_client_secret", "Slack does not know this bot", HttpStatusCode.BadGateway)]
    [InlineData("bad_redirect_uri", "<code>https://bot.example.com/slack/oauth_redirect</code>", HttpStatusCode.BadGateway)]
    [InlineData("invalid_code", "Slack does not know this consent any more", HttpStatusCode.BadRequest)]
    [InlineData("cannot_install_an_org_installed_app", "It says <code>cannot_install_an_org_installed_app</code>: ask whoever runs this bot.", HttpStatusCode.BadGateway)]
    [InlineData("internal_error", "Nothing is lost: begin again in a minute.", HttpStatusCode.BadGateway)]
    public async Task Whatever_Slack_refuses_ends_in_a_sentence(string error, string sentence, HttpStatusCode status)
    {
        await using var stage = await InstallStage.BeginAsync();
        var browser = stage.Browser();
        var (_, _, asked) = await browser.Get("/slack/install");
        stage.First.Faults.Refuse("oauth.v2.access", error);

        var page = await stage.ReturnsAsync(browser, stage.Installs.Allow(asked!, stage.First), status);

        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Contains(Nothing, page, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_dead_workspace_holds_up_no_other_and_is_healed_by_installing_again(Engine engine)
    {
        await using var stage = await InstallStage.BeginAsync(engine);
        await stage.InstallsAsync(stage.First);
        await stage.InstallsAsync(stage.Other);
        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        await stage.TypesAsync(stage.Other, "/warroom start beta-war-room v2");

        stage.Installs.Remove(stage.Other);
        await stage.Bot.WaitAsync(TimeSpan.FromMinutes(6));
        Assert.Contains(
            "2 workspaces have installed the app. Slack refuses the token of Umbrella (token_revoked): install the app there again at https://bot.example.com/slack/install.",
            await stage.ReadyAsync(), StringComparison.Ordinal);
        Assert.Contains("\"status\":\"healthy\"", await stage.ReadyAsync(), StringComparison.Ordinal);
        Assert.Contains("API health up", stage.Story.Check("T+5m").Text, StringComparison.Ordinal);
        Assert.DoesNotContain(stage.Other.Channel(RoomStory.ChannelName).Messages, message => message.Text.Contains(" T+5m", StringComparison.Ordinal));

        await stage.InstallsAsync(stage.Other);
        await stage.Bot.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Contains(stage.Other.Channel(RoomStory.ChannelName).Messages, message => message.Text.Contains(" T+5m", StringComparison.Ordinal));
        Assert.DoesNotContain("Umbrella", await stage.ReadyAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_that_Slack_does_not_answer_for_holds_up_no_other()
    {
        await using var stage = await InstallStage.BeginAsync();
        await stage.InstallsAsync(stage.First);
        await stage.InstallsAsync(stage.Other);
        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        await stage.TypesAsync(stage.Other, "/warroom start beta-war-room v2");

        stage.Other.Faults.Html("*", 503, 100_000);
        await stage.Bot.WaitAsync(TimeSpan.FromMinutes(6));

        Assert.Contains("slack (T0OTHER) does not answer; messages are kept until it does.", await stage.ReadyAsync(), StringComparison.Ordinal);
        Assert.Contains("T+6m of 48h", stage.Story.Board.Text, StringComparison.Ordinal);
        stage.Other.Faults.Forget("*");
        await stage.Bot.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Contains("T+7m of 48h", stage.Other.Channel(RoomStory.ChannelName).Pins.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_that_one_workspace_lacks_is_told_by_its_name_until_it_installs_again()
    {
        await using var stage = await InstallStage.BeginAsync();
        await stage.InstallsAsync(stage.First);
        await stage.InstallsAsync(stage.Other);
        stage.Other.Scopes.Remove("pins:write");

        await stage.TypesAsync(stage.Other, "/warroom start beta-war-room v2");
        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");

        Assert.Contains("2 workspaces have installed the app. Umbrella: The Slack app lacks pins:write (for pins.add): ", await stage.ReadyAsync(), StringComparison.Ordinal);
        Assert.Single(stage.First.Channel(RoomStory.ChannelName).Pins);
        await stage.InstallsAsync(stage.Other);
        Assert.Contains("\"why\":\"2 workspaces have installed the app.\"", await stage.ReadyAsync(), StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task What_another_process_has_installed_is_known_when_it_is_asked_for(Engine engine)
    {
        await using var stage = await InstallStage.BeginAsync(engine);
        await using var second = await stage.Story.StartAnotherAsync();

        await stage.InstallsAsync(stage.First, second);

        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        Assert.Contains("Beta war room", stage.Story.Board.Text, StringComparison.Ordinal);
        stage.Story.Clock.Advance(TimeSpan.FromSeconds(31));
        await stage.First.Until(() => stage.First.Calls.Count(call => call.Method == "auth.test") >= 2);
    }

    [Theory, Engines]
    public async Task A_command_from_where_it_is_not_installed_is_answered_with_where_to_install_it(Engine engine)
    {
        await using var stage = await InstallStage.BeginAsync(engine);
        await stage.InstallsAsync(stage.First);

        var answer = await stage.Other.SlashCommand(RoomStory.ChannelName, "ana", "/warroom start beta-war-room v1");
        await stage.Bot.SettleAsync();

        Assert.Equal(
            """{"response_type":"ephemeral","text":"WarRoomBot is not installed in this workspace: one of its administrators can install it at https://bot.example.com/slack/install"}""",
            answer.Body);
        Assert.Equal(0, Assert.Single(await stage.RowsAsync<long>("select count(*) from inbox where lane like '%T0OTHER%'")));
        Assert.Empty(stage.Other.Channel(RoomStory.ChannelName).Messages);
    }

    [Theory, Engines]
    public async Task Home_tabs_and_people_of_one_workspace_say_nothing_of_the_other(Engine engine)
    {
        await using var stage = await InstallStage.BeginAsync(engine);
        await stage.InstallsAsync(stage.First);
        await stage.InstallsAsync(stage.Other);
        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        await stage.TypesAsync(stage.Other, "/warroom start beta-war-room v2");
        await stage.TypesAsync(stage.First, "/warroom role cto @dee");
        await stage.TypesAsync(stage.Other, "/warroom role cto @dee");
        Assert.Equal(stage.First.Person("dee").Id, stage.Other.Person("dee").Id);

        await stage.First.Person("dee").Home.Open();
        await stage.Other.Person("dee").Home.Open();
        await stage.Bot.SettleAsync();
        Assert.Contains("v1", stage.First.Person("dee").Home.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("v2", stage.First.Person("dee").Home.Text, StringComparison.Ordinal);
        Assert.Contains("v2", stage.Other.Person("dee").Home.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("v1", stage.Other.Person("dee").Home.Text, StringComparison.Ordinal);

        await stage.Other.Deactivate("dee");
        await stage.Bot.SettleAsync();
        Assert.Contains("left the workspace", Everything(stage.Other), StringComparison.Ordinal);
        Assert.DoesNotContain("left the workspace", Everything(stage.First), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_that_is_no_longer_allowed_is_as_if_it_had_not_installed_it()
    {
        await using var stage = await InstallStage.BeginAsync();
        await stage.InstallsAsync(stage.First);
        await stage.Story.BotStopsAsync();
        stage.Story.Settings["Slack:Workspaces"] = InstallStage.OtherTeam;
        await stage.Story.BotStartsAsync();

        Assert.Contains("is not installed in this workspace", (await stage.First.SlashCommand(RoomStory.ChannelName, "ana", "/warroom help")).Body, StringComparison.Ordinal);
        Assert.Contains("0 workspaces have installed the app.", await stage.ReadyAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_guest_of_another_workspace_says_in_a_shared_channel_is_heard_by_the_one_that_has_installed_it()
    {
        await using var stage = await InstallStage.BeginAsync();
        await stage.InstallsAsync(stage.First);
        await stage.TypesAsync(stage.First, "/warroom start beta-war-room v1");
        var channel = stage.First.Channel(RoomStory.ChannelName);
        var said = channel.Say("zoe", "<@U0BOT> status");

        await stage.First.Bot.SendEvent(new()
        {
            ["type"] = "event_callback",
            ["team_id"] = "T0ELSEWHERE",
            ["event_id"] = "Ev0SHARED",
            ["event_time"] = stage.Story.Clock.GetUtcNow().ToUnixTimeSeconds(),
            ["event"] = new JsonObject { ["type"] = "app_mention", ["user"] = stage.First.Person("zoe").Id, ["channel"] = channel.Id, ["ts"] = said.Ts, ["text"] = "<@U0BOT> status" },
            ["authorizations"] = new JsonArray(new JsonObject { ["team_id"] = stage.First.Team, ["user_id"] = FakeSlack.BotUserId, ["is_bot"] = true }),
        });
        await stage.Bot.SettleAsync();

        Assert.NotEmpty(said.Replies);
    }

    private static string Everything(FakeSlack workspace) => workspace.Transcript() + string.Join('\n', workspace.WhispersTo("ana").Select(told => told.Text));
}
