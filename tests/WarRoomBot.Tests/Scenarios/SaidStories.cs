using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What people say to the bot in messages, and what they choose from a message's menu.</summary>
public sealed class SaidStories
{
    [Theory, Engines]
    public async Task Whoever_mentions_the_bot_is_answered_in_the_thread_for_all_to_see(Engine engine)
    {
        await using var story = await IncidentStage.BeginAsync(engine);

        var said = await SaysAsync(story, "bo", "<@U0BOT> status");

        var card = Assert.Single(said.Replies);
        Assert.StartsWith("🟢 Incidents · v1.0.0", card.Text, StringComparison.Ordinal);
        Assert.Contains("Measured 12:0", card.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(story.Channel.Messages, message => message != said && message.Buttons.Contains("Refresh"));
        await story.PressesAsync("ana", card, "Refresh");
        Assert.Single(said.Replies);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Fact]
    public async Task What_can_be_typed_can_be_said()
    {
        await using var story = await IncidentStage.BeginAsync();

        await SaysAsync(story, "ana", "hey <@U0BOT> role lead <@U0CHI>");
        await SaysAsync(story, "ana", "<@U0BOT> incident open P2 slow search");
        var inThread = await SaysAsync(story, "ana", "<@U0BOT> /warroom log CDN flushed", story.Headline());
        var unknown = await SaysAsync(story, "ana", "<@U0BOT>: stauts");
        var nothing = await SaysAsync(story, "ana", "<@U0BOT>");

        Assert.Contains("@ana: Tech lead is @chi.", story.Channel.Transcript, StringComparison.Ordinal);
        Assert.Contains("P2 · #1 slow search", story.Headline().Text, StringComparison.Ordinal);
        Assert.Empty(inThread.Replies);
        Assert.StartsWith("Noted at ", story.Headline().Replies[^1].Text, StringComparison.Ordinal);
        Assert.Equal("/warroom has no \"stauts\". Did you mean /warroom status? /warroom help lists everything.", Assert.Single(unknown.Replies).Text);
        Assert.StartsWith("What you can type", Assert.Single(nothing.Replies).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_message_under_several_events_is_one_command()
    {
        await using var story = await IncidentStage.BeginAsync();

        var said = await SaysAsync(story, "ana", "<@U0BOT> incident open P2 slow search");
        await story.Slack.Bot.Redeliver();
        await said.Mention();
        await story.Bot.SettleAsync();

        Assert.DoesNotContain("#2", story.Channel.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_message_is_gone_the_answer_stands_in_the_channel()
    {
        await using var story = await IncidentStage.BeginAsync();
        var said = story.Channel.Say("bo", "<@U0BOT> plans");
        await said.Mention();
        await said.Delete();
        await story.Bot.SettleAsync();

        Assert.StartsWith("Plans", story.Channel.Last.Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task Whoever_writes_to_the_bot_learns_where_they_are_in_and_what_they_can_type(Engine engine)
    {
        await using var story = await IncidentStage.BeginAsync(engine);
        await story.TypesAsync("ana", "/incident open P1 checkout is down");

        await story.Slack.Person("ana").Writes("hello?");
        await story.Slack.Person("zoe").Writes("help");
        await story.Bot.SettleAsync();

        Golden.Card("direct-answer", story.Slack.WhispersTo("ana")[^1]);
        Assert.StartsWith("I am here for war rooms\n/warroom start in a channel opens a war room there.", story.ToldTo("zoe"), StringComparison.Ordinal);
        Assert.Equal(2, story.Slack.WhispersTo("ana").Count(message => message.Channel.Name == "@ana"));
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Theory, Engines]
    public async Task A_message_is_raised_as_an_alert_from_its_menu(Engine engine)
    {
        await using var story = await IncidentStage.BeginAsync(engine);
        var said = story.Channel.Say("bo", "Payments hang since 12:01\nthe provider's page is green");

        await said.Choose("alert.raise", by: "ana");
        Assert.Contains("What is wrong: Payments hang since 12:01", story.Slack.Person("ana").View!.Text, StringComparison.Ordinal);
        await story.SubmitsAsync("ana", ("Severity", "P1 High"));

        var card = story.Channel.Showing("P1 High · Payments hang since 12:01");
        Golden.Card("alert-raised", card);
        Assert.Contains($"https://fake.slack.com/archives/{story.Channel.Id}/p{said.Ts.Replace(".", "", StringComparison.Ordinal)}|Read the message", card.Blocks!.ToJsonString().Replace("\\u003C", "<", StringComparison.Ordinal), StringComparison.Ordinal);

        await said.Choose("alert.raise", by: "bo");
        await story.SubmitsAsync("bo", ("Severity", "P2 Medium"));
        Assert.Equal("Alert #1 is about this message already: Payments hang since 12:01.", story.Slack.Person("bo").View!.Errors["title"]);

        await story.PressesAsync("ana", card, "Resolve");
        await story.SubmitsAsync("bo", ("Severity", "P2 Medium"), ("What is wrong", "Payments hang again"));
        Assert.Contains("P2 Medium · Payments hang again", story.Channel.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_that_was_raised_names_who_wrote_the_message_and_who_raised_it_however_much_happens_to_it()
    {
        await using var story = await IncidentStage.BeginAsync();

        await story.Channel.Say("zoe", "Payments hang").Choose("alert.raise", by: "ana");
        await story.SubmitsAsync("ana", ("Severity", "P1 High"));
        var alert = story.Channel.Showing("P1 High · Payments hang");
        foreach (var button in new[] { "Acknowledge", "Mute 1h", "Unmute", "Mute 1h", "Unmute" })
            await story.PressesAsync("chi", alert, button);
        Assert.Contains("@zoe wrote, and @ana raised it:\nPayments hang\n", alert.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("raised by @ana", alert.Text, StringComparison.Ordinal);

        await story.Channel.Say("bo", "Search is slow").Choose("alert.raise", by: "bo");
        await story.SubmitsAsync("bo", ("Severity", "P2 Medium"));
        Assert.Contains("\n@bo wrote:\nSearch is slow\n", story.Channel.Showing("P2 Medium · Search is slow").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_room_nothing_is_raised_and_that_is_told()
    {
        await using var story = await RoomStory.BeginAsync();
        var said = story.Slack.Channel("random").Say("bo", "Payments hang");

        await said.Choose("alert.raise", by: "ana");
        await story.Bot.SettleAsync();

        Assert.Null(story.Slack.Person("ana").View);
        Assert.StartsWith("No war room is open in this channel.", story.ToldTo("ana"), StringComparison.Ordinal);
    }

    private static async Task<FakeMessage> SaysAsync(RoomStory story, string person, string text, FakeMessage? thread = null)
    {
        var said = story.Channel.Say(person, text, thread);
        await said.Mention();
        await story.Bot.SettleAsync();
        return said;
    }
}
