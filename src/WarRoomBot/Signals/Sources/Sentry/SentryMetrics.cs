using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources.Sentry;

/// <summary>Metric alerts: a figure of a project that crossed its threshold. They say themselves when it is over.</summary>
internal static class SentryMetrics
{
    internal static Signal? Of(JsonPart action, JsonPart data, SourceSettings settings)
    {
        var alert = data["metric_alert"u8];
        var rule = alert["alert_rule"u8];
        if (alert["id"u8].Exact() is not { Length: > 0 } id)
            return null;
        var resolved = action.Is("resolved"u8);
        return new()
        {
            Source = settings.Name,
            Fingerprint = Fingerprints.Of($"metric:{id}"),
            Status = resolved ? SignalStatus.Resolved : SignalStatus.Firing,
            Title = data["description_title"u8].Line(Foreign.Title) ?? alert["title"u8].Line(Foreign.Title) ?? "Metric alert without a title",
            Severity = resolved ? null : Severities.Of(action.Line(Foreign.Name), settings),
            Text = Labels.Paragraphs(data["description_text"u8].Lines(Foreign.Text), Condition(rule)),
            Service = alert["projects"u8].First.Line(Foreign.Name),
            Rule = rule["name"u8].Line(Foreign.Name) ?? alert["title"u8].Line(Foreign.Name),
            Link = Links.FirstOf(data["web_url"u8]),
            StartedAt = alert["date_started"u8].Moment(),
            EndedAt = resolved ? alert["date_closed"u8].Moment() : null,
        };
    }

    private static string? Condition(JsonPart rule) =>
        rule["aggregate"u8].Line(Foreign.Name) is { } aggregate
            ? rule["time_window"u8].Whole() is > 0 and var minutes
                ? FormattableString.Invariant($"{aggregate} over {minutes} min")
                : aggregate
            : null;
}
