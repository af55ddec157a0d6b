using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WarRoomBot.Data;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Crashes;
using WarRoomBot.TestKit.Gateways;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;
using WarRoomBot.Tests.Slack;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>An alert's life outside the room: who is told what, and what becomes of it when that fails.</summary>
public sealed class WaysOutStories
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private const string All =
        """
          - { pagerduty: "${PAGERDUTY_KEY}" }
          - { email: ops@example.com }
          - { sms: ["+49 30 1234567", "+4930 7654321"], severities: [P0] }
          - { webhook: "${HOOK}" }
        """;

    [Theory, Engines]
    public async Task Everybody_is_told_once_when_it_fires_and_when_it_is_over(Engine engine)
    {
        await using var scene = await BeginAsync(engine, All);
        var (story, gateways) = (scene.Story, scene.Gateways);

        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        await story.PressesAsync("bo", scene.Alert, "Acknowledge");
        story.Target.Healthy = true;
        await story.AdvanceAsync(2 * Minute);

        Assert.Equal(["trigger critical P0 Critical: API health down, not acknowledged", "acknowledge", "resolve"], gateways.Events);
        var (key, state) = Assert.Single(gateways.Incidents);
        Assert.StartsWith("warroom/", key, StringComparison.Ordinal);
        Assert.Equal("resolved", state);
        Assert.Equal(
            ["+49301234567: P0 Critical: API health down, not acknowledged. Ways v1", "+49301234567: P0 Critical: API health up, resolved. Ways v1"],
            gateways.Texts.Where(text => text.Contains("1234567", StringComparison.Ordinal)));
        Assert.Equal(4, gateways.Texts.Count);
        Assert.Equal(["firing", "resolved"], gateways.Hooks.Select(hook => hook.GetProperty("state").GetString()));
        Assert.Equal(2, scene.Mails.Mails.Count);
        Golden.Text("way-mail.txt", Steady(scene.Mails.Mails[0]));
        Assert.Empty(gateways.Complaints);
        Assert.Single(scene.Alert.Replies);
    }

    [Fact]
    public async Task What_somebody_raised_says_so_outside_the_room_too_and_goes_back_to_firing_when_its_holder_left()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, All);
        var (story, gateways) = (scene.Story, scene.Gateways);

        await story.Channel.Say("zoe", "Payments hang").Choose("alert.raise", by: "ana");
        await story.SubmitsAsync("ana", ("Severity", "P0 Critical"));
        Assert.Contains("Message: Payments hang\nRaised by: ana\n", Steady(scene.Mails.Mails[0]), StringComparison.Ordinal);

        await story.PressesAsync("bo", story.Channel.Messages.Single(message => message.Buttons.Contains("Acknowledge")), "Acknowledge");
        await story.Slack.Deactivate("bo");
        await story.AdvanceAsync(Minute);

        Assert.Equal(["trigger critical P0 Critical: Payments hang, not acknowledged", "acknowledge", "trigger critical P0 Critical: Payments hang, not acknowledged"], gateways.Events);
        Assert.Empty(gateways.Complaints);
    }

    [Theory, Engines]
    public async Task An_incident_that_we_opened_in_PagerDuty_is_resolved_when_the_room_ends(Engine engine)
    {
        await using var scene = await BeginAsync(engine, All);
        var (story, gateways) = (scene.Story, scene.Gateways);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);

        await story.TypesAsync("ana", "/warroom end rolled back");
        await story.AdvanceAsync(Minute);

        Assert.Equal(["trigger critical P0 Critical: API health down, not acknowledged", "resolve"], gateways.Events);
        Assert.Equal("resolved", Assert.Single(gateways.Incidents).Value);
        Assert.Equal(["firing"], gateways.Hooks.Select(hook => hook.GetProperty("state").GetString()));
        Assert.Contains("still open when the room ended", scene.Alert.Text, StringComparison.Ordinal);
        Assert.Empty(gateways.Complaints);
    }

    [Fact]
    public async Task A_mute_ends_with_the_room_and_what_it_kept_from_PagerDuty_stays_unsaid()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, All);
        var story = scene.Story;
        await story.TypesAsync("ana", "/warroom mute error-rate 2h deploying");
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        await story.PressesAsync("bo", scene.Alert, "Mute 1h");

        await story.TypesAsync("ana", "/warroom end rolled back");
        await story.AdvanceAsync(3 * TimeSpan.FromHours(1));

        Assert.Equal("resolve", scene.Gateways.Events[^1]);
        Assert.Equal(0, await story.Bot.Store.ReadAsync(
            (session, token) => session.ValueAsync<long>("select (select count(*) from mute) + (select count(*) from due where kind in ('mute', 'alert'))", null, token), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("muted until", scene.Alert.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_step_of_the_ladder_is_told_to_people_and_PagerDuty_once()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, All);

        scene.Story.Target.Healthy = false;
        await scene.Story.AdvanceAsync(10 * Minute);

        Assert.Single(scene.Gateways.Events);
        Assert.Equal(2, scene.Mails.Mails.Count);
        Assert.Contains("Called: Backup", Steady(scene.Mails.Mails[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_fails_for_a_while_is_told_the_newest_state_when_it_returns_and_holds_nobody_up()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, All);
        var (story, gateways) = (scene.Story, scene.Gateways);
        gateways.Fail("/v2/enqueue", [.. Enumerable.Repeat(new GatewayFault(500), 100)]);

        story.Target.Healthy = false;
        await story.AdvanceAsync(3 * Minute);
        Assert.Equal((2, 1, 1), (gateways.Texts.Count, gateways.Hooks.Count, scene.Mails.Mails.Count));
        await story.PressesAsync("bo", scene.Alert, "Acknowledge");
        story.Target.Healthy = true;
        await story.AdvanceAsync(3 * Minute);
        Assert.Empty(gateways.Events);
        gateways.Mend("/v2/enqueue");
        await story.AdvanceAsync(2 * Minute);

        Assert.Equal(["resolve"], gateways.Events);
        Assert.DoesNotContain("PagerDuty", story.Slack.Transcript(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_and_opens_no_second_incident()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, All);
        scene.Gateways.Fail("/v2/enqueue", GatewayFault.LostAnswer, GatewayFault.LostAnswer);

        scene.Story.Target.Healthy = false;
        await scene.Story.AdvanceAsync(Minute);
        await scene.Story.PressesAsync("bo", scene.Alert, "Resolve");

        Assert.Equal("resolve", scene.Gateways.Events[^1]);
        Assert.All(scene.Gateways.Events.SkipLast(1), told => Assert.StartsWith("trigger", told, StringComparison.Ordinal));
        Assert.Equal("resolved", Assert.Single(scene.Gateways.Incidents).Value);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_told_in_the_alerts_thread_once()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, All);
        scene.Gateways.Fail("/v2/enqueue", [.. Enumerable.Repeat(new GatewayFault(401), 10)]);
        scene.Mails.RefuseNext("550 no such person");

        scene.Story.Target.Healthy = false;
        await scene.Story.AdvanceAsync(Minute);
        await scene.Story.PressesAsync("bo", scene.Alert, "Acknowledge");

        Assert.Equal(
            ["@ana: please acknowledge P0 API health down", "E-mail could not be told: SMTP 550; look at the address in the plan and at WaysOut:Smtp", "PagerDuty could not be told: HTTP 401; look at its routing key in the plan"],
            scene.Alert.Replies.Select(reply => reply.Text).Order(StringComparer.Ordinal));
        Assert.Equal(3, await scene.RecordedAsync("way-failed"));
    }

    [Fact]
    public async Task What_cannot_be_told_for_an_hour_is_given_up_and_said()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, "  - { pagerduty: \"${PAGERDUTY_KEY}\" }");
        scene.Gateways.Fail("/v2/enqueue", [.. Enumerable.Repeat(new GatewayFault(503), 500)]);

        scene.Story.Target.Healthy = false;
        await scene.Story.AdvanceAsync(58 * Minute);
        Assert.DoesNotContain(scene.Alert.Replies, reply => reply.Text.Contains("PagerDuty", StringComparison.Ordinal));
        await scene.Story.AdvanceAsync(5 * Minute);

        var reply = Assert.Single(scene.Alert.Replies, reply => reply.Text.Contains("PagerDuty", StringComparison.Ordinal));
        Assert.Equal("PagerDuty could not be told: HTTP 503, and so for 1h", reply.Text);
    }

    [Fact]
    public async Task A_gateway_that_asks_to_wait_is_left_alone_so_long()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, "  - { pagerduty: \"${PAGERDUTY_KEY}\" }");
        scene.Gateways.Fail("/v2/enqueue", new GatewayFault(429, RetryAfter: 240), new GatewayFault(503, RetryAfter: 0));

        scene.Story.Target.Healthy = false;
        await scene.Story.AdvanceAsync(4 * Minute);
        Assert.Empty(scene.Gateways.Events);
        await scene.Story.AdvanceAsync(2 * Minute);

        Assert.Single(scene.Gateways.Events);
    }

    [Fact]
    public async Task A_gateway_that_is_not_set_up_is_said_once_in_the_room_and_recorded_each_time()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, "  - { email: ops@example.com }", withMail: false);

        for (var round = 0; round < 2; round++)
        {
            scene.Story.Target.Healthy = false;
            await scene.Story.AdvanceAsync(Minute);
            scene.Story.Target.Healthy = true;
            await scene.Story.AdvanceAsync(20 * Minute);
        }

        Assert.Single(scene.Story.Channel.All(message => message.Text == "E-mail could not be told: the bot has no mail server; set WaysOut:Smtp:Host and WaysOut:Smtp:From"));
        Assert.Equal(4, await scene.RecordedAsync("way-failed"));
    }

    [Fact]
    public async Task A_muted_alert_tells_nobody_until_it_is_heard_again()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, All);
        await scene.Story.TypesAsync("ana", "/warroom mute api-health 20m");

        scene.Story.Target.Healthy = false;
        await scene.Story.AdvanceAsync(15 * Minute);
        Assert.Empty(scene.Gateways.Events);
        await scene.Story.AdvanceAsync(10 * Minute);

        Assert.Single(scene.Gateways.Events);
    }

    [Fact]
    public async Task A_process_that_starts_again_tells_what_was_left_and_opens_no_second_incident()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, All);
        scene.Gateways.Fail("/v2/enqueue", GatewayFault.LostAnswer, new GatewayFault(500));
        scene.Story.Target.Healthy = false;
        await scene.Story.SendAsync("ana", "/warroom status");
        await scene.Story.AdvanceAsync(Minute);

        await scene.Story.BotStopsAsync();
        await scene.Story.BotStartsAsync();
        await scene.Story.AdvanceAsync(2 * Minute);

        Assert.Equal("triggered", Assert.Single(scene.Gateways.Incidents).Value);
        Assert.Equal((2, 1), (scene.Gateways.Texts.Count, scene.Gateways.Hooks.Count));
    }

    [Fact]
    public async Task No_secret_reaches_the_room_the_store_or_the_log()
    {
        var logs = new NotedLogs();
        await using var scene = await BeginAsync(Engine.Sqlite, All, logs: logs);
        scene.Gateways.Fail("/v2/enqueue", new GatewayFault(500), GatewayFault.LostAnswer, new GatewayFault(401));
        scene.Gateways.Fail("/hook", new GatewayFault(500), new GatewayFault(404));
        scene.Gateways.Fail("/sms", GatewayFault.LostAnswer, new GatewayFault(403));
        scene.Mails.RefuseNext("451 later", "550 no");

        scene.Story.Target.Healthy = false;
        await scene.Story.AdvanceAsync(2 * Minute);

        var stored = await scene.StoredAsync();
        Assert.Contains("way-failed", stored, StringComparison.Ordinal);
        Assert.Contains(logs.Lines, line => line.Contains("way-out", StringComparison.Ordinal));
        foreach (var secret in new[] { FakeGateways.RoutingKey, FakeGateways.HookToken, FakeGateways.SmsToken, SmtpSink.Password })
        {
            Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, scene.Story.Slack.Transcript(), StringComparison.Ordinal);
            Assert.DoesNotContain(logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_storm_is_one_event_and_grows_without_another()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, All, more: new Dictionary<string, string?> { ["Alerts:Sources:am:Kind"] = "Alertmanager", ["Alerts:Sources:am:Secret"] = "s3cret" });

        foreach (var from in new[] { 0, 50 })
        {
            await SendAsync(scene, Enumerable.Range(from, 50));
            await scene.Story.Bot.SettleAsync();
        }

        Assert.StartsWith("trigger warning P2 Medium: 50 alerts within a minute from am", Assert.Single(scene.Gateways.Events), StringComparison.Ordinal);
        Assert.Single(scene.Gateways.Hooks);
    }

    [Fact]
    public async Task No_mail_and_no_password_go_over_a_connection_that_is_not_encrypted()
    {
        await using var scene = await BeginAsync(Engine.Sqlite, All, more: new Dictionary<string, string?> { ["WaysOut:Smtp:StartTls"] = "true" });

        scene.Story.Target.Healthy = false;
        await scene.Story.AdvanceAsync(2 * Minute);

        Assert.Equal((0, 0), (scene.Mails.Mails.Count, scene.Mails.Authentications));
        Assert.Single(scene.Gateways.Events);
    }

    [Fact]
    public async Task Killed_at_any_step_after_the_call_it_opens_one_incident_and_resolves_it()
    {
        for (var step = 1; ; step++)
        {
            var life = new Mortality();
            await using var scene = await BeginAsync(Engine.Sqlite, "  - { pagerduty: \"${PAGERDUTY_KEY}\" }", life: life);
            scene.Gateways.Fail("/v2/enqueue", new GatewayFault(null) { Meanwhile = () => life.DieAt(step) });
            scene.Story.Target.Healthy = false;
            try
            {
                await scene.Story.AdvanceAsync(Minute);
            }
            catch (StorageUnavailableException) when (life.IsDead)
            {
                // It can no longer be asked whether it rests.
            }

            var died = life.IsDead;
            await scene.Story.BotStopsAsync();
            life.BeBorn();
            await scene.Story.BotStartsAsync();
            await scene.Story.AdvanceAsync(2 * Minute);
            scene.Story.Target.Healthy = true;
            await scene.Story.AdvanceAsync(3 * Minute);

            Assert.Equal("resolved", Assert.Single(scene.Gateways.Incidents).Value);
            Assert.Equal("resolve", scene.Gateways.Events[^1]);
            if (died && step < 12)
                continue;
            Assert.True(step > 3);
            return;
        }
    }

    private static async Task SendAsync(Scene scene, IEnumerable<int> numbers)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var alerts = numbers.Select(number => new
        {
            status = "firing",
            labels = new { alertname = "DiskFull", severity = "warning", instance = $"node-{number}" },
            annotations = new { summary = $"Disk {number} is full" },
            startsAt = "2026-03-03T12:00:00Z",
            endsAt = "0001-01-01T00:00:00Z",
            fingerprint = $"{number:x16}",
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(scene.Story.Bot.Address, "/alerts/am"))
        {
            Content = JsonContent.Create(new { version = "4", groupKey = "{}", status = "firing", receiver = "warroom", alerts }),
        };
        request.Headers.Authorization = new("Bearer", "s3cret");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<Scene> BeginAsync(
        Engine engine, string ways, bool withMail = true, NotedLogs? logs = null, Dictionary<string, string?>? more = null, Mortality? life = null)
    {
        var (gateways, mails) = (await FakeGateways.StartAsync(), SmtpSink.Start());
        var settings = new Dictionary<string, string?>(gateways.Settings);
        foreach (var (key, value) in withMail ? mails.Settings : new Dictionary<string, string?>())
            settings[key] = value;
        foreach (var (key, value) in more ?? [])
            settings[key] = value;
        if (logs is not null)
            settings["Logging:LogLevel:Default"] = "Trace";
        var story = await RoomStory.BeginAsync(engine, settings, services =>
        {
            if (logs is not null)
                services.AddLogging(logging => logging.AddProvider(logs));
            life?.Install(services);
        });
        var alerts = await File.ReadAllTextAsync(RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans/alerts.yaml"), TestContext.Current.CancellationToken);
        story.Plans.Write("ways", alerts.Replace("name: Alerts\n", $"name: Ways\nways-out:\n{ways}\n", StringComparison.Ordinal));
        await story.TypesAsync("ana", "/warroom start ways v1");
        await story.TypesAsync("ana", "/warroom role on-call @ana");
        await story.AdvanceAsync(2 * Minute);
        return new(story, gateways, mails);
    }

    /// <summary>Without what differs from run to run, the body decoded.</summary>
    private static string Steady(string mail)
    {
        var parts = mail.ReplaceLineEndings("\n").Split("\n\n", 2);
        var headers = parts[0].Split('\n').Where(line => !line.StartsWith("Date:", StringComparison.Ordinal));
        return $"{string.Join('\n', headers)}\n\n{Body(parts[1])}";
    }

    private static string Body(string encoded) => Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).ReplaceLineEndings("\n");

    private sealed record Scene(RoomStory Story, FakeGateways Gateways, SmtpSink Mails) : IAsyncDisposable
    {
        public FakeMessage Alert => Story.Channel.Messages.Last(message => message.ThreadTs is null && message.Text.Contains("P0 Critical · API health", StringComparison.Ordinal));

        public Task<long> RecordedAsync(string what) => Story.Bot.Store.ReadAsync(
            (session, token) => session.ValueAsync<long>("select count(*) from log where what = @what", new { what }, token), TestContext.Current.CancellationToken);

        /// <summary>Everything in the store that holds text of ours.</summary>
        public async Task<string> StoredAsync()
        {
            string[] all = ["select body from inbox", "select body from action", "select body from way_out", "select body from alert", "select what || text from log", "select text from plan_text"];
            var texts = new List<string>();
            foreach (var sql in all)
                texts.AddRange(await Story.Bot.Store.ReadAsync((session, token) => session.ListAsync<string>(sql, null, token), TestContext.Current.CancellationToken));
            return string.Join('\n', texts);
        }

        public async ValueTask DisposeAsync()
        {
            await Story.DisposeAsync();
            await Gateways.DisposeAsync();
            await Mails.DisposeAsync();
        }
    }
}
