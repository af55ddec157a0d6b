using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources;

/// <summary>
/// Uptime Kuma's webhook with a JSON body (louislam/uptime-kuma: server/notification-providers/webhook.js). It has no signature: the secret
/// is an additional header or part of the address.
/// </summary>
internal sealed class UptimeKumaSource : JsonSource
{
    private const int Down = 0;
    private const int Up = 1;

    public override string Kind => "UptimeKuma";

    public override bool Repeats => true;

    protected override Received Read(JsonPart body, WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        if (!body.IsObject)
            return Malformed("the body is no object; Uptime Kuma's preset application/json was expected");
        var (beat, monitor) = (body["heartbeat"u8], body["monitor"u8]);
        if (!beat.IsThere)
            return new Received.Accepted([Notice(body["msg"u8], settings)], null);
        if (beat["monitorID"u8].Exact() is not { Length: > 0 } id)
            return Malformed("heartbeat.monitorID is missing");
        if (beat["status"u8].Whole() is not { } code)
            return Malformed("heartbeat.status is missing, or no number");

        var name = monitor["name"u8].Line(Foreign.Name) ?? $"Monitor {Foreign.Line(id, Foreign.Name)}";
        var at = beat["time"u8].Moment();
        return new Received.Accepted(
            [
                new()
                {
                    Source = settings.Name,
                    Fingerprint = Fingerprints.Of($"kuma:{id}"),
                    Status = code switch
                    {
                        Down => SignalStatus.Firing,
                        Up => SignalStatus.Resolved,
                        _ => SignalStatus.Info,
                    },
                    Title = code switch
                    {
                        Down => $"{name} is down",
                        Up => $"{name} is up",
                        2 => $"{name} is pending",
                        3 => $"{name} is in maintenance",
                        _ => name,
                    },
                    Severity = code == Down ? Severities.Of("critical", settings) : null,
                    Text = beat["msg"u8].Lines(Foreign.Text) ?? body["msg"u8].Lines(Foreign.Text),
                    Service = name,
                    Rule = "Uptime Kuma monitor",
                    Value = beat["ping"u8].Line(Foreign.Name) is { } ping ? $"{ping} ms" : null,
                    Link = Links.FirstOf(monitor["url"u8]),
                    StartedAt = code == Down ? at : null,
                    EndedAt = code == Up ? at : null,
                    RepeatsWithin = code == Down ? settings.RepeatsWithin : null,
                },
            ],
            at is null ? null : Deliveries.Of(request));
    }

    /// <summary>
    /// Messages about no heartbeat: a test, or a certificate that ends soon, which is all that says so
    /// (louislam/uptime-kuma: server/model/monitor.js).
    /// </summary>
    private static Signal Notice(JsonPart message, SourceSettings settings)
    {
        var title = message.Line(Foreign.Title) ?? "Message without a text";
        var isCertificate = title.Contains("certificate", StringComparison.OrdinalIgnoreCase) && title.Contains("expired in", StringComparison.OrdinalIgnoreCase);
        return new()
        {
            Source = settings.Name,
            // The days left change from message to message, the certificate does not.
            Fingerprint = Fingerprints.Of($"kuma:{(isCertificate ? title[..title.IndexOf("expired in", StringComparison.OrdinalIgnoreCase)] : "message")}"),
            Status = isCertificate ? SignalStatus.Firing : SignalStatus.Info,
            Title = title,
            Severity = isCertificate ? Severities.Of("warning", settings) : null,
            Rule = isCertificate ? "Uptime Kuma certificate" : null,
        };
    }
}
