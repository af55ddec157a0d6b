using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What people write becomes part of an incident's timeline when somebody marks it, and follows what becomes of it.</summary>
public sealed class TimelineStories
{
    private const string Pin = "pushpin";

    private static readonly TimeSpan Minute = IncidentStage.Minute;

    [Theory, Engines]
    public async Task A_marked_message_stands_at_its_own_time_with_its_author_and_the_way_to_it(Engine engine)
    {
        await using var story = await IncidentStage.BeginAsync(engine);
        var channel = await OpenedAsync(story);
        var said = channel.Say("bo", "I see 502s from <@U0CHI|chi>'s gateway &amp; nowhere else");
        await story.AdvanceAsync(5 * Minute);
        await story.TypesInAsync(channel, "ana", "/incident note looking at the gateway");

        await said.React("ana", Pin);
        await story.Bot.SettleAsync();

        Assert.Equal(
            [
                "3 Mar 12:02 UTC @bo opened as P1",
                $"3 Mar 12:02 UTC moved to #{IncidentStage.ChannelName}",
                "3 Mar 12:02 UTC @bo wrote: I see 502s from @chi's gateway & nowhere else in chat",
                "3 Mar 12:07 UTC @ana notes: looking at the gateway",
            ],
            await TimelineAsync(story, channel));
        Assert.Contains(story.Slack.Calls, call => call.Method == "chat.getPermalink");
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Theory, Engines]
    public async Task Edits_are_followed_and_what_is_unmarked_or_deleted_is_gone(Engine engine)
    {
        await using var story = await IncidentStage.BeginAsync(engine);
        var channel = await OpenedAsync(story);
        var (one, two) = (channel.Say("bo", "it is the gateway"), channel.Say("ana", "rolling back"));
        foreach (var (message, person) in new[] { (one, "ana"), (one, "bo"), (two, "bo") })
            await HappensAsync(story, message.React(person, Pin));
        await HappensAsync(story, one.Rewrite("it is the cache"));
        Assert.Equal(["@bo wrote: it is the cache in chat", "@ana wrote: rolling back in chat"], await SaidAsync(story, channel));

        await HappensAsync(story, one.Unreact("ana", Pin));
        Assert.Equal(2, (await SaidAsync(story, channel)).Count);
        await HappensAsync(story, one.Unreact("bo", Pin));
        Assert.Equal(["@ana wrote: rolling back in chat"], await SaidAsync(story, channel));
        await HappensAsync(story, two.Delete());
        Assert.Empty(await SaidAsync(story, channel));
    }

    [Fact]
    public async Task The_shortcut_puts_it_in_and_takes_it_out_and_says_so()
    {
        await using var story = await IncidentStage.BeginAsync();
        var channel = await OpenedAsync(story);
        var said = channel.Say("bo", "it is the gateway");

        await HappensAsync(story, said.Choose("timeline", by: "ana"));
        Assert.Equal("In the timeline of incident #1; the same menu takes it out.", story.ToldTo("ana"));
        Assert.Equal(["@bo wrote: it is the gateway in chat"], await SaidAsync(story, channel));
        await story.Slack.Redeliver();
        await story.Bot.SettleAsync();
        Assert.Single(await SaidAsync(story, channel));

        await HappensAsync(story, said.Choose("timeline", by: "ana"));
        Assert.Equal("Out of the timeline of incident #1.", story.ToldTo("ana"));
        Assert.Empty(await SaidAsync(story, channel));
        await HappensAsync(story, story.Slack.Channel("random").Say("bo", "lunch?").Choose("timeline", by: "bo"));
        Assert.Equal("Here is neither a war room nor an incident's channel, so there is no timeline to put this into.", story.ToldTo("bo"));
    }

    [Fact]
    public async Task In_the_war_room_the_thread_says_which_incident_is_meant()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P2 search is slow");
        await story.TypesAsync("bo", "/incident open P3 typo in the footer");
        var inThread = story.Channel.Say("ana", "the index is missing", story.Headline());
        var inChannel = story.Channel.Say("ana", "which one is worse?");

