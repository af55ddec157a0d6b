using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Slack is slow, throttles, loses answers, refuses, or is away: nothing is lost, nothing comes twice, nothing floods.</summary>
public sealed class SlackTroubleTests
{
    [Theory, Engines]
    public async Task After_an_hour_without_slack_each_card_comes_once_in_its_newest_state(Engine engine)
    {
        await using var story = await StartedAsync(engine);
        await story.AdvanceToAsync(TimeSpan.FromMinutes(12));
        var shown = story.Channel.Messages.Count;

        story.Slack.Faults.Down();
        await story.SendAsync("ana", "/warroom role cto @dee");
        story.Target.ErrorRate = 7;
        await story.AdvanceAsync(TimeSpan.FromMinutes(1));
        await story.Bot.WaitAsync(TimeSpan.FromMinutes(59));
        var health = await story.GetsAsync("/health/ready");
        Assert.True(health.IsOk);
        Assert.Contains("slack does not answer; messages are kept until it does.", health.Body, StringComparison.Ordinal);
        var calls = story.Slack.Calls.Count;
        story.Slack.Faults.Up();
        await story.AdvanceAsync(TimeSpan.FromSeconds(40));

        // Severity first; then what came while Slack was away, once and in its order. Everything else is an edit of what was there.
        Assert.Equal(
            ["🔴 P1 High", "🔴 Alert #1 Error rate: now P1 High, 7 %", "@ana: CTO is @dee.", "❔ T+15m", "🔴 T+30m", "🔴 T+1h"],
            story.Channel.Messages.Skip(shown).Select(message => message.Text.Split('\n', '·')[0].Trim()));
        Assert.Contains("missed, nobody answered", story.Check("T+15m").Text, StringComparison.Ordinal);
        Assert.Contains("Error rate 7 %", story.Check("T+30m").Text, StringComparison.Ordinal);
        Assert.Contains("Error rate 7 %", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("CTO @dee", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("missed, nobody answered", story.Check("T+10m").Text, StringComparison.Ordinal);
        Assert.InRange(story.Slack.Calls.Count - calls, 4, 20);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Fact]
    public async Task A_card_that_is_throttled_waits_as_long_as_slack_says_and_the_board_goes_on()
    {
        await using var story = await StartedAsync();
        story.Slack.Faults.Throttle("chat.postMessage", TimeSpan.FromSeconds(30));

        await story.AdvanceToAsync(TimeSpan.FromMinutes(5));

        // Never sooner; a little later, since after a 429 what is routine leaves room for what is urgent.
        Assert.InRange(story.Check("T+5m").PostedAt - story.Began.AddMinutes(5), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(37));
        Assert.Contains("T+5m of 48h", story.Board.Text, StringComparison.Ordinal);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Fact]
    public async Task Edits_that_are_throttled_come_as_one_with_the_newest()
    {
        await using var story = await StartedAsync();
        var edits = story.Board.Edits;
        story.Slack.Faults.Throttle("chat.update", TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(30));

        await story.AdvanceToAsync(TimeSpan.FromMinutes(4.8));

        Assert.Equal(edits + 1, story.Board.Edits);
        Assert.Contains("T+4m of 48h", story.Board.Text, StringComparison.Ordinal);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Theory, Engines]
    public async Task While_posts_are_throttled_the_board_says_how_many_wait_and_since_when(Engine engine)
    {
        await using var story = await StartedAsync(engine);
        await story.AdvanceToAsync(TimeSpan.FromMinutes(4.5));
        story.Slack.Faults.Throttle("chat.postMessage", TimeSpan.FromMinutes(10));

        await story.Bot.WaitAsync(TimeSpan.FromMinutes(3));
        Assert.Contains("⏳ Chat is slow: 1 message held back since 12:05 UTC; the most urgent go first", story.Board.Text, StringComparison.Ordinal);
        await story.Bot.WaitAsync(TimeSpan.FromMinutes(5));
        Assert.Contains("⏳ Chat is slow: 4 messages held back since 12:05 UTC", story.Board.Text, StringComparison.Ordinal);

        await story.AdvanceToAsync(TimeSpan.FromMinutes(19));
        Assert.DoesNotContain("held back", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("Error rate 0.04 %", story.Check("T+10m").Text, StringComparison.Ordinal);
        Assert.Contains("Chat was slow: 4 messages waited between 12:05 and 12:1", await LogAsync(story), StringComparison.Ordinal);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Theory, Engines]
    public async Task A_post_whose_answer_is_lost_is_found_again_by_its_mark(Engine engine)
    {
        await using var story = await StartedAsync(engine);
        story.Slack.Faults.DropAfterSuccess("chat.postMessage");

        await story.AdvanceToAsync(TimeSpan.FromMinutes(5));
        await story.AdvanceAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("API health up", Assert.Single(story.Channel.Messages, message => message.Text.Contains(" T+5m\n", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        Assert.Contains(story.Slack.Calls, call => call.Method == "conversations.history");
    }

    [Fact]
    public async Task A_post_that_hangs_and_happens_is_found_again_too()
    {
        await using var story = await StartedAsync();
        story.Slack.Faults.HangAfterSuccess("chat.postMessage");

        await story.AdvanceToAsync(TimeSpan.FromMinutes(5));
        await story.AdvanceAsync(TimeSpan.FromSeconds(50));

        Assert.Contains("API health up", Assert.Single(story.Channel.Messages, message => message.Text.Contains(" T+5m\n", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_that_never_arrived_is_posted_after_all()
    {
        await using var story = await StartedAsync();
        story.Slack.Faults.Html("chat.postMessage");

        await story.AdvanceToAsync(TimeSpan.FromMinutes(5));
        await story.AdvanceAsync(TimeSpan.FromSeconds(30));

        Assert.Contains("API health up", story.Check("T+5m").Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_board_deleted_by_hand_comes_back_pinned(Engine engine)
    {
        await using var story = await StartedAsync(engine);
        story.Channel.Remove(story.Board);

        await story.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Contains("T+2m of 48h", story.Board.Text, StringComparison.Ordinal);
        Assert.Single(story.Channel.Messages, message => message.Text.Contains("Beta war room", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_bot_may_not_speak_whoever_asked_is_told_and_once_invited_it_goes_on()
    {
        await using var story = await RoomStory.BeginAsync();
        story.Channel.IsPrivate = true;
        story.Channel.BotIsMember = false;

        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        Assert.Equal("I am not in this channel: type /invite @warroom, then try again.", story.ToldTo("ana"));
        Assert.Empty(story.Channel.Messages);

        story.Channel.BotIsMember = true;
        await story.AdvanceToAsync(TimeSpan.FromMinutes(5));

        Assert.Contains("T+5m of 48h", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("API health up", story.Check("T+5m").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_slack_refuses_is_told_on_the_readiness_page()
    {
        await using var story = await StartedAsync();
        Assert.Contains("\"slack\":{\"status\":\"healthy\"", (await story.GetsAsync("/health/ready")).Body, StringComparison.Ordinal);
        story.Slack.Faults.Refuse("*", "token_revoked", 1000);

        await story.AdvanceToAsync(TimeSpan.FromMinutes(5));

        var ready = await story.GetsAsync("/health/ready");
        Assert.True(ready.IsOk);
        Assert.Contains("Slack refuses the bot token (token_revoked): the app was uninstalled; install it again, put its token into Slack:BotToken and restart.", ready.Body, StringComparison.Ordinal);
    }

    private static async Task<string> LogAsync(RoomStory story) => string.Join('\n', await story.Bot.Store.ReadAsync(
        (session, token) => session.ListAsync<string>("select text from log order by seq", null, token), TestContext.Current.CancellationToken));

    private static async Task<RoomStory> StartedAsync(Engine engine = Engine.Sqlite)
    {
        var story = await RoomStory.BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        return story;
    }
}
