using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What people do to a room's channel, and to the cards in it, by hand.</summary>
public sealed class ChannelStories
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, Engines]
    public async Task A_private_channel_asks_once_to_be_let_in_and_goes_on_as_soon_as_it_is(Engine engine)
    {
        await using var story = await RoomStory.BeginAsync(engine);
        (story.Channel.IsPrivate, story.Channel.BotIsMember) = (true, false);

        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        await story.AdvanceAsync(4 * Minute);
        Assert.Single(story.Slack.WhispersTo("ana"), whisper => whisper.Text.Contains("/invite @warroom", StringComparison.Ordinal));
        Assert.Empty(story.Channel.Messages);

        await story.Channel.InviteBot("ana");
        await story.Bot.SettleAsync();
        Assert.Contains("Beta war room", story.Board.Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_rooms_channel_that_is_archived_is_told_to_those_who_run_it_and_goes_on_when_it_is_back(Engine engine)
    {
        await using var story = await RoomStory.BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        await story.TypesAsync("ana", "/warroom role cto @dee");

        await story.Channel.Archive("eli");
        await story.Bot.SettleAsync();
        foreach (var person in new[] { "ana", "dee" })
        {
            Assert.Equal(
                "Beta war room runs in #beta-war-room, which was archived: nobody sees what I find. Unarchive it, and I go on there; until then I keep measuring and calling the ways out.",
                story.ToldTo(person));
        }

        await story.AdvanceAsync(10 * Minute);
        await story.Channel.Unarchive("eli");
        await story.Bot.SettleAsync();
        Assert.Contains("T+10m of 48h", story.Board.Text, StringComparison.Ordinal);
        Assert.Single(story.Channel.Messages, message => message.Text == "This channel is back; what I could not post meanwhile stands on the board and the cards as it is now.");
        Assert.Single(story.Slack.WhispersTo("dee"));
    }

    [Fact]
    public async Task A_private_channel_that_puts_the_bot_out_is_told_to_those_who_run_the_room()
    {
        await using var story = await RoomStory.BeginAsync();
        story.Channel.IsPrivate = true;
        await story.TypesAsync("ana", "/warroom start beta-war-room v1");

        await story.Channel.PutBotOut();
        await story.Bot.SettleAsync();

        Assert.Equal("Beta war room runs in the channel, and I was put out of it: nobody sees what I find. Invite me again, and I go on there.", story.ToldTo("ana"));
    }

    [Theory, Engines]
    public async Task Channels_that_are_renamed_are_called_by_their_new_names(Engine engine)
    {
        await using var story = await IncidentStage.BeginAsync(engine);
        await story.TypesAsync("ana", "/incident open P1 checkout is down");
        var own = story.Own();

        await story.Channel.Rename("launch-room");
        await own.Rename("checkout-down");
        await story.Bot.SettleAsync();

        Assert.Contains("#launch-room", (await story.GetsAsync("/")).Body, StringComparison.Ordinal);
        Assert.Contains("checkout-down", (await story.GetsAsync("/rooms/1/incidents/1")).Body, StringComparison.Ordinal);
        await own.SlashCommand("ana", "/incident note found it");
        await story.Bot.SettleAsync();
        Assert.Contains("found it", story.Slack.Channel("launch-room").Messages.Single(message => message.Text.Contains(" · #1 ", StringComparison.Ordinal) && !message.IsPinned && message.Text.Contains("lead", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incidents_channel_that_is_archived_by_hand_is_left_for_the_thread_at_once()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("ana", "/incident open P1 checkout is down");

        await story.Own().Archive("chi");
        await story.Bot.SettleAsync();

        Assert.Contains("in this thread", story.Headline().Text, StringComparison.Ordinal);
        Assert.Contains("No channel: #incident-20260303-1202 takes no messages any more", story.Headline().Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_board_that_somebody_removes_is_posted_again_once_and_stays_away_the_second_time_until_it_has_news(Engine engine)
    {
        await using var story = await RoomStory.BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom start beta-war-room v1");

        await story.Board.Delete();
        await story.Bot.SettleAsync();
        Assert.Contains("Beta war room", story.Board.Text, StringComparison.Ordinal);

        await story.Board.Delete();
        await story.Bot.SettleAsync();
        Assert.Empty(story.Channel.Pins);

        await story.AdvanceAsync(2 * Minute);
        Assert.Contains("T+2m of 48h", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_removed_alerts_the_open_one_comes_back_and_the_one_that_is_over_does_not()
    {
        await using var story = await RoomStory.BeginAsync();
        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        story.Target.Healthy = false;
        await story.AdvanceAsync(3 * Minute);

        await Alert(story).Delete();
        await story.Bot.SettleAsync();
        var alert = Alert(story);
        Assert.Contains("Acknowledge", alert.Buttons);

        story.Target.Healthy = true;
        await story.AdvanceAsync(4 * Minute);
        Assert.Empty(alert.Buttons);
        await alert.Delete();
        await story.AdvanceAsync(2 * Minute);
        Assert.DoesNotContain(story.Channel.Messages, message => message.Text.Contains("API health up", StringComparison.Ordinal) && message.Text.Contains("lasted", StringComparison.Ordinal));
    }

    private static FakeMessage Alert(RoomStory story) => story.Channel.Messages.Single(message => message.Buttons.Contains("Acknowledge"));
}
