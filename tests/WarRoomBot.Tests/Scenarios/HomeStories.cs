using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What each person sees on their Home tab, and does there.</summary>
public sealed class HomeStories
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, Engines]
    public async Task Whoever_is_in_no_room_is_told_how_to_begin(Engine engine)
    {
        await using var story = await RoomStory.BeginAsync(engine);

        await OpensAsync(story, "zoe");

        Golden.Home("home-empty", story.Slack.Person("zoe").Home);
    }

    [Theory, Engines]
    public async Task What_waits_for_somebody_what_they_hold_and_where_they_are_stands_on_their_page(Engine engine)
    {
        await using var story = await BusyAsync(engine);

        await OpensAsync(story, "ana");
        await OpensAsync(story, "bo");
        await OpensAsync(story, "zoe");

        Golden.Home("home-usual", story.Slack.Person("ana").Home);
        Assert.Contains("You are in no war room", story.Slack.Person("zoe").Home.Text, StringComparison.Ordinal);
        Assert.NotEqual(story.Slack.Person("ana").Home.Text, story.Slack.Person("bo").Home.Text);
    }

    [Fact]
    public async Task Where_there_are_pages_the_board_and_the_Home_tab_lead_to_the_rooms()
    {
        await using var story = await IncidentStage.BeginAsync(settings: new Dictionary<string, string?> { ["Web:Address"] = "https://bot.example.com" });
        await OpensAsync(story, "ana");

        Assert.Contains("\"url\":\"https://bot.example.com/rooms/1\"", story.Board.Blocks!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("https://bot.example.com/rooms/1|Incidents v1.0.0", story.Slack.Person("ana").Home.Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("[All rooms]", story.Slack.Person("ana").Home.Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_button_on_the_page_does_what_the_one_on_the_card_does(Engine engine)
    {
        await using var story = await BusyAsync(engine);
        await OpensAsync(story, "ana");
        var home = story.Slack.Person("ana").Home;

        await PressesAsync(story, "ana", "Acknowledge", "alert #1");
        var alert = story.Channel.Showing("P0 Critical · API health down");
        Assert.Contains("acknowledged by @ana", alert.Text, StringComparison.Ordinal);
        Assert.Contains("You have in hand\n🟠 P0 alert #1 API health down · you have acknowledged it 3 Mar 12:04 UTC", home.Text, StringComparison.Ordinal);

        await PressesAsync(story, "ana", "Watch", "All well?");
        Assert.DoesNotContain("All well?", home.Text, StringComparison.Ordinal);
        Assert.Contains("⚠️ All well? Watch · @ana", story.Check("T+0m").Text, StringComparison.Ordinal);

        await PressesAsync(story, "ana", "Resolve", "alert #1");
        Assert.DoesNotContain("alert #1", home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_opened_from_the_page_belongs_to_the_room()
    {
        await using var story = await BusyAsync(Engine.Sqlite);
        await OpensAsync(story, "ana");

        await PressesAsync(story, "ana", "Note", "All well?");
        await story.SubmitsAsync("ana", ("Answer", "Problem"), ("Note", "it feels slow"));
        await story.AdvanceAsync(TimeSpan.FromSeconds(6));

        Assert.Contains("“it feels slow”", story.Check("T+0m").Text, StringComparison.Ordinal);
        Assert.DoesNotContain("All well?", story.Slack.Person("ana").Home.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_presses_too_late_is_told_directly()
    {
        await using var story = await BusyAsync(Engine.Sqlite);
        await OpensAsync(story, "ana");
        var before = story.Slack.Person("ana").Home.Blocks.DeepClone();
        await story.PressesAsync("bo", story.Channel.Showing("P0 Critical · API health down"), "Acknowledge");
        story.Slack.Person("ana").Home.Json!["blocks"] = before;

        await PressesAsync(story, "ana", "Acknowledge", "alert #1");

        Assert.StartsWith("Alert #1 was already acknowledged by @bo at ", story.ToldTo("ana"), StringComparison.Ordinal);
        Assert.True(story.Slack.WhispersTo("ana")[^1].Channel.Name == "@ana", "it stands where they look, not in the channel");
    }

    [Theory, Engines]
    public async Task A_page_that_was_opened_lately_keeps_up_and_one_that_was_not_costs_nothing(Engine engine)
    {
        await using var story = await BusyAsync(engine);
        await OpensAsync(story, "ana");
        var home = story.Slack.Person("ana").Home;
        var published = home.Published;

        await story.PressesAsync("bo", story.Channel.Showing("P0 Critical · API health down"), "Acknowledge");
        await story.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("alert #1", home.Text, StringComparison.Ordinal);
        Assert.InRange(home.Published, published + 1, published + 2);

        await story.AdvanceAsync(31 * Minute);
        published = home.Published;
        await story.TypesAsync("bo", "/incident note nobody looks any more");
        await story.AdvanceAsync(Minute);
        Assert.Equal(published, home.Published);

        await OpensAsync(story, "ana");
        Assert.Equal(published + 1, home.Published);
        Assert.Equal(0, story.Slack.Person("bo").Home.Published);
    }

    [Fact]
    public async Task Many_changes_at_once_are_few_calls()
    {
        await using var story = await BusyAsync(Engine.Sqlite);
        await OpensAsync(story, "ana");
        await OpensAsync(story, "bo");
        var (began, published) = (story.Clock.GetUtcNow(), story.Slack.Person("ana").Home.Published);

        for (var number = 0; number < 30; number++)
            await story.SendAsync("chi", $"/incident note line {number}");
        await story.AdvanceAsync(TimeSpan.FromSeconds(20));

        var rounds = (int)((story.Clock.GetUtcNow() - began).TotalSeconds / 5) + 1;
        Assert.InRange(story.Slack.Person("ana").Home.Published - published, 1, rounds);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Fact]
    public async Task An_answer_that_was_lost_leaves_the_newest_page()
    {
        await using var story = await BusyAsync(Engine.Sqlite);
        await OpensAsync(story, "ana");
        story.Slack.Faults.DropAfterSuccess("views.publish");

        await PressesAsync(story, "ana", "Acknowledge", "alert #1");
        await story.AdvanceAsync(Minute);

        Assert.Contains("you have acknowledged it", story.Slack.Person("ana").Home.Text, StringComparison.Ordinal);
        Assert.Contains(story.Slack.Calls, call => call.Method == "views.publish" && call.Optional("hash") is null);
    }

    [Fact]
    public async Task Where_the_Home_tab_is_switched_off_the_rest_goes_on()
    {
        await using var story = await RoomStory.BeginAsync();
        story.Slack.HasHomeTab = false;

        await OpensAsync(story, "ana");
        await story.TypesAsync("ana", "/warroom plans");

        Assert.Null(story.Slack.Person("ana").Home.Json);
        Assert.StartsWith("Plans", story.ToldTo("ana"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shortcut_opens_an_incident_in_the_channel_that_is_chosen()
    {
        await using var story = await BusyAsync(Engine.Sqlite);
        var bo = story.Slack.Person("bo");

        await bo.Choose("incident.open");
        Assert.Contains("Severity: ____", bo.View!.Text, StringComparison.Ordinal);
        await story.SubmitsAsync("bo", ("Channel", "elsewhere"), ("Severity", "P2"), ("Title", "Slow search"));
        Assert.Equal("No war room is open there: please choose a channel that has one.", bo.View!.Errors["conversation"]);
        await story.SubmitsAsync("bo", ("Channel", RoomStory.ChannelName), ("Severity", "P2"), ("Title", "Slow search"));

        Assert.Null(bo.View);
        Assert.Contains("P2 · #2 Slow search · investigating", story.Channel.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shortcut_starts_a_war_room_in_the_channel_that_is_chosen()
    {
        await using var story = await BusyAsync(Engine.Sqlite);
        var bo = story.Slack.Person("bo");

        await bo.Choose("room.start");
        await story.SubmitsAsync("bo", ("Channel", RoomStory.ChannelName), ("Plan", "gates"));
        Assert.StartsWith("A room is open in this channel already: Incidents v1.0.0, until ", bo.View!.Errors["conversation"], StringComparison.Ordinal);
        await story.SubmitsAsync("bo", ("Channel", "gates-room"), ("Plan", "gates"), ("Version", "v2"));

        Assert.StartsWith("🟢 ", story.Slack.Channel("gates-room").Pins.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_itself_begins_what_the_shortcuts_begin()
    {
        await using var story = await BusyAsync(Engine.Sqlite);
        await OpensAsync(story, "bo");

        await PressesAsync(story, "bo", "Start a war room");
        Assert.Equal("Start a war room", story.Slack.Person("bo").View!.Title);
        await PressesAsync(story, "bo", "Open an incident");
        Assert.Equal("Open an incident", story.Slack.Person("bo").View!.Title);
    }

    private static async Task PressesAsync(RoomStory story, string person, string button, string? beside = null)
    {
        await story.Slack.Person(person).Home.Press(button, beside);
        await story.Bot.SettleAsync();
        await story.AdvanceAsync(TimeSpan.FromSeconds(6));
    }

    private static async Task OpensAsync(RoomStory story, string person)
    {
        await story.Slack.Person(person).Home.Open();
        await story.Bot.SettleAsync();
    }

    private static async Task<RoomStory> BusyAsync(Engine engine)
    {
        var story = await IncidentStage.BeginAsync(engine);
        story.Target.Healthy = false;
        await story.AdvanceAsync(2 * Minute);
        await story.TypesAsync("ana", "/incident open P1 checkout is down");
        return story;
    }
}
