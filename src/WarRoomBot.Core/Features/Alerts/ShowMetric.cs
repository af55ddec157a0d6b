using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Features.Alerts;

/// <summary><c>/warroom check &lt;metric&gt;</c>: value, trend, the alert and the mute that are on it, and where it came from.</summary>
internal sealed class ShowMetric(RoomPlans plans) : RoomHandler<Typed>(plans)
{
    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", at.Plan.Metrics.Select(metric => metric.Name));
        if (message.Text.Length == 0)
            return Outcome.Answer(message, RichText.Of($"Which metric? Type {new Code("/warroom check <metric>")}; this plan has {names}."));
        if (at.Plan.Metric(message.Text.ToLowerInvariant()) is not { } metric)
            return Outcome.Answer(message, RichText.Of($"This plan has no metric \"{message.Text}\"; it has {names}."));
        if (metric.IsUnread)
            return Outcome.Answer(message, RichText.Of($"{metric.Title} is not measured here: {((UnsetProbe)metric.Probe).Why}. People are asked instead: {at.Plan.Question(metric.OtherwiseAsk!)!.Text}"));
        var fingerprint = JudgeMetrics.FingerprintOf(metric.Name);
        var alert = await AlertStore.NewestAsync(at.Session, at.Room.Id, fingerprint, cancellationToken);
        var mute = await AlertStore.MuteOfAsync(at.Session, at.Room.Id, fingerprint, cancellationToken);
        var standing = (await Standings.OfAsync(at.Session, at.Room, [metric], at.Now, cancellationToken))[0];
        return new Outcome().Reply(message, Card(standing, alert, mute, at.Room, at.Now));
    }

    /// <param name="alert">The newest of the metric; null when it never had one.</param>
    /// <param name="mute">Null, or one that may be over.</param>
    internal static Card Card(Standing standing, Alert? alert, Mute? mute, WarRoom room, DateTimeOffset now)
    {
        var (metric, unit) = (standing.Metric, standing.Metric.Unit);
        var values = standing.History.Select(sample => sample.Value).OfType<double>().ToList();
        var elements = new List<Element> { new Rows([ValueWords.Row(standing, room.Clock, now)]) };
        if (values.Count > 1 && unit != Unit.UpDown)
        {
            elements.Add(new Line(
                $"Over {Durations.Words(room.Clock.RoomTime(standing.History[^1].At - standing.History[0].At))}: "
                + $"lowest {ValueWords.Of(unit, values.Min())}, highest {ValueWords.Of(unit, values.Max())}, mean {ValueWords.Of(unit, values.Average())}"));
        }

        if (alert is { IsResolved: false } or { Held: true })
            elements.Add(new Line(Said(alert)));
        if (mute?.Until > now)
            elements.Add(new Line(Said(mute, metric)));
        var limits = new[]
        {
            metric.Target is { } target ? ValueWords.Target(target, unit) : "",
            metric.Warning is { } warning ? $"warning {Limit(warning, unit)}" : "",
            metric.Critical is { } critical ? $"critical {Limit(critical, unit)}" : "",
        };
        elements.Add(new Context(string.Join(" · ", limits.Where(limit => limit.Length > 0))));
        var read = standing.Latest is { } latest
            ? RichText.Of($"Read at {new Moment(latest.At, MomentStyle.TimeWithSeconds)} in {(long)latest.Took.TotalMilliseconds} ms, every {Durations.Words(metric.Every)}, from {metric.Probe.Origin}")
            : RichText.Of($"Read every {Durations.Words(metric.Every)}, from {metric.Probe.Origin}");
        elements.Add(new Context(read));
        return new(Mark.None, "", elements);
    }

    private static RichText Said(Alert alert)
    {
        // Only a person resolves what is still bad.
        var state = alert.Resolved?.By is { } by ? RichText.Of($"resolved by {by}, still bad") : AlertWords.State(alert);
        return RichText.Of($"{PlainText.Symbol(AlertWords.MarkOf(alert))} Alert {Span.Strong($"{alert.Severity} #{alert.Number}")} since {Span.Date(alert.FiredAt)} · ") + state;
    }

    private static RichText Said(Mute mute, Metric metric) =>
        RichText.Of($"{PlainText.Symbol(Mark.Off)} Muted by {mute.By} until {Span.Time(mute.Until)}{(mute.Reason.Length > 0 ? $": {mute.Reason}" : "")} · {new Code($"/warroom unmute {metric.Name}")} ends it");

    private static string Limit(Threshold threshold, Unit unit)
    {
        var limit = ValueWords.Of(threshold.Condition, unit);
        if (threshold.For > TimeSpan.Zero)
            limit += $" for {Durations.Words(threshold.For)}";
        return threshold.Failures > 1 ? $"{limit}, {threshold.Failures} times in a row" : limit;
    }
}
