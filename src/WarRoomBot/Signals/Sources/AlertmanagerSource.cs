using System.Globalization;
using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources;

/// <summary>
/// Alertmanager's webhook, version 4 (Alertmanager: notify/webhook/webhook.go, template/template.go). It has no signature: the secret is a
/// bearer token, a basic password or part of the address.
/// </summary>
/// <remarks>
/// That an alert ended because Prometheus fell silent cannot be seen here: a resolved alert looks the same whether the rule said so or its
/// time ran out, and a firing one does not tell until when it holds. Only Alertmanager's own API could tell.
/// </remarks>
internal sealed class AlertmanagerSource : JsonSource
{
    /// <summary>The defaults repeat_interval 4h and group_interval 5m, the former rounded up to the latter, and a margin.</summary>
    private static readonly TimeSpan Usually = new(4, 15, 0);

    public override string Kind => "Alertmanager";

    public override bool Repeats => true;

    protected override Received Read(JsonPart body, WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        var alerts = body["alerts"u8];
        if (!alerts.IsArray)
            return Malformed("alerts is missing, or no list");
        var signals = new List<Signal>(alerts.Count + 1);
        foreach (var alert in alerts.Elements())
        {
            if (!alert.IsObject)
                return Malformed(string.Create(CultureInfo.InvariantCulture, $"alerts[{signals.Count}] is no object"));
            signals.Add(Of(alert, body, settings));
        }

        if (body["truncatedAlerts"u8].Whole() is > 0 and var more)
            signals.Add(LeftOut(more, body, settings));
        return new Received.Accepted(signals, Deliveries.Of(request, now));
    }

    private static Signal Of(JsonPart alert, JsonPart group, SourceSettings settings)
    {
        var (labels, annotations) = (alert["labels"u8], alert["annotations"u8]);
        var rule = labels["alertname"u8].Line(Foreign.Name);
        var word = labels["severity"u8].Line(Foreign.Name);
        var resolved = alert["status"u8].Is("resolved"u8);

        // Alerts that say they are of no severity are the monitoring's own: a Watchdog fires for ever to show that it works.
        var status = string.Equals(word, "none", StringComparison.OrdinalIgnoreCase) ? SignalStatus.Info
            : resolved ? SignalStatus.Resolved
            : SignalStatus.Firing;
        return new()
        {
            Source = settings.Name,
            // Missing before version 0.19.
            Fingerprint = alert["fingerprint"u8].Exact() is { Length: > 0 } named ? Fingerprints.Of(named) : Fingerprints.OfBytes(labels.Raw),
            Status = status,
            Title = annotations["summary"u8].Line(Foreign.Title) ?? rule ?? "Alert without a name",
            Severity = Severities.Of(word, settings),
            Text = Labels.Paragraphs(
                annotations["description"u8].Lines(Foreign.Text)
                    ?? annotations["message"u8].Lines(Foreign.Text)
                    ?? Labels.Words(labels, "alertname", "severity"),
                Links.FirstOf(annotations["runbook_url"u8]) is { } runbook ? $"Runbook: {runbook}" : null),
            Service = (labels["service"u8] is { IsThere: true } service ? service : labels["job"u8] is { IsThere: true } job ? job : labels["instance"u8])
                .Line(Foreign.Name),
            Rule = rule,
            Value = annotations["value"u8].Line(Foreign.Name),
            Link = Links.FirstOf(alert["generatorURL"u8], annotations["runbook_url"u8], group["externalURL"u8]),
            StartedAt = alert["startsAt"u8].Moment(),
            EndedAt = status == SignalStatus.Resolved ? alert["endsAt"u8].Moment() : null,
            RepeatsWithin = status == SignalStatus.Firing ? settings.RepeatsWithin ?? Usually : null,
        };
    }

    /// <summary>Alertmanager was told to send at most so many (max_alerts); that there are more must not go unsaid.</summary>
    private static Signal LeftOut(long more, JsonPart group, SourceSettings settings) => new()
    {
        Source = settings.Name,
        Fingerprint = Fingerprints.Of($"left out: {group["groupKey"u8].Exact()}"),
        Status = SignalStatus.Info,
        Title = string.Create(CultureInfo.InvariantCulture, $"Alertmanager left out {more} alerts of this group"),
        Text = Labels.Words(group["groupLabels"u8]),
        Link = Links.FirstOf(group["externalURL"u8]),
        AboutMonitoring = true,
    };
}
