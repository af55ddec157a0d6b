using WarRoomBot.Host.Signals.Proving;
using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources;

/// <summary>
/// PagerDuty's webhooks, version 3 (PagerDuty/developer-docs: docs/webhooks/{01-Overview,02-Behavior,04-Signatures}.md). The secret is that
/// of the subscription; while it is changed there are several signatures, and any may be ours.
/// </summary>
internal sealed class PagerDutySource : JsonSource
{
    /// <summary>Incidents that we opened there ourselves carry a key of ours: what happens to them is known here already.</summary>
    internal const string OwnKeys = "warroom/";

    private const string Signature = "X-PagerDuty-Signature";
    private const int MostSignatures = 16;

    public override string Kind => "PagerDuty";

    protected override string? Unproven(WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        if (request.Header(Signature) is not { } header)
            return $"{Signature} is missing";
        return header.Split(',', MostSignatures + 1, StringSplitOptions.TrimEntries)
            .Take(MostSignatures)
            .Any(part => part.StartsWith("v1=", StringComparison.Ordinal) && HmacSha256.Signs(part[3..], settings.Secret, request.Body.Span))
            ? null
            : $"{Signature} has no valid signature";
    }

    protected override Received Read(JsonPart body, WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        var happened = body["event"u8];
        if (happened["event_type"u8].Line(Foreign.Name) is not { } type)
            return Malformed("event.event_type is missing");
        // The event's id is signed and the same however often it is sent; the header is the same for one subscription only.
        var delivery = happened["id"u8].Exact() is { Length: > 0 } id ? id : request.Header("X-Webhook-Id");
        if (!type.StartsWith("incident.", StringComparison.Ordinal))
            return Nothing(delivery);
        var data = happened["data"u8];
        // Notes, responders and the like are about an incident.
        var incident = data["incident"u8] is { IsObject: true } about ? about : data;
        if (incident["id"u8].Exact() is not { Length: > 0 } number)
            return Malformed("event.data.id is missing");
        return incident["incident_key"u8].Exact()?.StartsWith(OwnKeys, StringComparison.Ordinal) == true
            ? Nothing(delivery)
            : new Received.Accepted([Of(type, happened, incident, $"pd:{number}", settings)], delivery);
    }

    private static Signal Of(string type, JsonPart happened, JsonPart incident, string fingerprint, SourceSettings settings)
    {
        var status = type switch
        {
            "incident.triggered" or "incident.reopened" or "incident.unacknowledged" => SignalStatus.Firing,
            "incident.acknowledged" => SignalStatus.Acknowledged,
            "incident.resolved" => SignalStatus.Resolved,
            _ => SignalStatus.Info,
        };
        var by = happened["agent"u8]["summary"u8].Line(Foreign.Name);
        var title = (incident["title"u8] is { IsThere: true } own ? own : incident["summary"u8]).Line(Foreign.Title) ?? "Incident without a title";
        return new()
        {
            Source = settings.Name,
            Fingerprint = Fingerprints.Of(fingerprint),
            Status = status,
            Title = title,
            Severity = Severities.OfPriority(incident["priority"u8]["summary"u8].Line(Foreign.Name), settings)
                ?? Severities.Of(incident["urgency"u8].Line(Foreign.Name), settings),
            Text = status == SignalStatus.Info ? $"PagerDuty: {type["incident.".Length..].Replace('_', ' ')}{(by is null ? "" : $" by {by}")}"
                : by is null ? null
                : $"PagerDuty: by {by}",
            Service = incident["service"u8]["summary"u8].Line(Foreign.Name),
            Link = Links.FirstOf(incident["html_url"u8]),
            // One that was opened again began again.
            StartedAt = (type == "incident.reopened" ? happened["occurred_at"u8] : incident["created_at"u8]).Moment(),
            EndedAt = status == SignalStatus.Resolved ? happened["occurred_at"u8].Moment() : null,
        };
    }
}
