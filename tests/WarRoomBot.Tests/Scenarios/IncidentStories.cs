using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>An incident's life: opened, led, told about, resolved, learned from.</summary>
public sealed class IncidentStories
{
    private static readonly TimeSpan Minute = IncidentStage.Minute;

    [Theory, Engines]
    public async Task A_small_one_lives_in_the_thread_of_its_card_until_it_is_resolved(Engine engine)
    {
        await using var story = await IncidentStage.BeginAsync(engine);

        await story.TypesAsync("bo", "/incident open P2 search is slow");
        var headline = story.Headline();
        Assert.StartsWith("🟠 P2 · #1 search is slow · investigating", headline.Text.Replace("⚠️", "🟠", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("@ana: you are needed. @bo opened P2 incident #1 search is slow", headline.Replies.Select(reply => reply.Text));
        await story.PressesAsync("ana", headline, "Take the lead");
        await story.AdvanceAsync(5 * Minute);
        await story.TypesAsync("ana", "/incident status identified a missing index");
        await story.AdvanceAsync(5 * Minute);
        await story.TypesAsync("ana", "/incident note index is being built");
        await story.TypesAsync("ana", "/incident status monitoring");
        Assert.Contains("1 incident", story.Board.Text.Split('\n')[0], StringComparison.Ordinal);
        await story.AdvanceAsync(10 * Minute);
        await story.TypesAsync("ana", "/incident resolve the index was missing; it is there now");

        Assert.DoesNotContain("incident", story.Board.Text.Split('\n')[0], StringComparison.Ordinal);
        Golden.Text("incident-thread.txt", story.Channel.Transcript[story.Channel.Transcript.IndexOf(headline.Text, StringComparison.Ordinal)..] + "\n");
    }

    [Theory, Engines]
    public async Task A_severe_one_gets_a_channel_with_the_people_the_playbook_and_a_clock(Engine engine)
    {
        await using var story = await IncidentStage.BeginAsync(engine);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        var alert = story.Channel.Messages.Single(message => message.Buttons.Contains("Open incident"));

        await story.PressesAsync("bo", alert, "Open incident");

        var channel = story.Own("incident-20260303-1203");
        Assert.Equal(["ana", "bo", "chi"], channel.Members);
        Assert.Equal("P0 · #1 API health down", channel.Topic);
        Assert.StartsWith("P0 incident #1 API health down, from #beta-war-room (WarRoomBot ", channel.Purpose, StringComparison.Ordinal);
        Assert.Equal([("Playbook: API down", "https://wiki.example.com/api-down")], channel.Bookmarks);
        Assert.DoesNotContain("Open incident", alert.Buttons);
        Assert.Contains("acknowledged by @bo", alert.Text, StringComparison.Ordinal);
        await story.PressesAsync("ana", channel.Control(), "Done", beside: "Check Sentry");
        await story.PressesAsync("bo", channel.Control(), "Skip", beside: "Which endpoint");
        Golden.Card("incident-headline", story.Headline());
        Golden.Card("incident-control", channel.Control());

        await story.AdvanceAsync(15 * Minute);
        Assert.Contains("Rollback review:", channel.Control().Text, StringComparison.Ordinal);
        await story.PressesAsync("bo", channel.Control(), "Not now");
        await story.SubmitsAsync("bo", ("Why not", "the fix is on its way"));
        Assert.Contains(channel.Messages, message => message.Text == "@bo decides against rollback: the fix is on its way");
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Fact]
    public async Task Nobody_tells_how_it_stands_and_the_reminders_are_replaced_and_end()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        var channel = story.Own();
        Assert.Contains("Next update 12:32 UTC", story.Headline().Text, StringComparison.Ordinal);

        await story.AdvanceAsync(31 * Minute);
        Assert.Contains("Reminder 1 of 3.", Assert.Single(channel.Messages, IsReminder).Text, StringComparison.Ordinal);
        await story.AdvanceAsync(60 * Minute);
        Assert.Contains("This was the last reminder.", Assert.Single(channel.Messages, IsReminder).Text, StringComparison.Ordinal);
        await story.AdvanceAsync(120 * Minute);
        var last = Assert.Single(channel.Messages, IsReminder);
        await story.PressesAsync("bo", last, "Update");
        await story.SubmitsAsync("bo", ("Status", "identified"), ("What is new", "a bad deploy"));

        Assert.DoesNotContain(channel.Messages, IsReminder);
        Assert.Contains("identified: a bad deploy", story.Headline().Text, StringComparison.Ordinal);
        Assert.Contains("next update 16:03 UTC", story.Headline().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_it_is_resolved_the_draft_stands_there_and_the_channel_ends_a_day_later()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        var channel = story.Own();
        await story.AdvanceAsync(20 * Minute);

        await story.PressesAsync("bo", channel.Control(), "Resolve");
        await story.SubmitsAsync("bo", ("What it was and what ended it", "a bad deploy, rolled back"), ("Root cause", "Deployment"), ("Impact on customers", "no card payments"));
        await story.PressesAsync("ana", channel.Control(), "Correct the times");
        await story.SubmitsAsync("ana", ("Started (UTC)", "2026-03-03 11:58"));
        Assert.Single(channel.Showing("Post-mortem draft").Files);
        await story.AdvanceAsync(TimeSpan.FromHours(25));

        Assert.True(channel.IsArchived);
        Assert.Contains("archived", story.Headline().Text, StringComparison.Ordinal);
        await story.TypesAsync("ana", "/incident reopen errors are back");
        Assert.Contains("in this thread", story.Headline().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_answered_with_what_would_be_right()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident note hello");
        Assert.Equal("No incident is open in this war room. /incident open P1 <title> opens one.", story.ToldTo("bo"));
        await story.TypesAsync("bo", $"/incident open P2 {new string('x', 3000)}");
        Assert.Equal("A title has at most 150 characters, this one 3000: say it shorter, the rest fits into /incident note.", story.ToldTo("bo"));
        await story.TypesAsync("bo", "/incident status #7 monitoring");
        Assert.Equal("There is no incident #7; /incident list shows those there are.", story.ToldTo("bo"));

        await story.TypesAsync("bo", "/incident open P2 search is slow");
        await story.TypesAsync("bo", "/incident status identifyed");
        Assert.Equal("There is no status \"identifyed\". Did you mean /incident status identified?", story.ToldTo("bo"));
        await story.TypesAsync("chi", "/incident open P3 search slow again");
        Assert.Contains("This one is open already: ", story.ToldTo("chi"), StringComparison.Ordinal);
        await story.PressesAsync("chi", story.Slack.WhispersTo("chi")[^1], "Open another one");
        await story.TypesAsync("bo", "/incident note hello");
        Assert.Equal("Which incident? Name it by its number: #1 search is slow, #2 search slow again.", story.ToldTo("bo"));
        await story.TypesAsync("bo", "/incident resolve #1 done");
        await story.TypesAsync("bo", "/incident severity #1 P0");
        Assert.Matches(@"^Incident #1 was resolved by @bo at 12:\d\d UTC; /incident reopen <reason> opens it again\.$", story.ToldTo("bo"));
        Assert.Empty(story.Slack.Made);
    }

    [Fact]
    public async Task Of_two_who_resolve_at_once_the_second_is_told_who_was_first()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P1 checkout is down");

        await Task.WhenAll(
            story.Own().SlashCommand("ana", "/incident resolve rolled back"), story.Channel.SlashCommand("chi", "/incident resolve #1 scaled up"));
        await story.Bot.SettleAsync();

        var late = Assert.Single(new[] { "ana", "chi" }, person => story.ToldTo(person).StartsWith("Incident #1 was resolved by", StringComparison.Ordinal));
        Assert.Single(story.Own().Messages, message => message.Text.Contains(" resolved: ", StringComparison.Ordinal) && !message.IsPinned && !message.Text.Contains("Post-mortem", StringComparison.Ordinal));
        Assert.Contains(late == "ana" ? "scaled up" : "rolled back", story.Headline().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_open_one_for_the_same_alert_open_one()
    {
        await using var story = await IncidentStage.BeginAsync();
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        var alert = story.Channel.Messages.Single(message => message.Buttons.Contains("Open incident"));

        await alert.PressTogether(("Open incident", "bo", null), ("Open incident", "chi", null));
        await story.Slack.Redeliver();
        await story.Bot.SettleAsync();

        Assert.Single(story.Slack.Made);
        Assert.Single(new[] { "bo", "chi" }, person => story.ToldTo(person) == "Incident #1 is about alert #1 already.");
        story.Target.Healthy = true;
        await story.AdvanceAsync(3 * Minute);
        Assert.Contains(story.Slack.Made[0].Messages, message => message.Text.StartsWith("alert #1 API health: over by itself after", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Made_more_severe_it_calls_those_who_are_needed_then_and_asks_more_often()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P2 search is slow");
        Assert.Contains("Next update 13:02 UTC", story.Headline().Text, StringComparison.Ordinal);

        await story.TypesAsync("bo", "/incident severity P0");
        await story.TypesAsync("bo", "/incident lead @chi");

        var said = story.Headline().Replies.Select(reply => reply.Text).ToList();
        Assert.Contains("@chi: you are needed. @bo changes it from P2 to P0", said);
        Assert.Contains("@bo gives the lead to @chi", said);
        Assert.Contains("Next update 12:17 UTC", story.Headline().Text, StringComparison.Ordinal);
        await story.PressesAsync("chi", story.Headline(), "Join");
        Assert.Equal("You work on incident #1 already, in the thread of its card.", story.ToldTo("chi"));
        await story.TypesAsync("chi", "/incident list");
        Assert.Contains("P0 incident #1 search is slow · investigating · lead @chi", story.ToldTo("chi"), StringComparison.Ordinal);
        await story.TypesAsync("chi", "/incident timeline");
        Assert.Contains("3 Mar 12:02 UTC @bo changes it from P2 to P0", story.ToldTo("chi"), StringComparison.Ordinal);
    }

    private static bool IsReminder(FakeMessage message) => message.Text.Contains("An update is due", StringComparison.Ordinal);
}
