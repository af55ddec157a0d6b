using System.Globalization;
using WarRoomBot.Host.Signals.Proving;
using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources;

/// <summary>
/// Grafana's unified alerting (grafana/alerting: receivers/webhook/v1/webhook.go, http/hmac.go; Grafana docs "Configure webhook
/// notifications"). The secret is a bearer token, a basic password or the HMAC secret; where a header for signatures or time stamps is
/// configured, only a signature counts.
/// </summary>
internal sealed class GrafanaSource : JsonSource
{
    internal const string SignatureHeader = "SignatureHeader";
    internal const string TimestampHeader = "TimestampHeader";

    /// <summary>The defaults repeat interval 4h and group interval 5m, and a margin.</summary>
    private static readonly TimeSpan Usually = new(4, 15, 0);

    /// <summary>The documentation has the first, the source the second.</summary>
    private static readonly string[] UsualHeaders = ["X-Grafana-Alerting-Signature", "X-Grafana-Alert-Signature"];

    public override string Kind => "Grafana";

    public override bool Repeats => true;

    public override IReadOnlyList<string> Methods => ["POST", "PUT"];

    public override IReadOnlyList<string> ExtraKeys => [SignatureHeader, TimestampHeader];

    protected override string? Unproven(WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        var own = settings.Extra.GetValueOrDefault(SignatureHeader);
        var stamp = settings.Extra.GetValueOrDefault(TimestampHeader);
        if (own is null && stamp is null && Tokens.Prove(request, settings))
            return null;

        var timestamp = stamp is null ? null : request.Header(stamp);
        if (stamp is not null && !HmacSha256.IsFresh(timestamp, now))
            return $"{stamp} is missing, or too far from now";
        var prefix = stamp is null ? "" : $"{timestamp}:";
        string[] headers = own is null ? UsualHeaders : [own];
        return headers.Any(header => HmacSha256.Signs(request.Header(header), settings.Secret, prefix, request.Body.Span))
            ? null
            : own is null && stamp is null ? $"{Tokens.Expected}, or a valid {UsualHeaders[0]}"
            : $"{headers[0]} is missing, or not a valid signature";
    }

    protected override Received Read(JsonPart body, WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        var alerts = body["alerts"u8];
        if (!alerts.IsArray)
            return Malformed("alerts is missing, or no list; a payload template of one's own goes to a source of kind Generic");
        var signals = new List<Signal>(alerts.Count);
        foreach (var alert in alerts.Elements())
        {
            if (!alert.IsObject)
                return Malformed(string.Create(CultureInfo.InvariantCulture, $"alerts[{signals.Count}] is no object"));
            signals.Add(Of(alert, body, settings));
        }

        return new Received.Accepted(signals, Deliveries.Of(request, now));
    }

    private static Signal Of(JsonPart alert, JsonPart group, SourceSettings settings)
    {
        var (labels, annotations) = (alert["labels"u8], alert["annotations"u8]);
        var name = labels["alertname"u8].Line(Foreign.Name);
        var reason = annotations["grafana_state_reason"u8].Line(Foreign.Name);
        var resolved = alert["status"u8].Is("resolved"u8);
        var isWithoutData = reason is "NoData" or "Error";
        return new()
        {
            Source = settings.Name,
            Fingerprint = alert["fingerprint"u8].Exact() is { Length: > 0 } named ? Fingerprints.Of(named) : Fingerprints.OfBytes(labels.Raw),
            Status = resolved ? SignalStatus.Resolved : SignalStatus.Firing,
            Title = annotations["summary"u8].Line(Foreign.Title) ?? name ?? "Alert without a name",
            Severity = Severities.Of(labels["severity"u8].Line(Foreign.Name), settings),
            Text = Labels.Paragraphs(
                annotations["description"u8].Lines(Foreign.Text)
                    ?? annotations["message"u8].Lines(Foreign.Text)
                    ?? Labels.Words(labels, "alertname", "severity", "grafana_folder"),
                Links.FirstOf(annotations["runbook_url"u8]) is { } runbook ? $"Runbook: {runbook}" : null),
            Service = (labels["service"u8] is { IsThere: true } service ? service : labels["grafana_folder"u8]).Line(Foreign.Name),
            // Alerts about a source without data carry the name of the rule they stand in for.
            Rule = labels["rulename"u8].Line(Foreign.Name) ?? name,
            // Without data the values are -1, which nobody measured.
            Value = isWithoutData ? null : alert["values"u8].Properties().Select(value => value.Value.Line(Foreign.Name)).FirstOrDefault(),
            Link = Links.FirstOf(alert["panelURL"u8], alert["dashboardURL"u8], alert["generatorURL"u8], group["externalURL"u8]),
            StartedAt = alert["startsAt"u8].Moment(),
            EndedAt = resolved ? alert["endsAt"u8].Moment() : null,
            Doubt = resolved ? DoubtOf(reason) : null,
            AboutMonitoring = name is "DatasourceNoData" or "DatasourceError" || (!resolved && isWithoutData),
            RepeatsWithin = resolved ? null : settings.RepeatsWithin ?? Usually,
        };
    }

    /// <summary>Grafana docs "Stale alert instances", "No data and error states": reasons for leaving a state that are not recovery.</summary>
    private static string? DoubtOf(string? reason) => reason switch
    {
        null => null,
        "MissingSeries" => "its series is gone",
        "NoData" => "no data any more",
        "Error" => "the rule cannot be evaluated any more",
        "Paused" => "the rule was paused",
        "RuleDeleted" => "the rule was deleted",
        "Updated" => "the rule was changed",
        _ => $"Grafana says {reason}",
    };
}
