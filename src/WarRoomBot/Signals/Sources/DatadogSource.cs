using WarRoomBot.Host.Signals.Reading;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Sources;

/// <summary>
/// Datadog's webhooks (Datadog docs "Webhooks"). The body is a template of the team's own; its properties are to be called like Datadog's
/// variables, in small letters: <c>"alert_cycle_key": "$ALERT_CYCLE_KEY"</c>. Of Datadog's own default body, title and body are understood.
/// It has no signature: the secret is a header of one's own or part of the address.
/// </summary>
internal sealed class DatadogSource : JsonSource
{
    public override string Kind => "Datadog";

    public override bool Repeats => true;

    protected override Received Read(JsonPart body, WebhookRequest request, SourceSettings settings, DateTimeOffset now)
    {
        if (!body.IsObject)
            return Malformed("the body is no object");
        var title = Given(body["event_title"u8], Foreign.Title) ?? Given(body["title"u8], Foreign.Title);
        var transition = Given(body["alert_transition"u8], Foreign.Name) ?? TransitionIn(title);
        if (transition is null)
            return Malformed("alert_transition is missing: $ALERT_TRANSITION");
        var key = Key(body["alert_cycle_key"u8]) ?? Key(body["aggreg_key"u8]) ?? Key(body["alert_id"u8]) ?? Key(body["alert_title"u8]);
        if (key is null)
            return Malformed("alert_cycle_key and aggreg_key are missing: $ALERT_CYCLE_KEY, $AGGREG_KEY");

        var status = StatusOf(transition);
        var at = body["date_posix"u8].Moment() ?? body["date"u8].Moment();
        var isWithoutData = transition.Contains("No Data", StringComparison.OrdinalIgnoreCase);
        return new Received.Accepted(
            [
                new()
                {
                    Source = settings.Name,
                    Fingerprint = Fingerprints.Of(key),
                    Status = status,
                    Title = WithoutTransition(title) ?? Given(body["alert_title"u8], Foreign.Title) ?? "Monitor without a title",
                    Severity = Severities.OfPriority(Given(body["alert_priority"u8], Foreign.Name), settings)
                        ?? (transition.Contains("Warn", StringComparison.OrdinalIgnoreCase) ? Severities.Of("warning", settings) : null),
                    Text = GivenLines(body["text_only_msg"u8]) ?? GivenLines(body["event_msg"u8]) ?? GivenLines(body["body"u8])
                        ?? GivenLines(body["alert_status"u8]),
                    Service = Given(body["service"u8], Foreign.Name) ?? Given(body["alert_scope"u8], Foreign.Name) ?? Given(body["hostname"u8], Foreign.Name),
                    Rule = Given(body["alert_title"u8], Foreign.Name) ?? Given(body["alert_metric"u8], Foreign.Name),
                    Value = Given(body["value"u8], Foreign.Name),
                    Link = Links.FirstOf(body["link"u8]),
                    StartedAt = status == SignalStatus.Firing ? at : null,
                    EndedAt = status == SignalStatus.Resolved ? at : null,
                    AboutMonitoring = isWithoutData,
                    RepeatsWithin = status == SignalStatus.Firing ? settings.RepeatsWithin : null,
                },
            ],
            Key(body["id"u8]));
    }

    /// <summary>Triggered, Re-Triggered, Renotify, Warn, No Data and their like fire; whatever recovers is over.</summary>
    private static SignalStatus StatusOf(string transition) =>
        transition.Contains("Recovered", StringComparison.OrdinalIgnoreCase) ? SignalStatus.Resolved
        : transition.Contains("Trigger", StringComparison.OrdinalIgnoreCase)
            || transition.Contains("Warn", StringComparison.OrdinalIgnoreCase)
            || transition.Contains("No Data", StringComparison.OrdinalIgnoreCase)
            || transition.Contains("Renotify", StringComparison.OrdinalIgnoreCase)
            || transition.Contains("Alert", StringComparison.OrdinalIgnoreCase) ? SignalStatus.Firing
        : SignalStatus.Info;

    /// <summary>Titles begin with it: <c>[Triggered on {host:web-1}] CPU is high</c>.</summary>
    private static string? TransitionIn(string? title) =>
        title is ['[', ..] && title.IndexOf(']', StringComparison.Ordinal) is > 1 and var end ? title[1..end] : null;

    private static string? WithoutTransition(string? title) =>
        TransitionIn(title) is { } transition && title!.Length > transition.Length + 3 ? title[(transition.Length + 2)..].Trim() : title;

    /// <summary>A variable that does not apply stays as it was written, or is empty.</summary>
    private static bool IsMissing(string? text) => text is null or { Length: 0 } or ['$', >= 'A' and <= 'Z', ..] or "null";

    private static string? Given(JsonPart part, int most) => part.Line(most) is var text && IsMissing(text) ? null : text;

    private static string? GivenLines(JsonPart part) => part.Lines(Foreign.Text) is var text && IsMissing(text) ? null : text;

    private static string? Key(JsonPart part) => part.Exact() is var text && IsMissing(text) ? null : text;
}
