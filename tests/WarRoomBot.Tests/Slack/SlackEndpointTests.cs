using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using WarRoomBot.Data;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Slack;

/// <summary>What each of the three routes answers to whatever is sent there: the right status, nothing stored, nothing thrown.</summary>
public sealed class SlackEndpointTests
{
    private const string Form = "application/x-www-form-urlencoded";

    private const string Command =
        "command=%2Fwarroom&text=status&team_id=T1&channel_id=C1&channel_name=beta&user_id=U1&user_name=ana&trigger_id=1.2.3"
        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F1";

    private const string Press =
        """
        {"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"channel":{"id":"C1"},
         "actions":[{"action_id":"a#0","action_ts":"1.1"}]}
        """;

    private const string Submission =
        """
        {"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1"},
         "view":{"id":"V1","callback_id":"x","private_metadata":"slack/T1/C1\n7"}}
        """;

    public static TheoryData<string, string, string, int> Requests => new()
    {
        { "a command", "/slack/commands", Command, 200 },
        { "an empty body", "/slack/commands", "", 400 },
        { "no form at all", "/slack/commands", "{\"command\":\"/warroom\"}", 400 },
        { "noise", "/slack/commands", "&&==&%%&\0", 400 },
        { "a command without its slash", "/slack/commands", Command.Replace("%2F", "", StringComparison.Ordinal), 400 },
        { "a command of a slash alone", "/slack/commands", Command.Replace("%2Fwarroom", "%2F", StringComparison.Ordinal), 400 },
        { "a broken escape", "/slack/commands", Command.Replace("status", "100%zz", StringComparison.Ordinal), 400 },
        { "an escape that breaks off", "/slack/commands", Command.Replace("status", "%", StringComparison.Ordinal), 400 },
        { "no team", "/slack/commands", Command.Replace("team_id", "team", StringComparison.Ordinal), 400 },
        { "no channel", "/slack/commands", Command.Replace("channel_id", "channel", StringComparison.Ordinal), 400 },
        { "no user", "/slack/commands", Command.Replace("user_id", "user", StringComparison.Ordinal), 400 },
        { "no trigger", "/slack/commands", Command.Replace("trigger_id", "trigger", StringComparison.Ordinal), 400 },
        { "a team that is none", "/slack/commands", Command.Replace("=T1", "=T1%2FC9", StringComparison.Ordinal), 400 },
        { "a trigger with a blank", "/slack/commands", Command.Replace("1.2.3", "1+2", StringComparison.Ordinal), 400 },
        { "half a character", "/slack/commands", Command.Replace("status", "%F0%9F", StringComparison.Ordinal), 200 },
        { "a signed look whether we are there", "/slack/commands", $"ssl_check=1&{Command}", 200 },
        { "a press", "/slack/interactions", Payload(Press), 200 },
        { "no payload", "/slack/interactions", "text=hello", 400 },
        { "an empty payload", "/slack/interactions", "payload=", 400 },
        { "a payload that is no JSON", "/slack/interactions", "payload=hello", 400 },
        { "a payload that is a list", "/slack/interactions", "payload=[]", 400 },
        { "a payload that is null", "/slack/interactions", "payload=null", 400 },
        { "a payload without a type", "/slack/interactions", "payload={}", 400 },
        { "a payload with a broken escape", "/slack/interactions", "payload=%7", 400 },
        { "half a pair of surrogates", "/slack/interactions", Payload("""{"type":"\ud800"}"""), 400 },
        { "depth", "/slack/interactions", $"payload={new string('[', 5000)}", 400 },
        { "actions that are no list", "/slack/interactions", Payload("""{"type":"block_actions","actions":{}}"""), 400 },
        { "a press of nobody", "/slack/interactions", Payload(Press.Replace("U1", "", StringComparison.Ordinal)), 400 },
        { "a press in no team", "/slack/interactions", Payload(Press.Replace("T1", "", StringComparison.Ordinal)), 400 },
        { "a press at no time", "/slack/interactions", Payload(Press.Replace("1.1", "", StringComparison.Ordinal)), 400 },
        { "a press nowhere", "/slack/interactions", Payload(Press.Replace("\"channel\"", "\"elsewhere\"", StringComparison.Ordinal)), 200 },
        {
            "no presses", "/slack/interactions",
            Payload("""{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"actions":[]}"""), 200
        },
        {
            "a form without a view", "/slack/interactions",
            Payload("""{"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1"}}"""), 400
        },
        {
            "a form of somebody else", "/slack/interactions", Payload(Submission.Replace("slack/T1/C1\\n7", "hello", StringComparison.Ordinal)), 400
        },
        { "a form", "/slack/interactions", Payload(Submission), 200 },
        { "a form that was closed", "/slack/interactions", Payload("""{"type":"view_closed","view":{"id":"V1"}}"""), 200 },
        { "a shortcut", "/slack/interactions", Payload("""{"type":"shortcut","callback_id":"x"}"""), 200 },
        { "something new", "/slack/interactions", Payload("""{"type":"telepathy"}"""), 200 },
        { "an event", "/slack/events", """{"type":"event_callback","event":{"type":"app_mention"}}""", 200 },
        { "an unknown event", "/slack/events", """{"type":"event_callback","event":{"type":"telepathy"},"event_id":"Ev1"}""", 200 },
        { "a limit on events", "/slack/events", """{"type":"app_rate_limited","minute_rate_limited":1}""", 200 },
        { "no event", "/slack/events", "", 400 },
        { "an event that is no JSON", "/slack/events", "payload=1", 400 },
        { "an event without a type", "/slack/events", "{}", 400 },
        { "a challenge without one", "/slack/events", """{"type":"url_verification"}""", 400 },
        { "an unsigned look sent as an event", "/slack/events", "ssl_check=1", 400 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_signed_request_is_answered_for_what_it_is(string what, string path, string body, int status)
    {
        await using var bot = await SlackBot.StartAsync();
        var bytes = Encoding.UTF8.GetBytes(body);

        var answer = await bot.Workspace.Bot.SendRaw(path, Form, bytes, bot.Workspace.Bot.Sign(bytes));

        Assert.Equal((what, status, ""), (what, (int)answer.Status, answer.Body));
        var stored = what is "a command" or "half a character" or "a press" or "a form" ? 1 : 0;
        Assert.Equal(stored, bot.Door.Brought.Count);
        Assert.DoesNotContain(bot.Logs.Lines, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/slack/commands")]
    [InlineData("/slack/interactions")]
    [InlineData("/slack/events")]
    public async Task A_request_that_Slack_did_not_sign_is_refused(string path)
    {
        await using var bot = await SlackBot.StartAsync();
        var sender = bot.Workspace.Bot;
        var good = path == "/slack/events" ? """{"type":"url_verification","challenge":"x"}""" : $"{Command}&{Payload(Press)}";
        var body = Encoding.UTF8.GetBytes(good);
        var now = bot.Clock.GetUtcNow();
        var headers = sender.Sign(body);
        (string Why, byte[] Body, IReadOnlyDictionary<string, string> Headers)[] forged =
        [
            ("no headers", body, new Dictionary<string, string>()),
            ("no signature", body, Without(headers, "X-Slack-Signature")),
            ("no timestamp", body, Without(headers, "X-Slack-Request-Timestamp")),
            ("another secret", body, sender.Sign(body, secret: "guessed")),
            ("too old", body, sender.Sign(body, now.AddSeconds(-301))),
            ("from the future", body, sender.Sign(body, now.AddSeconds(301))),
            ("another body", [.. body, (byte)' '], headers),
            ("an empty body", [], headers),
            ("an old timestamp on a new signature", body, With(headers, "X-Slack-Request-Timestamp", "1531420618")),
            ("a smuggled look", [.. "ssl_check=true&"u8, .. body], headers),
            ("another smuggled look", [.. "ssl_check=11&"u8, .. body], headers),
            ("a look that is not the first of its name", [.. "ssl_check=0&ssl_check=1&"u8, .. body], headers),
        ];

        foreach (var (why, sent, with) in forged)
        {
            var answer = await sender.SendRaw(path, Form, sent, with);
            Assert.Equal((why, HttpStatusCode.Unauthorized, ""), (why, answer.Status, answer.Body));
        }

        Assert.Empty(bot.Door.Brought);
    }

    [Fact]
    public async Task An_unsigned_look_whether_we_are_there_is_answered_and_nothing_in_it_counts()
    {
        await using var bot = await SlackBot.StartAsync();

        var answer = await bot.Workspace.Bot.SendRaw(
            "/slack/commands", Form, Encoding.ASCII.GetBytes($"ssl_check=1&token=x&{Command}"), new Dictionary<string, string>());

        Assert.Equal((HttpStatusCode.OK, ""), (answer.Status, answer.Body));
        Assert.Empty(bot.Door.Brought);
    }

    [Theory]
    [InlineData("/slack/commands")]
    [InlineData("/slack/interactions")]
    [InlineData("/slack/events")]
    public async Task A_body_of_more_than_a_MiB_is_too_long(string path)
    {
        await using var bot = await SlackBot.StartAsync();
        var sender = bot.Workspace.Bot;
        var longest = Encoding.ASCII.GetBytes(new string('a', 1024 * 1024));
        byte[] tooLong = [.. longest, (byte)'a'];

        Assert.Equal(HttpStatusCode.BadRequest, (await sender.SendRaw(path, Form, longest, sender.Sign(longest))).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await sender.SendRaw(path, Form, tooLong, sender.Sign(tooLong))).Status);
        Assert.Empty(bot.Door.Brought);
    }

    [Theory]
    [InlineData("/slack/commands", Command)]
    [InlineData("/slack/interactions", "payload=" + Press)]
    public async Task Storage_that_is_away_is_told_to_Slack(string path, string body)
    {
        await using var bot = await SlackBot.StartAsync();
        bot.Door.Fails = new StorageUnavailableException("no disk");
        var bytes = Encoding.UTF8.GetBytes(body);

        var answer = await bot.Workspace.Bot.SendRaw(path, Form, bytes, bot.Workspace.Bot.Sign(bytes));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, ""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task The_address_of_events_is_verified_by_its_challenge()
    {
        await using var bot = await SlackBot.StartAsync();

        var answer = await bot.Workspace.Bot.SendEvent(new() { ["type"] = "url_verification", ["token"] = "x", ["challenge"] = "3eZb\"R" });

        Assert.True(answer.IsOk);
        Assert.Equal("3eZb\"R", (string?)JsonNode.Parse(answer.Body)!["challenge"]);
    }

    [Fact]
    public async Task Without_a_token_there_are_no_routes()
    {
        await using var slack = await FakeSlack.StartAsync(TimeProvider.System);
        slack.Connect(slack.ApiBaseUrl);

        var answer = await slack.SlashCommand("beta", "ana", "/warroom help");

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
    }

    private static string Payload(string json) => $"payload={WebUtility.UrlEncode(json)}";

    private static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.Where(header => header.Key != name).ToDictionary();

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> headers, string name, string value) =>
        new(Without(headers, name)) { [name] = value };
}
