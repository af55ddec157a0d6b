using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>Sends to the bot what Slack would, signed; or not, for the tests of what must be refused.</summary>
public sealed class FakeSender
{
    internal const string Client = "to the bot";

    private readonly FakeSlack _slack;
    private (string Path, string ContentType, byte[] Body)? _last;

    internal FakeSender(FakeSlack slack) => _slack = slack;

    /// <summary>Where the bot listens.</summary>
    public Uri? Address { get; set; }

    /// <summary>The headers that make a body Slack's own.</summary>
    public IReadOnlyDictionary<string, string> Sign(byte[] body, DateTimeOffset? at = null, string secret = FakeSlack.SigningSecret)
    {
        var timestamp = (at ?? _slack.Time.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"v0:{timestamp}:"), .. body];
        return new Dictionary<string, string>
        {
            ["X-Slack-Request-Timestamp"] = timestamp,
            ["X-Slack-Signature"] = $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}",
        };
    }

    /// <summary>An event of the Events API, as JSON.</summary>
    public Task<BotAnswer> SendEvent(JsonObject envelope) => _slack.Sockets.IsUsed
        ? _slack.Sockets.DeliverAsync("events_api", envelope, acceptsAnswer: false)
        : SendSigned("/slack/events", "application/json", Encoding.UTF8.GetBytes(envelope.ToJsonString()));

    /// <summary>What happened in the workspace, if the app is to hear of it.</summary>
    /// <param name="at">When; null for now.</param>
    internal Task<BotAnswer> SendNews(JsonObject happened, DateTimeOffset? at = null) => !FakeEvents.Reaches(_slack, happened)
        ? Task.FromResult(new BotAnswer(HttpStatusCode.OK, "not sent"))
        : SendEvent(new()
        {
            ["type"] = "event_callback",
            ["team_id"] = _slack.Team,
            ["event_id"] = $"Ev{_slack.NextNumber()}",
            ["event_time"] = (at ?? _slack.Time.GetUtcNow()).ToUnixTimeSeconds(),
            ["event"] = happened,
            ["authorizations"] = new JsonArray(new JsonObject { ["team_id"] = _slack.Team, ["user_id"] = FakeSlack.BotUserId, ["is_bot"] = true, ["is_enterprise_install"] = false }),
        });

    /// <summary>Sends the last signed request again, signed anew; or the last envelope.</summary>
    public Task<BotAnswer> Redeliver() => _slack.Sockets.IsUsed ? _slack.Sockets.RedeliverAsync()
        : _last is var (path, contentType, body)
        ? SendSigned(path, contentType, body)
        : throw new InvalidOperationException("nothing was sent yet");

    /// <summary>Sends any bytes with any headers.</summary>
    public async Task<BotAnswer> SendRaw(string path, string contentType, byte[] body, IReadOnlyDictionary<string, string> headers)
    {
        var bot = Address ?? throw new InvalidOperationException("call Connect first");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _slack.HttpClients.CreateClient(Client).SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    internal Task<BotAnswer> SendCommand(Dictionary<string, string> fields) => _slack.Sockets.IsUsed
        ? _slack.Sockets.DeliverAsync(
            "slash_commands", new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)JsonValue.Create(field.Value)))), acceptsAnswer: true)
        : SendForm("/slack/commands", fields);

    internal Task<BotAnswer> SendPayload(JsonObject payload) => _slack.Sockets.IsUsed
        ? _slack.Sockets.DeliverAsync("interactive", payload, acceptsAnswer: (string?)payload["type"] is "view_submission" or "block_suggestion")
        : SendForm("/slack/interactions", new() { ["payload"] = payload.ToJsonString() });

    private Task<BotAnswer> SendForm(string path, Dictionary<string, string> fields) => SendSigned(
        path,
        "application/x-www-form-urlencoded",
        Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => $"{field.Key}={WebUtility.UrlEncode(field.Value)}"))));

    private Task<BotAnswer> SendSigned(string path, string contentType, byte[] body)
    {
        _last = (path, contentType, body);
        return SendRaw(path, contentType, body, Sign(body));
    }
}

/// <summary>What the bot answered.</summary>
public sealed record BotAnswer(HttpStatusCode Status, string Body)
{
    public bool IsOk => Status == HttpStatusCode.OK;

    /// <summary>What the form is to be replaced by; null when it is not.</summary>
    public JsonObject? Next => Body.StartsWith('{') && JsonNode.Parse(Body) is JsonObject json && (string?)json["response_action"] == "update" ? (JsonObject)json["view"]! : null;

    /// <summary>The sentences a form was refused with, by field id.</summary>
    public IReadOnlyDictionary<string, string> Errors =>
        Body.StartsWith('{') && JsonNode.Parse(Body) is JsonObject json && (string?)json["response_action"] == "errors"
            ? ((JsonObject)json["errors"]!).ToDictionary(pair => pair.Key, pair => (string)pair.Value!)
            : new Dictionary<string, string>();
}
