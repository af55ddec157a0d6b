using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What people and platforms do to an incident that nobody planned: each ends in a clear sentence and a right state.</summary>
public sealed class IncidentTroubleStories
{
    private static readonly TimeSpan Minute = IncidentStage.Minute;

    [Theory, Engines]
    public async Task A_channel_that_was_archived_by_hand_is_noticed_and_it_goes_on_in_the_thread(Engine engine)
    {
        await using var story = await IncidentStage.BeginAsync(engine);
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        story.Own().IsArchived = true;

        await story.TypesAsync("ana", "/incident status identified a bad deploy");

        const string why = "#incident-20260303-1202 takes no messages any more; it was archived or removed, or I was put out of it";
        Assert.Contains($"No channel: {why}", story.Headline().Text, StringComparison.Ordinal);
        Assert.Contains("in this thread", story.Headline().Text, StringComparison.Ordinal);
        Assert.Single(story.Headline().Replies, reply => reply.Text.Contains("@ana: you are needed. P1 incident #1 checkout is down", StringComparison.Ordinal));
        await story.TypesAsync("ana", "/incident note rolled back");
        Assert.Contains("@ana notes: rolled back", story.Headline().Replies.Select(reply => reply.Text));
        await story.PressesAsync("ana", story.Headline(), "Move to a channel");
        Assert.Contains("@ana notes: rolled back", story.Headline().Replies.Select(reply => reply.Text));
        Assert.Contains("P1 · #1 checkout is down", story.Own("incident-20260303-1202-1").Control().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_archived_by_hand_after_the_end_is_left_alone()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        await story.TypesAsync("bo", "/incident resolve rolled back");
        story.Own().IsArchived = true;

        await story.AdvanceAsync(TimeSpan.FromHours(25));
        await story.TypesAsync("bo", "/incident reopen it is back");

        Assert.Contains("in this thread", story.Headline().Text, StringComparison.Ordinal);
        Assert.Single(story.Slack.Made);
    }

    [Fact]
    public async Task What_did_not_get_into_a_closed_channel_any_more_comes_into_the_thread()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        story.Own().IsArchived = true;

        await story.TypesAsync("bo", "/incident resolve rolled back");

        await story.AdvanceAsync(TimeSpan.FromHours(25));
        Assert.Single(story.Headline().Replies, reply => reply.Text.StartsWith("Post-mortem draft of #1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_private_or_archived_channel_of_the_same_name_is_nobodys_trouble(bool isPrivate, bool isArchived)
    {
        await using var story = await IncidentStage.BeginAsync();
        var other = story.Slack.Channel(IncidentStage.ChannelName);
        (other.IsPrivate, other.IsArchived) = (isPrivate, isArchived);

        await story.TypesAsync("bo", "/incident open P1 checkout is down");

        Assert.Equal(["ana", "bo"], story.Own($"{IncidentStage.ChannelName}-1").Members);
        Assert.Empty(other.Messages);
    }

    [Fact]
    public async Task A_lead_who_is_not_in_the_workspace_any_more_does_not_lead()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        story.Slack.Channel("elsewhere").Say("dee", "bye");
        var line = story.SendAsync("bo", "/incident lead #1 @dee");
        story.Slack.Forget("dee");
        await line;
        await story.Bot.SettleAsync();

        Assert.Contains(story.Own().Messages, message => message.Text == "could not bring in dee (user not found)");
        Assert.Contains(story.Own().Messages, message => message.Text == "@bo, @ana: dee cannot be brought in: nobody leads it now\n[Take the lead]");
        Assert.Contains("no lead yet", story.Headline().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_who_does_not_answer_is_told_of_to_the_others()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        await story.PressesAsync("bo", story.Headline(), "Take the lead");

        await story.AdvanceAsync(120 * Minute);

        Assert.Single(story.Own().Messages, message => message.Text == "@ana: bo leads it and has not answered 3 reminders\n[Take the lead]");
        await story.PressesAsync("ana", story.Headline(), "Take the lead");
        Assert.Contains("lead @ana", story.Headline().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_of_a_card_from_before_the_end_say_that_it_is_over()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        var (card, control) = (story.Headline(), story.Own().Control());
        var blocks = (card.Blocks!.DeepClone(), control.Blocks!.DeepClone());
        await story.TypesAsync("bo", "/incident resolve rolled back");
        Assert.Equal(["Reopen"], card.Buttons);

        // As somebody sees it whose screen is a moment behind.
        (card.Blocks, control.Blocks) = (blocks.Item1.AsArray(), blocks.Item2.AsArray());
        foreach (var (message, button) in new[] { (card, "Join"), (card, "Take the lead"), (card, "Update"), (card, "Resolve"), (control, "Resolve") })
        {
            var told = story.Slack.WhispersTo("ana").Count;
            await story.PressesAsync("ana", message, button);
            Assert.Matches(@"^Incident #1 was resolved by @bo at 12:\d\d UTC; /incident reopen <reason> opens it again\.$", story.ToldTo("ana"));
            Assert.Equal(told + 1, story.Slack.WhispersTo("ana").Count);
        }
    }

    [Fact]
    public async Task Two_replicas_that_get_the_same_clicks_open_and_resolve_it_once()
    {
        Needs.Installed(TestKit.Storage.PostgresServer.WhyNot);
        await using var story = await IncidentStage.BeginAsync(Engine.PostgreSql);
        await using var other = await story.StartAnotherAsync();
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        var alert = story.Channel.Messages.Single(message => message.Buttons.Contains("Open incident"));

        await TwiceAsync(() => alert.Press("Open incident", by: "bo"));
        var channel = Assert.Single(story.Slack.Made);
        Assert.Equal(["ana", "bo", "chi"], channel.Members);
        await TwiceAsync(() => channel.Control().Press("Take the lead", by: "bo"));
        await TwiceAsync(() => channel.SlashCommand("bo", "/incident resolve rolled back"));

        Assert.Single(channel.Messages, message => message.Text == "@bo takes the lead");
        Assert.Single(channel.Messages, message => message.Text == "@bo resolved: rolled back");
        Assert.Single(story.Channel.Messages, message => message.Text.Contains(" · #1 ", StringComparison.Ordinal) && message.Text.Contains("resolved", StringComparison.Ordinal));

        // Slack sends again what was not answered in time, and the second time it reaches the other replica.
        async Task TwiceAsync(Func<Task> click)
        {
            story.Slack.Connect(story.Bot.Address);
            await click();
            story.Slack.Connect(other.Address);
            await story.Slack.Redeliver();
            await story.Bot.SettleAsync();
            await other.SettleAsync();
        }
    }
}
