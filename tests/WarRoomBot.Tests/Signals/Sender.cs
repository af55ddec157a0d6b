using System.Security.Cryptography;
using System.Text;
using WarRoomBot.Host.Signals.Sources;
using WarRoomBot.Host.Signals.Sources.Generic;
using WarRoomBot.Host.Signals.Sources.Sentry;
using WarRoomBot.Host.Signals.Sources.Sns;
using WarRoomBot.Host.Signals.Sources.UptimeRobot;
using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

/// <summary>One alert source as it really sends: how it is set up, what it says and how it proves who it is.</summary>
internal sealed record Sender(string Name, SignalSource Kind, string Body)
{
    public const string Secret = "s3cret-of-the-source";

    private static readonly Lazy<IReadOnlyList<Sender>> Every = new(Create);

    public delegate IEnumerable<(string Name, string Value)> Signing(byte[] body, string secret, DateTimeOffset now);

    public static IReadOnlyList<Sender> All => Every.Value;

    public static TheoryData<string> Names => [.. All.Select(sender => sender.Name)];

    public string Method { get; init; } = "POST";

    public string ContentType { get; init; } = "application/json";

    /// <summary>Keys of the source beside Kind and Secret.</summary>
    public IReadOnlyDictionary<string, string> Extra { get; init; } = new Dictionary<string, string>();

    public Signing Signs { get; init; } = (_, secret, _) => [("Authorization", $"Bearer {secret}")];

    /// <summary>Headers whatever the secret is.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The query without the question mark, encoded.</summary>
    public Func<string, string> Query { get; init; } = _ => "";

    /// <summary>From what the source says to the bytes it sends.</summary>
    public Func<byte[], DateTimeOffset, byte[]> Wraps { get; init; } = (body, _) => body;

    /// <summary>The status of a good answer.</summary>
    public int Good { get; init; } = 200;

    /// <summary>Whether the same sent again is known to be the same; where it is not, it is said anew.</summary>
    public bool IsKnownAgain { get; init; } = true;

    public SourceSettings Settings => new(Name, Secret, SignalSeverity.P2) { Extra = Extra };

    public IEnumerable<KeyValuePair<string, string?>> Configuration =>
        new Dictionary<string, string?>(Extra.Select(key => KeyValuePair.Create($"Alerts:Sources:{Name}:{key.Key}", (string?)key.Value)))
        {
            [$"Alerts:Sources:{Name}:Kind"] = Kind.Kind,
            [$"Alerts:Sources:{Name}:Secret"] = Secret,
        };

    public static Sender Of(string name) => All.Single(sender => sender.Name == name);

