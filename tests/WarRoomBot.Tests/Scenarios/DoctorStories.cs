using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Host;
using WarRoomBot.Host.Cli;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Gateways;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Before launch somebody asks whether everything works that a room will need.</summary>
public sealed class DoctorStories
{
    private const string Launch =
        """
        name: Launch
        duration: 48h
        roles:
          on-call: { title: On-call engineer }
        ways-out:
          - { pagerduty: "${PAGERDUTY_KEY}" }
          - { email: ops@example.com }
          - { sms: "+49 30 1234567", severities: [P0] }
          - { webhook: "${HOOK}" }
        metrics:
          error-rate:
            title: Error rate
            unit: percent
            probe: { http: "${TARGET}/api/metrics/errors", select: errorRate }
          p95:
            title: p95
            unit: milliseconds
            probe: { http: "${TARGET}/api/metrics/system", select: p95 }
          api-health:
            title: API health
            unit: up-down
            probe: { health: "${TARGET}/api/health", attempts: 1 }
        playbooks:
          back:
            title: Roll back
            steps:
              - { text: Start the rollback workflow, call: "${WORKFLOW}", headers: { Authorization: "Bearer ${WORKFLOW_TOKEN}" }, started-by: on-call }
        questions:
          well: { text: All well? }
        phases:
          - { name: Watch, from: 0m, to: 48h, every: 8h, ask: [well] }
        """;

