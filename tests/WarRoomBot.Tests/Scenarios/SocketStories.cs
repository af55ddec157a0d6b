using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Crashes;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>A team whose bot has no public address: everything that people do comes by Socket Mode.</summary>
public sealed class SocketStories
{
    private const string Plan =
        """
        name: Small
        duration: 2h
        roles:
          qa: { title: QA lead }
        severities:
          P1: { acknowledge: 15m, invite: qa }
        metrics:
          errors:
            title: Error rate
            unit: percent
            every: 1m
            probe: { http: "${TARGET}/api/metrics/errors", select: errorRate }
            target: { below: 0.1 }
            critical: { above: 5, severity: P1 }
        questions:
          smoke: { text: "Smoke tests passed?", owner: qa }
        phases:
          - { name: Watch, from: 0m, to: 2h, checks: [ { at: 5m, metrics: [errors], ask: [smoke] } ] }
        """;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, Engines]
    public async Task A_short_room_from_its_form_to_its_end(Engine engine)
    {
        await using var story = await BeginAsync(engine);

        await story.SendAsync("ana", "/warroom start");
        await story.SubmitsAsync("ana", ("Plan", "Small"), ("Version", "v1"), ("Pace of a rehearsal", "fast"));
        Assert.Contains("\"fast\" is not", story.Slack.Person("ana").View!.Errors["pace"], StringComparison.Ordinal);
        await story.SubmitsAsync("ana", ("Plan", "Small"), ("Version", "v1"), ("Pace of a rehearsal", ""));
        await story.TypesAsync("ana", "/warroom role qa @chi");
        await story.AdvanceAsync(5 * Minute);
        await story.PressesAsync("chi", story.Check("T+5m"), "OK");
        story.Target.ErrorRate = 9;
        await story.AdvanceAsync(Minute);
        var alert = story.Channel.Showing("P1 High · Error rate 9 %");
        await story.PressesAsync("chi", alert, "Acknowledge");
        Assert.Contains("acknowledged by @chi", alert.Text, StringComparison.Ordinal);
        story.Target.ErrorRate = 0.02;
        await story.AdvanceAsync(5 * Minute);
        await story.Channel.Say("bo", "the cache was cold").Choose("log", by: "bo");
        await story.Bot.SettleAsync();
        await story.TypesAsync("ana", "/warroom end all well");

        Assert.Contains("all well", story.Check("T+5m").Text, StringComparison.Ordinal);
        Assert.Contains("Over by itself", alert.Text, StringComparison.Ordinal);
        Assert.Contains("the cache was cold", await LogAsync(story), StringComparison.Ordinal);
        Assert.Contains("ended", story.Slack.Transcript(), StringComparison.Ordinal);
        Assert.Empty(story.Slack.Sockets.Violations);
        Assert.Empty(story.Slack.Rates.Violations);
        Assert.Contains("\"slack\":{\"status\":\"healthy\"", (await story.GetsAsync("/health/ready")).Body, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task Killed_between_storing_and_acknowledging_it_does_what_was_asked_once(Engine engine)
    {
        var life = new Mortality();
        await using var story = await BeginAsync(engine, life);
        await story.TypesAsync("ana", "/warroom start small v1");

        // The first step is the way into the store; at the second it is stored, and nothing more is done.
        life.DieAt(2);
        var sent = story.SendAsync("bo", "/warroom log the cache was flushed");
        await story.Bot.PassAsync(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.1));
        Assert.False(sent.IsCompleted);
        await story.BotStopsAsync();
        life.BeBorn();
        await story.BotStartsAsync();
        Assert.True((await sent).IsOk);
        await story.Bot.SettleAsync();

        Assert.Equal(1, Count(await LogAsync(story), "the cache was flushed"));
        Assert.Single(story.Slack.WhispersTo("bo"));
        Assert.Empty(story.Slack.Sockets.Violations);
    }

    [Fact]
    public async Task A_form_that_was_opened_is_not_opened_again_when_its_command_comes_again()
    {
        await using var story = await BeginAsync();
        story.Slack.Sockets.AcknowledgementsToLose = 1;

        var typed = story.SendAsync("ana", "/warroom start");
        await story.Slack.Until(() => story.Slack.Sockets.AcknowledgementsToLose == 0);
        story.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True((await typed).IsOk);
        await story.Bot.SettleAsync();

        Assert.Equal("Start a war room", story.Slack.Person("ana").View!.Title);
        Assert.Empty(story.Slack.WhispersTo("ana"));
    }

    [Fact]
    public async Task While_Slack_renews_every_connection_again_and_again_nothing_is_missed_and_nothing_comes_twice()
    {
        await using var story = await BeginAsync();
        var sockets = story.Slack.Sockets;
        await story.TypesAsync("ana", "/warroom start small v1");

        for (var round = 0; round < 6; round++)
        {
            await story.AdvanceAsync(TimeSpan.FromSeconds(30));
            var (old, greeted) = (sockets.Open[round % 2], sockets.Greeted);
            var said = story.SendAsync("bo", $"/warroom log note {round}a");
            await (round % 3 == 0 ? old.WarnAsync() : old.AskForRefreshAsync());
            var more = Enumerable.Range(0, 4).Select(number => story.SendAsync("chi", $"/warroom log note {round}b{number}")).ToList();
            await story.Slack.Until(() => sockets.Greeted > greeted);
            if (round == 5)
                old.Break();
            else
                await old.CloseAsync();
            await Task.WhenAll([said, .. more]);
        }

        await story.Bot.SettleAsync();
        var log = await LogAsync(story);
        for (var round = 0; round < 6; round++)
        {
            Assert.Equal(1, Count(log, $"note {round}a"));
            for (var number = 0; number < 4; number++)
                Assert.Equal(1, Count(log, $"note {round}b{number}"));
        }

        Assert.Empty(sockets.Violations);
    }

    [Fact]
    public async Task Two_replicas_share_what_comes_in_and_one_goes_on_when_the_other_is_killed()
    {
        await using var story = await BeginAsync(Engine.PostgreSql);
        await using var other = await story.StartAnotherAsync();
        await story.Slack.Until(() => story.Slack.Sockets.Open.Count == 4);
        await story.TypesAsync("ana", "/warroom start small v1");

        foreach (var number in Enumerable.Range(0, 8))
            await story.SendAsync("bo", $"/warroom log before {number}");
        await other.DisposeAsync();
        foreach (var number in Enumerable.Range(0, 8))
            await story.SendAsync("bo", $"/warroom log after {number}");
        await story.Bot.SettleAsync();

        var log = await LogAsync(story);
        foreach (var number in Enumerable.Range(0, 8))
            Assert.Equal((1, 1), (Count(log, $"before {number}"), Count(log, $"after {number}")));
        Assert.Empty(story.Slack.Sockets.Violations);
    }

    [Fact]
    public async Task Whoever_asks_whether_it_is_ready_reads_that_Socket_Mode_is_switched_off_and_the_room_goes_on()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom start small v1");

        await story.Slack.Sockets.DisableAsync();
        await story.Slack.Until(() => story.Slack.Sockets.Open.Count == 0);
        await story.AdvanceAsync(5 * Minute);

        Assert.Contains(
            "it is switched off in the settings of the Slack app: switch it on there under Socket Mode.", (await story.GetsAsync("/health/ready")).Body, StringComparison.Ordinal);
        Assert.Contains("Error rate 0.04 %", story.Check("T+5m").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_whether_it_is_ready_reads_that_the_app_token_is_none()
    {
        await using var story = await RoomStory.BeginAsync(settings: new Dictionary<string, string?> { ["Slack:AppToken"] = "xapp-guessed", ["Slack:SigningSecret"] = "" });

        await story.Slack.Until(() => story.Slack.Calls.Any(call => call.Method == "apps.connections.open"));
        await story.Bot.SettleAsync();

        var health = await story.GetsAsync("/health/ready");
        Assert.True(health.IsOk);
        Assert.Contains("Slack refuses the app-level token (invalid_auth): put a good one into Slack:AppToken and restart.", health.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("xapp-guessed", health.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_tries_a_connection_and_says_what_is_wrong_with_it()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom start small v1");

        await story.TypesAsync("ana", "/warroom doctor");
        Assert.Contains("Connection to Slack: Socket Mode (Slack greets a connection)", story.ToldTo("ana"), StringComparison.Ordinal);
        Assert.DoesNotContain("Signing secret", story.ToldTo("ana"), StringComparison.Ordinal);
        story.Slack.Sockets.TurnedAway = "link_disabled";
        await story.AdvanceAsync(2 * Minute);
        await story.TypesAsync("ana", "/warroom doctor");

        Assert.Contains("it is switched off in the settings of the Slack app", story.ToldTo("ana"), StringComparison.Ordinal);
        Assert.Contains("Switch it on there under Socket Mode", story.ToldTo("ana"), StringComparison.Ordinal);
        await story.Slack.Until(() => story.Slack.Sockets.Open.Count == 2);
        Assert.Empty(story.Slack.Sockets.Violations);
    }

    private static async Task<RoomStory> BeginAsync(Engine engine = Engine.Sqlite, Mortality? life = null)
    {
        var story = await RoomStory.BeginAsync(
            engine,
            new Dictionary<string, string?> { ["Slack:AppToken"] = FakeSlack.AppToken, ["Slack:SigningSecret"] = "" },
            services => life?.Install(services));
        story.Plans.Write("small", Plan);
        return story;
    }

    private static Task<string> LogAsync(RoomStory story) => story.Bot.Store.ReadAsync(
        async (session, token) => string.Join('\n', await session.ListAsync<string>("select text from log order by seq", null, token)), TestContext.Current.CancellationToken);

    private static int Count(string text, string words) => text.Split(words).Length - 1;
}
