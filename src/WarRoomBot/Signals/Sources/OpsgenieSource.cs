using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources;

/// <summary>
/// Opsgenie's webhook integration (Opsgenie docs "Alert action data"; it is sold no more and ends in April 2027). It has no signature:
/// the secret is a header of one's own or part of the address.
/// </summary>
internal sealed class OpsgenieSource : JsonSource
{
    public override string Kind => "Opsgenie";

    protected override Received Read(JsonPart body, WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        var (action, alert) = (body["action"u8].Line(Foreign.Name), body["alert"u8]);
        if (action is null)
            return Malformed("action is missing");
        var key = alert["alias"u8].Exact() is { Length: > 0 } alias ? alias : alert["alertId"u8].Exact();
        if (key is not { Length: > 0 })
            return Malformed("alert.alias and alert.alertId are missing");
        var status = action switch
        {
            "Create" or "UnAcknowledge" => SignalStatus.Firing,
            "Acknowledge" => SignalStatus.Acknowledged,
            "Close" or "Delete" => SignalStatus.Resolved,
            _ => SignalStatus.Info,
        };
        var by = alert["username"u8].Line(Foreign.Name);
        return new Received.Accepted(
            [
                new()
                {
                    Source = settings.Name,
                    Fingerprint = Fingerprints.Of(key),
                    Status = status,
                    Title = alert["message"u8].Line(Foreign.Title) ?? "Alert without a message",
                    Severity = Severities.OfPriority(alert["priority"u8].Line(Foreign.Name), settings),
                    Text = Labels.Paragraphs(
                        alert["description"u8].Lines(Foreign.Text),
                        Tags(alert["tags"u8]),
                        status == SignalStatus.Firing ? null : $"Opsgenie: {action}{(by is null ? "" : $" by {by}")}"),
                    Service = alert["entity"u8].Line(Foreign.Name),
                    StartedAt = alert["createdAt"u8].Moment(),
                    EndedAt = status == SignalStatus.Resolved ? alert["updatedAt"u8].Moment() : null,
                    Doubt = action == "Delete" ? "deleted in Opsgenie" : null,
                },
            ],
            alert["updatedAt"u8].IsThere ? Deliveries.Of(request) : null);
    }

    private static string? Tags(JsonPart tags) =>
        string.Join(", ", tags.Elements().Take(24).Select(tag => tag.Line(Foreign.Name)).Where(tag => tag is not null)) is { Length: > 0 } words ? words : null;
}