    /// <summary>Of the right form, but revoked.</summary>
    private const string OldKey = "a0key0of0yesterday0that0is0gone0";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Engines]
    public async Task Where_everything_works_it_says_so_rings_nobody_and_leaves_nothing_behind(Engine engine)
    {
        await using var ward = await Ward.BeginAsync(engine);
        await ward.Story.TypesAsync("ana", "/warroom start launch v1");
        var before = ward.Story.Channel.Transcript;

        await ward.Story.TypesAsync("ana", "/warroom doctor");

        if (engine == Engine.Sqlite)
            Golden.Card("doctor-ready", ward.Story.Slack.WhispersTo("ana")[^1]);
        else
            Golden.Text("doctor-ready.txt", ward.Story.ToldTo("ana").Replace("PostgreSQL", "SQLite", StringComparison.Ordinal) + "\n");
        Assert.Equal(before, ward.Story.Channel.Transcript);
        Assert.Single(ward.Story.Channel.Pins);
        Assert.Empty(ward.Story.Slack.Made);
        Assert.Equal(["resolve"], ward.Gateways.Events);
        Assert.Empty(ward.Gateways.Incidents);
        Assert.Empty(ward.Gateways.Texts);
        Assert.Empty(ward.Gateways.Hooks);
        Assert.Empty(ward.Gateways.Workflows);
        Assert.Empty(ward.Mails.Mails);
        Assert.Empty(ward.Gateways.Complaints);
        Assert.Empty(ward.Story.Slack.Rates.Violations);
        Assert.Equal(0, await ward.Story.Bot.Store.ReadAsync((session, token) => session.ValueAsync<long>("select count(*) from lease where name like 'doctor%'", null, token), Token));
    }

    [Fact]
    public async Task What_is_to_be_mended_comes_first_each_with_its_remedy()
    {
        await using var ward = await Ward.BeginAsync(settings: new() { ["PAGERDUTY_KEY"] = OldKey, ["WORKFLOW_TOKEN"] = OldKey });
        ward.Story.Slack.Scopes.Remove("pins:write");
        ward.Story.Slack.ClockAhead = TimeSpan.FromSeconds(60);
        ward.Story.Target.ErrorRate = null;
        ward.Story.Target.Healthy = false;
        ward.Story.Slack.Faults.Refuse("conversations.create", "restricted_action");

        await ward.Story.TypesAsync("ana", "/warroom doctor launch");

        Golden.Card("doctor-troubles", ward.Story.Slack.WhispersTo("ana")[^1]);
        Assert.DoesNotContain(OldKey, ward.Story.ToldTo("ana"), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> InSlack => new()
    {
        { "token", "Failed · Slack · Bot token: Slack refuses it (invalid_auth)\nPut the Bot User OAuth Token (xoxb-…) from OAuth & Permissions into Slack:BotToken and start the bot again." },
        { "missing scope", "Failed · Slack · Permissions: missing files:write, pins:write\nPaste what warroombot manifest slack prints into App Manifest at api.slack.com/apps, then reinstall the app." },
        { "idle scope", "Warning · Slack · Permissions: never used: admin.users:read\nRemove them under OAuth & Permissions and reinstall the app." },
        { "silent scopes", "Warning · Slack · Permissions: Slack did not say which there are\nCompare them by eye: warroombot manifest slack prints what is needed." },
        { "clock", "Failed · Slack · Clock: 180 s behind Slack's\nSwitch on time synchronisation on the bot's host: at five minutes requests are refused." },
        { "private", "Failed · Channel · Posting: chat.postMessage: channel_not_found\nI am not in this channel: type /invite @warroom, then try again." },
        { "elsewhere", "Warning · Channel · Posting: not tried: I am not in this channel yet\nI join it when a room is opened; /invite @warroom lets me try before." },
        { "posting", "Failed · Channel · Posting: chat.postMessage: restricted_action\nThis channel does not let me post: ask one of its owners to allow it, then try again." },
        { "changing", "Warning · Channel · Changing: edit_window_closed" },
        { "removing", "Failed · Channel · Removing: chat.delete: cant_delete_message\nLook for my message in the channel and remove it by hand." },
        { "finding", "Failed · Channel · Finding what was posted: conversations.history: missing_scope channels:history\nI lack the Slack permission channels:history: add it to the app's scopes, reinstall the app, then try again." },
        { "pinning", "Failed · Channel · Pinning: pins.add: too_many_pins\nThis channel has too many pinned messages: unpin one, then try again." },
        { "files", "Warning · Channel · Files: files.getUploadURLExternal: file_uploads_disabled; reports come as text\nAn administrator can let apps bring files, in the workspace's settings." },
        { "making", "Warning · Channel · Making channels: not allowed (restricted_action); incidents stay in a thread\nThis workspace does not let me do that; an administrator can allow it under Settings, Permissions." },
    };

    [Theory, MemberData(nameof(InSlack))]
    public async Task Whatever_is_wrong_in_Slack_is_named_with_its_remedy_and_nothing_is_left_behind(string wrong, string told)
    {
        await using var ward = await Ward.BeginAsync();
        var (slack, channel) = (ward.Story.Slack, ward.Story.Channel);
        switch (wrong)
        {
            case "token": slack.Faults.Refuse("auth.test", "invalid_auth"); break;
            case "missing scope": slack.Scopes.ExceptWith(["pins:write", "files:write"]); break;
            case "idle scope": slack.Scopes.Add("admin.users:read"); break;
            case "silent scopes": slack.TellsScopes = false; break;
            case "clock": slack.ClockAhead = TimeSpan.FromMinutes(3); break;
            case "private": (channel.IsPrivate, channel.BotIsMember) = (true, false); break;
            case "elsewhere": channel.BotIsMember = false; break;
            case "posting": slack.Faults.Refuse("chat.postMessage", "restricted_action"); break;
            case "changing": slack.Faults.Refuse("chat.update", "edit_window_closed"); break;
            case "removing": slack.Faults.Refuse("chat.delete", "cant_delete_message"); break;
            case "finding": slack.Scopes.Remove("channels:history"); break;
            case "pinning": slack.Faults.Refuse("pins.add", "too_many_pins"); break;
            case "files": slack.Faults.Refuse("files.getUploadURLExternal", "file_uploads_disabled"); break;
            case "making": slack.Faults.Refuse("conversations.create", "restricted_action"); break;
            default: throw new ArgumentOutOfRangeException(nameof(wrong));
        }

        var wasMember = channel.BotIsMember;
        await ward.Story.TypesAsync("ana", "/warroom doctor launch");

        Assert.Contains(told, ward.Story.ToldTo("ana"), StringComparison.Ordinal);
        Assert.Empty(channel.Messages);
        Assert.Empty(slack.Made);
        Assert.Equal(wasMember, channel.BotIsMember);
    }

    [Theory]
    [InlineData("down", "Warning · Plans · launch: API health: it is down", "The probe works; look at the service itself.")]
    [InlineData("no data", "Warning · Plans · launch: Error rate: no data: ", "Before the first traffic there may be none; otherwise look at its probe in the plan.")]
    [InlineData("nobody there", "Failed · Plans · launch: Error rate, p95, API health: ", "Start the service, or look at the port in its address.")]
    [InlineData("guarded", "Failed · Plans · launch: Error rate, p95, API health: ", "If it is meant to be read, set Probes:AllowPrivateNetworks to true.")]
    [InlineData("slow", "Failed · Plans · launch: Error rate, p95, API health: ", "Look whether the service is up, and whether a firewall keeps this host out.")]
    [InlineData("unset", "Failed · Plans · launch: cannot be used: ${PAGERDUTY_KEY} is not set (line 6)", "Set PAGERDUTY_KEY in the environment or the configuration.")]
    [InlineData("pagerduty", "Failed · Ways out · PagerDuty of launch: HTTP 400", "Look at its routing key in the plan.")]
    [InlineData("sms", "Failed · Ways out · SMS of launch: HTTP 401", "Look at WaysOut:Sms:Url and WaysOut:Sms:Token.")]
    [InlineData("no sms", "Failed · Ways out · SMS of launch: the bot has no SMS gateway", "Set WaysOut:Sms:Url.")]
    [InlineData("mail", "Failed · Ways out · E-mail of launch: SMTP 535 to the password", "Look at WaysOut:Smtp:User and WaysOut:Smtp:Password.")]
    [InlineData("no mail server", "Failed · Ways out · E-mail of launch: no connection to the mail server", "Look at WaysOut:Smtp:Host and WaysOut:Smtp:Port, and whether a firewall lets the bot out.")]
    [InlineData("hook", "Warning · Ways out · Webhook of launch: HTTP 404", "Look at its address in the plan, and at the token in it.")]
    [InlineData("public address", "Warning · Way in from Slack · Public address: nothing answers at http://127.0.0.1:1: ", "Let the proxy pass POST /slack/ on to the bot, unchanged.")]
    [InlineData("somebody else", "Failed · Way in from Slack · Public address: something else answers at ", "Let the proxy pass POST /slack/ on to the bot, unchanged.")]
    public async Task Whatever_is_wrong_around_it_is_named_with_its_remedy(string wrong, string found, string remedy)
    {
        await using var ward = await Ward.BeginAsync(settings: wrong switch
        {
            "nobody there" => new() { ["TARGET"] = "http://127.0.0.1:1" },
            "guarded" => new() { ["Probes:AllowPrivateNetworks"] = "false" },
            "unset" => new() { ["PAGERDUTY_KEY"] = "" },
            "pagerduty" => new() { ["PAGERDUTY_KEY"] = OldKey },
            "sms" => new() { ["WaysOut:Sms:Token"] = "a:wrong-one" },
            "no sms" => new() { ["WaysOut:Sms:Url"] = "" },
            "mail" => new() { ["WaysOut:Smtp:Password"] = "a-wrong-one" },
            "no mail server" => new() { ["WaysOut:Smtp:Port"] = "1" },
            "public address" => new() { ["Slack:PublicUrl"] = "http://127.0.0.1:1" },
            _ => [],
        });
        switch (wrong)
        {
            case "down": ward.Story.Target.Healthy = false; break;
            case "no data": ward.Story.Target.ErrorRate = null; break;
            case "slow": ward.Story.Target.Gate = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Token); break;
            case "hook": ward.Gateways.Fail("/hook", new GatewayFault(404)); break;
            case "somebody else":
                await ward.Story.BotStopsAsync();
                ward.Story.Settings["Slack:PublicUrl"] = ward.Gateways.Address;
                await ward.Story.BotStartsAsync();
                break;
        }

        var asked = ward.Story.Clock.GetUtcNow();
        await ward.Story.TypesAsync("ana", "/warroom doctor launch");

        var told = ward.Story.ToldTo("ana");
        Assert.Contains(found, told, StringComparison.Ordinal);
        Assert.Contains(remedy, told, StringComparison.Ordinal);
        Assert.InRange(ward.Story.Clock.GetUtcNow() - asked, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        foreach (var secret in new[] { FakeGateways.RoutingKey, FakeGateways.HookToken, FakeGateways.SmsToken, SmtpSink.Password, OldKey, "a:wrong-one", "a-wrong-one", FakeSlack.SigningSecret, FakeSlack.Token })
            Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_Slack_hangs_the_answer_comes_within_a_minute_all_the_same()
    {
        await using var ward = await Ward.BeginAsync();
        ward.Story.Slack.Faults.HangAfterSuccess("auth.test", 2);
        ward.Story.Slack.Faults.HangAfterSuccess("chat.postMessage");
        ward.Story.Slack.Faults.HangAfterSuccess("files.getUploadURLExternal");
        var asked = ward.Story.Clock.GetUtcNow();

        await ward.Story.TypesAsync("ana", "/warroom doctor launch");

        Assert.Contains("Warning · Slack · Bot token: Slack does not say: no answer in time\nAsk again in a minute.", ward.Story.ToldTo("ana"), StringComparison.Ordinal);
        Assert.Contains("Warning · Channel · Posting: chat.postMessage: no answer in time", ward.Story.ToldTo("ana"), StringComparison.Ordinal);
        Assert.InRange(ward.Story.Clock.GetUtcNow() - asked, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Empty(ward.Story.Channel.Messages);
    }

    [Fact]
    public async Task A_plan_that_is_not_there_is_refused_with_the_one_that_was_meant_and_without_a_name_all_are_looked_at()
    {
        await using var ward = await Ward.BeginAsync(settings: new() { ["TARGET"] = "" });

        await ward.Story.TypesAsync("ana", "/warroom doctor lauch");
        Assert.Equal("There is no plan \"lauch\". Did you mean /warroom doctor launch?", ward.Story.ToldTo("ana"));

        await ward.Story.TypesAsync("ana", "/warroom doctor");
        Assert.Contains("Warning · Plans · launch: cannot be used: ${TARGET} is not set", ward.Story.ToldTo("ana"), StringComparison.Ordinal);
        Assert.Contains("Warning · Plans · production-24h: cannot be used: ${TARGET} is not set", ward.Story.ToldTo("ana"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_command_line_it_prints_every_line_and_tells_by_the_exit_code_whether_one_failed()
    {
        await using var ward = await Ward.BeginAsync(settings: new() { ["Slack:PublicUrl"] = "http://127.0.0.1:1" });
        ward.Story.Settings["Slack:PublicUrl"] = ward.Story.Bot.Address.ToString();
        ward.Story.Settings["Urls"] = ward.Story.Bot.Address.ToString();

        var (code, printed) = await ward.RunsAsync("launch", ward.Story.Channel.Id);

        Assert.True(code == 0, printed);
        Assert.Contains("passed   Slack · Bot token: signed in to Fake team as @warroom\n", printed, StringComparison.Ordinal);
        Assert.Contains("passed   Way in from Slack · Signing secret: ", printed, StringComparison.Ordinal);
        Assert.Contains("passed   Channel · Posting\n", printed, StringComparison.Ordinal);
        Assert.Contains("WARNING  Channel · Making channels: not tried here. Ask with /warroom doctor in a public channel.\n", printed, StringComparison.Ordinal);
        Assert.EndsWith("passed\n", printed, StringComparison.Ordinal);
        Assert.Empty(ward.Story.Channel.Messages);

        ward.Story.Settings["Slack:SigningSecret"] = "another-one";
        (code, printed) = await ward.RunsAsync("launch", null);

        Assert.Equal(1, code);
        Assert.Contains("FAILED   Way in from Slack · Signing secret: ", printed, StringComparison.Ordinal);
        Assert.Contains(" does not take what is signed with Slack:SigningSecret. Give the running bot the Signing Secret", printed, StringComparison.Ordinal);

        ward.Story.Settings["Slack:SigningSecret"] = "";
        (code, printed) = await ward.RunsAsync("launch", null);

        Assert.Equal(1, code);
        Assert.Equal("FAILED   Settings: Slack:SigningSecret is missing: without it anybody could forge a request. It is under Basic Information of the Slack app. For Socket Mode set Slack:AppToken instead.\n", printed);
    }

    [Fact]
    public async Task The_address_that_cards_link_to_is_visited()
    {
        await using var ward = await Ward.BeginAsync();
        var (bot, front) = (ward.Story.Bot.Address.ToString().TrimEnd('/'), ward.Gateways.Address);

        Assert.DoesNotContain("Pages", await AskedAsync(""), StringComparison.Ordinal);
        Assert.Contains($"passed   Pages · Address: {bot} shows them\n", await AskedAsync(bot), StringComparison.Ordinal);
        Assert.Contains($"WARNING  Pages · Address: {front}/sms does not show them (HTTP 404). They answer only to who comes from the bot's own machine", await AskedAsync($"{front}/sms"), StringComparison.Ordinal);
        Assert.Contains("WARNING  Pages · Address: nothing answers at http://127.0.0.1:1: ConnectionError. Set Web:Address to where people reach the pages", await AskedAsync("http://127.0.0.1:1"), StringComparison.Ordinal);

        async Task<string> AskedAsync(string address)
        {
            ward.Story.Settings["Web:Address"] = address;
            return (await ward.RunsAsync("launch", null)).Printed;
        }
    }

    [Theory, Engines]
    public async Task A_storage_that_a_newer_version_made_fails_at_the_command_line_and_one_that_is_empty_is_left_so(Engine engine)
    {
        await using var ward = await Ward.BeginAsync(engine);
        await ward.Story.Bot.Store.WriteAsync(
            (session, token) => session.ExecuteAsync("insert into schema_version (number, name, checksum, applied_at) values (9999, '9999_moon', '', 1)", null, token), Token);

        var (code, printed) = await ward.RunsAsync("launch", null);

        Assert.Equal(1, code);
        Assert.Contains("FAILED   Storage · Schema: The database has schema step 9999_moon, which this version does not know", printed, StringComparison.Ordinal);

        await using var empty = await TestDatabase.CreateEmptyAsync(engine);
        for (var time = 1; time <= 2; time++)
        {
            (_, printed) = await ward.RunsAsync("launch", null, empty);
            Assert.Matches("passed   Storage · Schema: (SQLite|PostgreSQL), empty; the first start makes it\n", printed);
            Assert.Contains("passed   Storage · Writing and reading: in ", printed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_storage_that_is_not_there_fails_at_the_command_line()
    {
        await using var ward = await Ward.BeginAsync();
        ward.Story.Settings["Storage:ConnectionString"] = "Data Source=/nowhere/at/all/warroom.db";

        var (code, printed) = await ward.RunsAsync("launch", null);

        Assert.Equal(1, code);
        Assert.Contains("FAILED   Storage · Writing and reading: The database file cannot be used: ", printed, StringComparison.Ordinal);
        Assert.Contains("Look at Storage:Provider and Storage:ConnectionString, and whether the database runs.\n", printed, StringComparison.Ordinal);
    }

    private sealed record Ward(RoomStory Story, FakeGateways Gateways, SmtpSink Mails) : IAsyncDisposable
    {
        public static async Task<Ward> BeginAsync(Engine engine = Engine.Sqlite, Dictionary<string, string?>? settings = null)
        {
            var (gateways, mails) = (await FakeGateways.StartAsync(), SmtpSink.Start());
            var all = new Dictionary<string, string?>(gateways.Settings);
            foreach (var (key, value) in mails.Settings.Concat(settings ?? []))
                all[key] = value;
            var story = await RoomStory.BeginAsync(engine, all);
            story.Plans.Write("launch", Launch);
            // What goes wrong on purpose is meant for the doctor, not for the start.
            await story.Slack.Until(() => story.Slack.Calls.Any(call => call.Method == "auth.test"));
            await story.Bot.SettleAsync();
            return new(story, gateways, mails);
        }

        /// <summary>The command beside the running bot, or before its first start.</summary>
        public async Task<(int Code, string Printed)> RunsAsync(string? plan, string? channel, TestDatabase? database = null)
        {
            await using var output = new StringWriter { NewLine = "\n" };
            var code = await new DoctorRun(() => WarRoomHost.Build([], Configure), output).RunAsync(plan, channel, Token);
            return (code, output.ToString());

            void Configure(WebApplicationBuilder builder)
            {
                builder.Configuration.Sources.Clear();
                builder.Configuration.AddInMemoryCollection((database ?? Story.Database).Configuration);
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "None" });
                builder.Configuration.AddInMemoryCollection(Story.Settings);
                builder.Services.AddSingleton<TimeProvider>(Story.Clock);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Story.DisposeAsync();
            await Gateways.DisposeAsync();
            await Mails.DisposeAsync();
        }
    }
}
