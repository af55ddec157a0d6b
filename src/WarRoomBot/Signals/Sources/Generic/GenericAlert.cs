using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources.Generic;

/// <summary>
/// One alert of the product's own contract: <c>title</c> (or <c>text</c>, as scripts write that were made for chat webhooks), <c>status</c>,
/// <c>severity</c>, <c>dedup_key</c>, <c>source</c>, <c>service</c>, <c>url</c>, <c>description</c>, <c>labels</c>, <c>value</c>,
/// <c>rule</c>, <c>started_at</c>, <c>ended_at</c>.
/// </summary>
internal static class GenericAlert
{
    /// <param name="usual">What counts where the alert itself says nothing.</param>
    /// <returns>The signal, or what is wrong with each field, in one line.</returns>
    internal static (Signal? Signal, string Wrong) Read(JsonPart alert, SourceSettings settings, Usual usual)
    {
        if (!alert.IsObject)
            return (null, "it is no JSON object");
        var wrong = new List<string>();
        var text = alert["title"u8].IsThere ? alert["description"u8].Lines(Foreign.Text) : TextBelowTitle(alert);
        var title = (alert["title"u8].IsThere ? alert["title"u8] : alert["text"u8]).Line(Foreign.Title) ?? usual.Title;
        if (title is null)
            wrong.Add("title is missing");
        var status = StatusOf(alert["status"u8]);
        if (status is null)
            wrong.Add("status is none of firing, acknowledged, resolved, info");
        var key = alert["dedup_key"u8].Exact();
        if (key?.Length > Foreign.Fingerprint || (key is null && alert["dedup_key"u8].IsThere))
            wrong.Add("dedup_key is no text of at most 255 characters");
        var link = Links.FirstOf(alert["url"u8]);
        if (link is null && alert["url"u8] is { IsThere: true } url && url.Exact() is not "")
            wrong.Add("url is no http or https address");
        var started = Moment(alert["started_at"u8], "started_at", wrong);
        var ended = Moment(alert["ended_at"u8], "ended_at", wrong);
        if (wrong.Count > 0)
            return (null, string.Join("; ", wrong));

        var service = (alert["service"u8] is { IsThere: true } named ? named : alert["source"u8]).Line(Foreign.Name) ?? usual.Service;
        return (
            new()
            {
                Source = settings.Name,
                Fingerprint = string.IsNullOrEmpty(key) ? usual.Fingerprint ?? Fingerprints.OfAll(settings.Name, title, service) : Fingerprints.Of(key),
                Status = status!.Value,
                Title = title!,
                Severity = Severities.Of(alert["severity"u8].Line(Foreign.Name), settings),
                Text = Labels.Paragraphs(text, Labels.Words(alert["labels"u8])),
                Service = service,
                Rule = alert["rule"u8].Line(Foreign.Name) ?? usual.Rule,
                Value = alert["value"u8].Line(Foreign.Name),
                Link = link,
                StartedAt = started ?? usual.At,
                EndedAt = status == SignalStatus.Resolved ? ended : null,
                RepeatsWithin = status == SignalStatus.Firing ? settings.RepeatsWithin : null,
            },
            "");
    }

    /// <summary>The first line of a <c>text</c> is its title; what stands below it, or does not fit, is its text.</summary>
    private static string? TextBelowTitle(JsonPart alert)
    {
        if (alert["description"u8].Lines(Foreign.Text) is { } description)
            return description;
        return alert["text"u8].Lines(Foreign.Text) is { } text && (text.Length > Foreign.Title || text.Contains('\n', StringComparison.Ordinal)) ? text : null;
    }

    private static SignalStatus? StatusOf(JsonPart status) => !status.IsThere
        ? SignalStatus.Firing
        : status.Line(Foreign.Name)?.ToUpperInvariant() switch
        {
            "FIRING" or "TRIGGERED" or "ALERTING" or "DOWN" or "PROBLEM" => SignalStatus.Firing,
            "RESOLVED" or "OK" or "UP" or "RECOVERED" or "CLOSED" => SignalStatus.Resolved,
            "ACKNOWLEDGED" or "ACKED" or "ACK" => SignalStatus.Acknowledged,
            "INFO" => SignalStatus.Info,
            _ => null,
        };

    private static DateTimeOffset? Moment(JsonPart part, string name, List<string> wrong)
    {
        var moment = part.Moment();
        if (moment is null && part.IsThere && part.Exact() is not "")
            wrong.Add($"{name} is no time: RFC 3339, or seconds or milliseconds since 1970");
        return moment;
    }

    /// <summary>What is known of an alert from around it.</summary>
    internal sealed record Usual
    {
        public string? Title { get; init; }

        public string? Service { get; init; }

        public string? Rule { get; init; }

        public string? Fingerprint { get; init; }

        public DateTimeOffset? At { get; init; }
    }
}