        await HappensAsync(story, inThread.React("ana", Pin));
        await HappensAsync(story, inChannel.React("ana", Pin));

        Assert.Equal("Which incident? Name it by its number: #1 search is slow, #2 typo in the footer.", story.ToldTo("ana"));
        await story.TypesAsync("bo", "/incident timeline #1");
        Assert.Contains("@ana wrote: the index is missing", story.ToldTo("bo"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_marked_costs_nothing()
    {
        await using var story = await IncidentStage.BeginAsync();
        var channel = await OpenedAsync(story);
        var before = await ArrivalsAsync(story);
        var calls = story.Slack.Calls.Count;
        var said = channel.Say("bo", "one of a thousand");

        await HappensAsync(story, said.React("ana", "tada"));
        await HappensAsync(story, said.Rewrite("one of many"));
        await HappensAsync(story, said.Delete());
        await HappensAsync(story, story.Slack.Channel("random").Say("bo", "lunch?").React("ana", Pin));
        await HappensAsync(story, channel.Control().Rewrite("drawn anew by the bot"));

        Assert.Equal(before, await ArrivalsAsync(story));
        Assert.Equal(calls, story.Slack.Calls.Count);
    }

    [Fact]
    public async Task Slack_is_away_and_the_mark_counts_when_it_is_back()
    {
        await using var story = await IncidentStage.BeginAsync();
        var channel = await OpenedAsync(story);
        var said = channel.Say("bo", "it is the gateway");
        story.Slack.Faults.Throttle("conversations.replies", TimeSpan.FromSeconds(30));
        story.Slack.Faults.Html("chat.getPermalink", times: 2);

        await HappensAsync(story, said.React("ana", Pin));

        Assert.Equal(["@bo wrote: it is the gateway in chat"], await SaidAsync(story, channel));
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Fact]
    public async Task It_stands_in_the_post_mortem_with_a_link()
    {
        await using var story = await IncidentStage.BeginAsync();
        var channel = await OpenedAsync(story);
        var said = channel.Say("bo", "it is the gateway");
        await HappensAsync(story, said.React("ana", Pin));

        await story.TypesInAsync(channel, "ana", "/incident resolve rolled back");

        Assert.Contains(
            $"- 3 Mar 12:02 UTC @bo wrote: it is the gateway ([in chat](https://fake.slack.com/archives/{channel.Id}/p{said.Ts.Replace(".", "", StringComparison.Ordinal)}))\n",
            Assert.Single(channel.Messages.SelectMany(message => message.Files)).Text,
            StringComparison.Ordinal);
    }

    private static async Task<FakeChannel> OpenedAsync(RoomStory story)
    {
        await story.TypesAsync("bo", "/incident open P1 checkout is down");
        return story.Own();
    }

    private static async Task HappensAsync(RoomStory story, Task<BotAnswer> happening)
    {
        Assert.True((await happening).IsOk);
        await story.Bot.SettleAsync();
    }

    private static async Task<IReadOnlyList<string>> TimelineAsync(RoomStory story, FakeChannel channel)
    {
        await story.TypesInAsync(channel, "chi", "/incident timeline");
        return [.. story.ToldTo("chi").Split('\n').Skip(1)];
    }

    private static async Task<IReadOnlyList<string>> SaidAsync(RoomStory story, FakeChannel channel) =>
        [.. (await TimelineAsync(story, channel)).Where(line => line.Contains(" wrote: ", StringComparison.Ordinal)).Select(line => line["3 Mar 12:02 UTC ".Length..])];

    private static Task<long> ArrivalsAsync(RoomStory story) =>
        story.Bot.Store.ReadAsync((session, token) => session.ValueAsync<long>("select count(*) from inbox", null, token), TestContext.Current.CancellationToken);
}
