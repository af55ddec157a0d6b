using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What is to be learned: drafted when an incident is resolved, completed by people, and kept before its channel ends.</summary>
public sealed class PostmortemStories
{
    private static readonly TimeSpan Minute = IncidentStage.Minute;

    [Theory, Engines]
    public async Task The_draft_is_a_file_that_says_what_is_known_and_marks_what_is_not(Engine engine)
    {
        await using var story = await IncidentStage.BeginAsync(engine);
        var channel = await ResolvedAsync(story);

        var draft = channel.Showing("Post-mortem draft of #1");
        Assert.StartsWith(
            "Post-mortem draft of #1 checkout is down. Still to be filled in: root cause, prevention, action items; Complete the post-mortem on the card does it.\n",
            draft.Text,
            StringComparison.Ordinal);
        var file = Assert.Single(draft.Files);
        Assert.Equal("post-mortem-1.md", file.Name);
        Golden.Text("incident-postmortem.txt", file.Text);
    }

    [Fact]
    public async Task People_complete_it_and_it_is_written_again_with_nothing_missing()
    {
        await using var story = await IncidentStage.BeginAsync();
        var channel = await ResolvedAsync(story);

        await story.PressesAsync("ana", channel.Control(), "Correct the times");
        await story.SubmitsAsync("ana", ("Started (UTC)", "2026-03-03 11:58"));
        await story.PressesAsync("ana", channel.Control(), "Complete the post-mortem");
        await story.SubmitsAsync(
            "ana",
            ("Root cause", "the migration dropped an index"),
            ("Prevention", "migrations are rehearsed on a copy"),
            ("Action items", "- add an index check | pipes @bo 2026-03-10\nrehearse migrations 2026-03-12, @chi"));

        var last = channel.Messages[^1];
        Assert.Contains("Nothing is missing.", last.Text, StringComparison.Ordinal);
        Golden.Text("incident-postmortem-complete.txt", Assert.Single(last.Files).Text);
    }

    [Fact]
    public async Task Who_asks_gets_it_written_again_wherever_they_are()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P2 search is slow");
        await story.TypesAsync("bo", "/incident postmortem");
        Assert.Equal("Incident #1 is not resolved: it is investigating.", story.ToldTo("bo"));
        await story.TypesAsync("bo", "/incident resolve the index was missing");
        await story.TypesAsync("bo", "/incident note #1 one customer called");

        await story.TypesAsync("bo", "/incident postmortem #1");

        Assert.Equal("The post-mortem of incident #1 is written again, where people work on it.", story.ToldTo("bo"));
        var drafts = story.Headline().Replies.SelectMany(reply => reply.Files).ToList();
        Assert.Equal(2, drafts.Count);
        Assert.DoesNotContain("one customer called", drafts[0].Text, StringComparison.Ordinal);
        Assert.Contains("@bo notes: one customer called", drafts[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_channel_is_not_archived_before_the_post_mortem_stands_in_it()
    {
        await using var story = await IncidentStage.BeginAsync();
        story.Slack.Faults.Throttle("files.getUploadURLExternal", TimeSpan.FromHours(26));
        var channel = await ResolvedAsync(story);

        await story.AdvanceAsync(TimeSpan.FromHours(25));
        Assert.DoesNotContain(channel.Messages, message => message.Files.Count > 0);
        Assert.False(channel.IsArchived);
        await story.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Single(channel.Messages, message => message.Files.Count > 0);
        Assert.True(channel.IsArchived);
    }

    [Fact]
    public async Task After_the_channel_has_ended_it_goes_on_from_the_headline()
    {
        await using var story = await IncidentStage.BeginAsync();
        await ResolvedAsync(story);
        await story.AdvanceAsync(TimeSpan.FromHours(25));

        await story.PressesAsync("ana", story.Headline(), "Complete the post-mortem");
        await story.SubmitsAsync("ana", ("Root cause", "the migration dropped an index"));

        Assert.Contains("the migration dropped an index", Assert.Single(story.Headline().Replies.SelectMany(reply => reply.Files)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_item_without_somebody_or_a_day_stays_a_gap()
    {
        await using var story = await IncidentStage.BeginAsync();
        var channel = await ResolvedAsync(story);

        await story.PressesAsync("ana", channel.Control(), "Complete the post-mortem");
        await story.SubmitsAsync("ana", ("Root cause", "an index"), ("Prevention", "rehearse"), ("Action items", "add an index check @bo"));

        Assert.Contains("Still to be filled in: action items;", channel.Messages[^1].Text, StringComparison.Ordinal);
        Assert.Contains("| add an index check | bo | _To be filled in._ |", channel.Messages[^1].Files[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_that_lie_ahead_or_in_the_wrong_order_are_refused_at_their_field()
    {
        await using var story = await IncidentStage.BeginAsync();
        var channel = await ResolvedAsync(story);
        await story.PressesAsync("ana", channel.Control(), "Correct the times");

        await story.SubmitsAsync("ana", ("Started (UTC)", "2026-03-03 12:20"), ("Resolved (UTC)", "2026-03-04 09:00"));

        var errors = story.Slack.Person("ana").View!.Errors;
        Assert.Contains("Detected comes before what stands above it.", errors.Values);
        Assert.Contains("Resolved lies ahead.", errors.Values);
    }

    [Fact]
    public async Task The_channel_keeps_a_link_to_the_incidents_page_at_its_top()
    {
        await using var story = await IncidentStage.BeginAsync();
        story.Settings["Web:Address"] = "https://bot.example.com/war/";
        await story.BotStopsAsync();
        await story.BotStartsAsync();
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        await story.PressesAsync("bo", story.Channel.Messages.Single(message => message.Buttons.Contains("Open incident")), "Open incident");

        Assert.Equal(
            [("Incident #1", "https://bot.example.com/war/rooms/1/incidents/1"), ("Playbook: API down", "https://wiki.example.com/api-down")],
            Assert.Single(story.Slack.Made).Bookmarks);
    }

    private static async Task<FakeChannel> ResolvedAsync(RoomStory story)
    {
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        var channel = story.Own();
        await story.AdvanceAsync(20 * Minute);
        await story.PressesAsync("bo", channel.Control(), "Resolve");
        await story.SubmitsAsync(
            "bo", ("What it was and what ended it", "a bad deploy, rolled back"), ("Root cause", "Deployment"), ("Impact on customers", "no card payments"));
        return channel;
    }
}
