using WarRoomBot.Host.Signals.Proving;
using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources.Sentry;

/// <summary>
/// Sentry's integration platform, signed with the integration's client secret (Sentry docs "Integration Platform: Webhooks"), and its
/// older "WebHooks" plugin, which signs nothing: there the secret is a token (getsentry/sentry: plugins/sentry_webhooks/plugin.py).
/// </summary>
internal sealed class SentrySource : JsonSource
{
    private const string Signature = "Sentry-Hook-Signature";

    public override string Kind => "Sentry";

    /// <summary>The time stamp header is not part of what is signed, so it proves nothing and is not looked at.</summary>
    protected override string? Unproven(WebhookRequest request, SourceSettings settings, DateTimeOffset now) =>
        request.Header(Signature) is { } signature
            ? HmacSha256.Signs(signature, settings.Secret, request.Body.Span) ? null : $"{Signature} is not a valid signature"
        : Tokens.Prove(request, settings) ? null
        : $"{Signature} is missing; for the WebHooks plugin, {Tokens.Expected}";

    protected override Received Read(JsonPart body, WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        if (!body.IsObject)
            return Malformed("the body is no object");
        var delivery = request.Header("Request-ID");
        var (action, data) = (body["action"u8], body["data"u8]);
        switch (request.Header("Sentry-Hook-Resource"))
        {
            case "event_alert":
                return SentryIssues.Triggered(data, settings) is { } triggered ? new Received.Accepted([triggered], delivery) : Malformed("data.event.issue_id is missing");
            case "issue":
                return SentryIssues.Changed(action, data["issue"u8], settings) is { } changed ? new Received.Accepted([changed], delivery) : Malformed("data.issue.id is missing");
            case "metric_alert":
                return SentryMetrics.Of(action, data, settings) is { } metric ? new Received.Accepted([metric], delivery) : Malformed("data.metric_alert.id is missing");
            case null:
                return SentryIssues.Plugin(body, settings) is { } plugin ? new Received.Accepted([plugin], body["event"u8]["event_id"u8].IsThere ? Deliveries.Of(request) : null) : Malformed("id is missing, the issue's");
            default:
                // Installations, comments, single errors and what is still to come: answered well, so that Sentry does not unsubscribe us.
                return Nothing(delivery);
        }
    }
}