    /// <summary>Looks at the request as the product does, without a server.</summary>
    public Received Receive(byte[] body, DateTimeOffset now, string secret = Secret)
    {
        var wrapped = Wraps(body, now);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = ContentType };
        foreach (var (name, value) in Signs(wrapped, secret, now).Concat(Headers))
            headers[name] = value;
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Query(secret));
        return Kind.Receive(
            new(Method, headers.GetValueOrDefault, name => query.TryGetValue(name, out var values) ? values[0] : null, wrapped) { Fetched = SnsSender.Fetched },
            Settings,
            now);
    }

    public override string ToString() => Name;

    private static IReadOnlyList<Sender> Create() =>
    [
        new("prom", new AlertmanagerSource(), Payloads.Alertmanager),
        new("prom-in-address", new AlertmanagerSource(), Payloads.Alertmanager) { Signs = None, Query = Token },
        new("prom-basic", new AlertmanagerSource(), Payloads.Alertmanager) { Signs = Basic },
        new("grafana", new GrafanaSource(), Payloads.Grafana) { Method = "PUT" },
        new("grafana-signed", new GrafanaSource(), Payloads.Grafana) { Signs = (body, secret, _) => [("X-Grafana-Alerting-Signature", Hmac(secret, body))] },
        new("grafana-stamped", new GrafanaSource(), Payloads.Grafana)
        {
            Extra = new Dictionary<string, string> { ["SignatureHeader"] = "X-Sig", ["TimestampHeader"] = "X-At" },
            Signs = (body, secret, now) => [("X-At", Seconds(now)), ("X-Sig", Hmac(secret, [.. Encoding.ASCII.GetBytes($"{Seconds(now)}:"), .. body]))],
        },
        new("sentry", new SentrySource(), Payloads.SentryIssue)
        {
            Signs = (body, secret, now) => [("Sentry-Hook-Signature", Hmac(secret, body)), ("Sentry-Hook-Timestamp", Seconds(now))],
            Headers = [("Sentry-Hook-Resource", "issue"), ("Request-ID", "5f2c1e9a")],
        },
        new("sentry-plugin", new SentrySource(), Payloads.SentryPlugin) { Signs = None, Query = Token },
        new("robot-query", new UptimeRobotSource(), "") { Method = "GET", Signs = None, Query = secret => $"{Token(secret)}&{Payloads.UptimeRobotForm}" },
        new("robot-form", new UptimeRobotSource(), Payloads.UptimeRobotForm) { ContentType = "application/x-www-form-urlencoded", Signs = None, Query = Token },
        new("robot-json", new UptimeRobotSource(), Payloads.UptimeRobotJson),
        new("pager", new PagerDutySource(), Payloads.PagerDuty)
        {
            Signs = (body, secret, _) => [("X-PagerDuty-Signature", $"v1={Hmac("rotated", body)},v1={Hmac(secret, body)}")],
        },
        new("script", new GenericSource(), Payloads.Generic) { Good = 202, IsKnownAgain = false },
        new("script-keyed", new GenericSource(), Payloads.Generic) { Good = 202, Headers = [("Idempotency-Key", "9d2f-1")] },
        new("script-signed", new GenericSource(), Payloads.GenericList)
        {
            Good = 202,
            IsKnownAgain = false,
            Signs = (body, secret, now) => [("X-Warroom-Signature", $"t={Seconds(now)},v1={Hmac(secret, [.. Encoding.ASCII.GetBytes($"{Seconds(now)}."), .. body])}")],
        },
        new("script-text", new GenericSource(), Payloads.Text) { Good = 202, IsKnownAgain = false, Signs = None, Query = Token },
        new("events-binary", new CloudEventsSource(), Payloads.Generic)
        {
            Headers = [("ce-id", "A234-1234"), ("ce-source", "/cloud/checks"), ("ce-type", "com.example.alert"), ("ce-specversion", "1.0")],
        },
        new("events-structured", new CloudEventsSource(), Payloads.CloudEvent) { ContentType = "application/cloudevents+json" },
        new("events-batch", new CloudEventsSource(), $"[{Payloads.CloudEvent}]") { ContentType = "application/cloudevents-batch+json" },
        new("opsgenie", new OpsgenieSource(), Payloads.Opsgenie),
        new("datadog", new DatadogSource(), Payloads.Datadog),
        new("aws", new SnsSource(), Payloads.CloudWatch)
        {
            ContentType = "text/plain; charset=UTF-8",
            Extra = new Dictionary<string, string> { ["Topic"] = SnsSender.Topic },
            Signs = None,
            Query = Token,
            Wraps = (message, now) => SnsSender.Notification(Encoding.UTF8.GetString(message), now),
        },
        new("kuma", new UptimeKumaSource(), Payloads.UptimeKuma),
    ];

    private static IEnumerable<(string, string)> None(byte[] body, string secret, DateTimeOffset now) => [];

    private static IEnumerable<(string, string)> Basic(byte[] body, string secret, DateTimeOffset now) =>
        [("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"alertmanager:{secret}"))}")];

    private static string Token(string secret) => $"token={Uri.EscapeDataString(secret)}";

    internal static string Hmac(string secret, byte[] bytes) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes));

    internal static string Seconds(DateTimeOffset at) => FormattableString.Invariant($"{at.ToUnixTimeSeconds()}");
}
