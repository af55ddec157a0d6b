using System.Net;
using System.Net.Http.Json;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Servers;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;
using WarRoomBot.Tests.Signals;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Alert sources speak, and the room sees as much of it as people can use.</summary>
public sealed class SignalStories
{
    private const string Secret = "s3cret-of-the-source";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Engines]
    public async Task One_alert_is_one_card_from_firing_to_resolved_however_often_it_is_said(Engine engine)
    {
        await using var story = await BeginAsync(engine);

        await SayAsync(story, Fires("disk", "Disk is full", "P1"));
        await story.AdvanceAsync(Minute);
        await SayAsync(story, Fires("disk", "Disk is full", "P1"));
        var card = Card(story, "Disk is full");
        Assert.Contains("P1 High · Disk is full · not acknowledged", card.Text, StringComparison.Ordinal);
        Assert.Contains("from tools · repeated once", card.Text.Replace("1 time", "once", StringComparison.Ordinal), StringComparison.Ordinal);
        await story.PressesAsync("ana", card, "Acknowledge");
        await SayAsync(story, Ends("disk", "Disk is full"));

        Assert.StartsWith("✅ P1 High · Disk is full · resolved", card.Text, StringComparison.Ordinal);
        Assert.Empty(card.Buttons);
        Assert.Single(story.Channel.Messages, message => message.Text.Contains("Disk is full", StringComparison.Ordinal) && !message.IsPinned);
    }

    [Theory, Engines]
    public async Task A_thousand_alerts_are_a_handful_of_messages_and_every_one_is_kept(Engine engine)
    {
        await using var story = await BeginAsync(engine);
        var before = story.Channel.Messages.Count;

        for (var batch = 0; batch < 10; batch++)
            await SendAsync(story, [.. Enumerable.Range(0, 100).Select(number => Fires($"{batch}-{number}", $"Host {batch}-{number} is gone", batch == 5 && number == 7 ? "P0" : "P2"))]);
        await story.Bot.SettleAsync();

        var storm = Card(story, "1000 alerts within a minute from tools, 1 of them P0");
        Golden.Card("alert-storm", storm);
        Golden.Card("alert-storm-list", storm.Replies.Single(reply => reply.Text.Contains(" still firing", StringComparison.Ordinal)));
        Assert.Contains("P0 Critical · Host 5-7 is gone · not acknowledged", story.Slack.Transcript(), StringComparison.Ordinal);
        Assert.InRange(story.Channel.Messages.Count - before, 2, 4);
        Assert.Equal(1001, await CountAsync(story));
        Assert.Equal([], story.Slack.Rates.Violations);

        await story.PressesAsync("bo", storm, "Acknowledge");
        for (var batch = 0; batch < 10; batch++)
            await SendAsync(story, [.. Enumerable.Range(0, 100).Select(number => Ends($"{batch}-{number}", $"Host {batch}-{number} is gone"))]);
        await story.Bot.SettleAsync();

        Assert.StartsWith("✅", storm.Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_page_shows_the_alerts_of_the_room_and_every_one_that_a_storm_holds(Engine engine)
    {
        await using var story = await BeginAsync(engine, ("Web:Address", "https://bot.example.com/"));
        await SayAsync(story, Fires("cert", "Certificate <b>ends</b>", "P3"));
        await SayAsync(story, Fires("disk", "Disk is full", "P1"));
        await story.PressesAsync("ana", Card(story, "Disk is full"), "Resolve");
        foreach (var batch in Enumerable.Range(0, 250).Chunk(50))
            await SendAsync(story, [.. batch.Select(number => Fires($"{number}", $"Host {number} is gone", number == 30 ? "P1" : "P2"))]);
        await SendAsync(story, [.. Enumerable.Range(0, 20).Select(number => Ends($"{number}", $"Host {number} is gone"))]);
        await story.Bot.SettleAsync();

        var room = await ReadAsync(story, "/rooms/1/alerts");
        InOrder(room, "3 open", "0 over", "250 alerts within a minute from tools", "250 alerts, 230 open", "Disk is full", "resolved, still bad", "resolved after", "@ana", "Certificate &lt;b&gt;ends&lt;/b&gt;");
        Assert.DoesNotContain("Host 7 is gone", room, StringComparison.Ordinal);
        var first = await ReadAsync(story, "/rooms/1/alerts/3");
        InOrder(first, "250 alerts within a minute from tools", "230 open", "20 over", "Host 30 is gone", "Host 249 is gone", "Page 1 of 3", "?page=2");
        var last = await ReadAsync(story, "/rooms/1/alerts/3?page=3");
        InOrder(last, "?page=2", "Page 3 of 3");
        Assert.Equal(50, last.Split("<details>").Length - 1);
        var list = Card(story, "250 alerts within a minute").Replies.Single(reply => reply.Text.Contains("230 more: all of them on one page", StringComparison.Ordinal));
        Assert.Contains("https://bot.example.com/rooms/1/alerts/3", list.Blocks!.ToJsonString(), StringComparison.Ordinal);
        InOrder(await ReadAsync(story, "/"), "/rooms/1/alerts");
        Assert.Contains("No alerts on this page.", await ReadAsync(story, "/rooms/1/alerts?page=2147483647"), StringComparison.Ordinal);
        Assert.Contains("There is no room 7.", await ReadAsync(story, "/rooms/7/alerts", HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("Alert #1 of this room is no storm of alerts.", await ReadAsync(story, "/rooms/1/alerts/1", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_repeats_and_falls_silent_leaves_the_state_unknown()
    {
        await using var story = await BeginAsync(Engine.Sqlite);
        await SayAsync(story, Fires("disk", "Disk is full", "P2"));

        await story.AdvanceAsync(11 * Minute);

        Assert.StartsWith("❔ P2 Medium · Disk is full · state unknown", Card(story, "Disk is full").Text, StringComparison.Ordinal);
        await SayAsync(story, Fires("disk", "Disk is full", "P2"));
        Assert.Contains("not acknowledged", Card(story, "Disk is full").Text.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_muted_signal_is_not_raised_again_until_its_time_is_over()
    {
        await using var story = await BeginAsync(Engine.Sqlite);
        await SayAsync(story, Fires("disk", "Disk is full", "P2"));
        await story.PressesAsync("ana", Card(story, "Disk is full"), "Mute 1h");
        await SayAsync(story, Ends("disk", "Disk is full"));
        await story.AdvanceAsync(15 * Minute);
        await SayAsync(story, Fires("disk", "Disk is full", "P2"));

        Assert.Single(story.Channel.Messages, message => message.Text.Contains("· Disk is full ·", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_of_the_real_Prometheus_fires_is_acknowledged_and_ends()
    {
        Needs.Installed(AlertingStage.WhyNot);
        await using var story = await BeginAsync(Engine.Sqlite);
        await using var service = await WatchedService.StartAsync();
        await using var alertmanager = await AlertmanagerServer.StartAsync(new(story.Bot.Address, "/alerts/prom"), Secret, repeat: "1s", Token);
        await using var prometheus = await service.WatchAsync(alertmanager, Token);

        service["checkout"] = 11.5;
        var card = await SeenAsync(story, "P0 Critical · checkout fails · not acknowledged");
        await story.PressesAsync("ana", card, "Acknowledge");
        Assert.Contains("P0 Critical · checkout fails · acknowledged", card.Text, StringComparison.Ordinal);
        service["checkout"] = 0.1;

        Assert.Equal(card.Ts, (await SeenAsync(story, "P0 Critical · checkout fails · resolved")).Ts);
    }

    private static async Task<string> ReadAsync(RoomStory story, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        var page = await story.GetsAsync(path);
        Assert.Equal(status, page.Status);
        return page.Body;
    }

    private static void InOrder(string text, params IEnumerable<string> words)
    {
        var from = 0;
        foreach (var word in words)
        {
            var at = text.IndexOf(word, from, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{word}' does not come next in:\n{text[from..]}");
            from = at;
        }
    }

    private static async Task<RoomStory> BeginAsync(Engine engine, params (string Key, string Value)[] settings)
    {
        var story = await RoomStory.BeginAsync(engine, new Dictionary<string, string?>(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        {
            ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"),
            ["Alerts:Sources:tools:Kind"] = "Generic",
            ["Alerts:Sources:tools:Secret"] = Secret,
            ["Alerts:Sources:tools:Room"] = "#beta-war-room",
            ["Alerts:Sources:tools:RepeatsWithin"] = "5m",
            ["Alerts:Sources:prom:Kind"] = "Alertmanager",
            ["Alerts:Sources:prom:Secret"] = Secret,
        });
        await story.TypesAsync("ana", "/warroom start alerts v1.0.0");
        await story.TypesAsync("ana", "/warroom role on-call @ana");
        return story;
    }

    private static object Fires(string id, string title, string severity) => new { fingerprint = id, status = "firing", title, severity };

    private static object Ends(string id, string title) => new { fingerprint = id, status = "resolved", title };

    private static async Task SayAsync(RoomStory story, object alert)
    {
        await SendAsync(story, [alert]);
        await story.Bot.SettleAsync();
    }

    private static async Task SendAsync(RoomStory story, IReadOnlyList<object> alerts)
    {
#pragma warning disable RS0030 // The source is another program with a client of its own.
        using var http = new HttpClient();
#pragma warning restore RS0030
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(story.Bot.Address, "/alerts/tools")) { Content = JsonContent.Create(alerts) };
        request.Headers.Authorization = new("Bearer", Secret);
        using var answer = await http.SendAsync(request, Token);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Token));
    }

    private static FakeMessage Card(RoomStory story, string words) =>
        story.Channel.Messages.Last(message => !message.IsPinned && message.Text.Contains(words, StringComparison.Ordinal));

    private static Task<long> CountAsync(RoomStory story) =>
        story.Bot.Store.ReadAsync((session, token) => session.ValueAsync<long>("select count(*) from alert", null, token), Token);

    /// <summary>Prometheus and Alertmanager go by the real clock: waits until people see it.</summary>
    private static async Task<FakeMessage> SeenAsync(RoomStory story, string words)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(60))
        {
            await story.Bot.SettleAsync();
            if (story.Channel.Messages.LastOrDefault(message => !message.IsPinned && message.Text.Contains(words, StringComparison.Ordinal)) is { } seen)
                return seen;
        }

        throw new TimeoutException($"nobody saw '{words}': {story.Slack.Transcript()}");
    }
}
