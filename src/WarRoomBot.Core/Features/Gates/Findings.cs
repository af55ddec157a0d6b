using System.Globalization;
using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Features.Gates;

/// <summary>Holds what is known against a gate's criteria. Pure: what is not known is unknown, and never counts as passed.</summary>
internal static class Findings
{
    private const int MostNamed = 3;

    /// <param name="samples">Those of the stretch of time, oldest first.</param>
    internal static Finding Of(Criterion.Figure criterion, Metric metric, IReadOnlyList<Sample> samples, RoomClock clock, DateTimeOffset now)
    {
        var values = samples.Where(sample => sample.IsValue).ToList();
        var unit = criterion.Statistic == Statistic.Uptime ? Unit.Percent : metric.Unit;
        var what = Words(criterion, metric, unit);
        if (values.Count == 0)
            return new(what, FindingState.Unknown, samples.Count > 0 ? ValueWords.Of(metric, samples[^1]) : "no samples", samples.Count > 0 && samples[^1].Why is { } why ? why : RichText.Empty);

        var (figure, at) = criterion.Statistic switch
        {
            Statistic.Max => Extreme(values.MaxBy(sample => sample.Value)!),
            Statistic.Min => Extreme(values.MinBy(sample => sample.Value)!),
            Statistic.Average => (values.Average(sample => sample.Value!.Value), null),
            _ => (Up(values, metric, clock, now), null),
        };
        var covered = Covered(values, metric, criterion.Over, clock, now);
        // One reading that is too high is enough to know that the highest was; for anything else gaps may hide the other half.
        var isCertain = criterion.Statistic is (Statistic.Max or Statistic.Min) && criterion.Statistic == Statistic.Min == criterion.Bound.Above && !criterion.Bound.Holds(figure);
        var state = covered < criterion.Samples && !isCertain ? FindingState.Unknown
            : criterion.Bound.Holds(figure) ? FindingState.Passed
            : FindingState.Failed;
        var coverage = string.Create(CultureInfo.InvariantCulture, $"samples {Math.Floor(covered * 10) / 10:0.#} %{(covered < criterion.Samples ? $", {criterion.Samples:0.#} % wanted" : "")}");
        var shown = $"{(criterion.Statistic == Statistic.Uptime ? "up" : criterion.Statistic.Humanize(LetterCasing.LowerCase))} {ValueWords.Of(unit, figure)}";
        return new(what, state, shown, at is { } moment ? RichText.Of($"{Span.Date(moment)} · {coverage}") : coverage);
    }

    /// <summary>
    /// Of a metric that cannot be read here and that people are asked about instead. What they said is the evidence: the worst answer holds, and as
    /// much has to be answered as would have to be covered by samples.
    /// </summary>
    /// <param name="checks">Of the whole room.</param>
    /// <param name="since">When the stretch of time begins.</param>
    internal static Finding Of(Criterion.Figure criterion, Metric metric, IReadOnlyList<Check> checks, DateTimeOffset since)
    {
        var what = Words(criterion, metric, criterion.Statistic == Statistic.Uptime ? Unit.Percent : metric.Unit);
        var asked = checks.Where(check => check.DueAt >= since)
            .SelectMany(check => check.Questions.Where(question => question.Name == metric.OtherwiseAsk && (check.Closed || question.Answer is not null))).ToList();
        var answers = asked.Select(question => question.Answer).OfType<Answer>().OrderBy(answer => answer.At).ToList();
        if (answers.Count == 0)
            return new(what, FindingState.Unknown, "not measured", asked.Count == 0 ? "nobody was asked yet" : "nobody has answered");
        var worst = answers.Max(answer => answer.Verdict);
        var last = answers.FindLast(answer => answer.Verdict == worst)!;
        var share = 100.0 * answers.Count / asked.Count;
        var state = worst != Verdict.Ok ? FindingState.Failed : share < criterion.Samples ? FindingState.Unknown : FindingState.Passed;
        var wanted = share < criterion.Samples ? string.Create(CultureInfo.InvariantCulture, $", {criterion.Samples:0.#} % wanted") : "";
        var note = last.Note is { } said ? $": {Texts.Cut(said, 200)}" : "";
        return new(what, state, worst == Verdict.Ok ? "OK" : worst.Humanize(), RichText.Of($"answered by {last.By} {Span.Date(last.At)}{note} · not measured, {answers.Count} of {asked.Count} answered{wanted}"));
    }

    internal static Finding Of(Criterion.Incidents criterion, IReadOnlyList<Incident> incidents, WarRoom room, DateTimeOffset now)
    {
        var since = criterion.Over is { } over ? now - room.Clock.Real(over) : now;
        var counted = incidents.Where(incident => criterion.Severities.Contains(incident.Severity) && (incident.Resolved?.At ?? now) >= since).OrderByDescending(incident => incident.Number).ToList();
        var what = criterion.Title ?? $"{Fewer(criterion.Below)} {criterion.Severities.Humanize("or")} incident{(criterion.Below > 1 ? "s" : "")} {(criterion.Over is { } window ? $"in the last {Durations.Words(window)}" : "open")}";
        var named = RichText.Join("; ", counted.Take(MostNamed).Select(incident =>
            RichText.Of($"#{incident.Number} {incident.Title}, {Span.Date(incident.Times.Started)}{(incident.Resolved is { } resolved ? $", {Durations.Words(room.Clock.RoomTime(resolved.At - incident.Times.Started))}" : ", not resolved")}")));
        return new(what, counted.Count < criterion.Below ? FindingState.Passed : FindingState.Failed, counted.Count == 0 ? "none" : $"{counted.Count}", named);
    }

    internal static Finding Of(Criterion.Alerts criterion, IReadOnlyList<Alert> alerts)
    {
        var counted = alerts.Where(alert => criterion.Severities.Contains(alert.Severity)).ToList();
        var what = criterion.Title ?? $"{Fewer(criterion.Below)} {criterion.Severities.Humanize("or")} alert{(criterion.Below > 1 ? "s" : "")} open";
        return new(what, counted.Count < criterion.Below ? FindingState.Passed : FindingState.Failed, counted.Count == 0 ? "none" : $"{counted.Count}",
            string.Join("; ", counted.Take(MostNamed).Select(alert => $"#{alert.Number} {Texts.Cut(AlertChanges.Words(alert), 80)}")));
    }

    internal static Finding Of(Criterion.Answered criterion, IReadOnlyList<Check> checks)
    {
        // What can still be answered is not missing yet.
        var asked = checks.Where(check => criterion.Phase is null || check.Phase == criterion.Phase).SelectMany(check => check.Questions.Where(question => check.Closed || question.Answer is not null)).ToList();
        var what = criterion.Title ?? string.Create(CultureInfo.InvariantCulture, $"{criterion.Percent:0.#} % of the checks answered{(criterion.Phase is { } phase ? $" in {phase}" : "")}");
        if (asked.Count == 0)
            return new(what, FindingState.Unknown, "nothing asked yet", RichText.Empty);
        var answered = asked.Count(question => question.Answer is not null);
        return new(what, 100.0 * answered / asked.Count >= criterion.Percent ? FindingState.Passed : FindingState.Failed, $"{answered} of {asked.Count}", RichText.Empty);
    }

    internal static Finding Of(Criterion.Ask criterion, GateAnswer? answer)
    {
        var asked = new Finding(criterion.Text, FindingState.Unknown, "not answered", RichText.Empty) { IsAsked = true, Owner = criterion.Owner };
        return answer is null ? asked : asked.Answered(answer);
    }

    /// <summary>What is not over, the most severe first.</summary>
    internal static IReadOnlyList<Trouble> Troubles(IReadOnlyList<Incident> incidents, IReadOnlyList<Alert> alerts) =>
    [
        .. incidents.Select(incident => new Trouble($"incident/{incident.Number}", incident.Severity, Texts.Cut($"{incident.Severity} incident #{incident.Number} {incident.Title}", 120)))
            .Concat(alerts.Where(alert => alert.Incident is null).Select(alert => new Trouble($"alert/{alert.Number}", alert.Severity, Texts.Cut($"{alert.Severity} alert #{alert.Number} {AlertChanges.Words(alert)}", 120))))
            .OrderBy(trouble => trouble.Severity),
    ];

    /// <summary>How much of the time that was seen it was up, in percent, as reports count it: a reading holds until the next, but no longer than one and a half of its periods.</summary>
    private static double Up(IReadOnlyList<Sample> values, Metric metric, RoomClock clock, DateTimeOffset now)
    {
        var (up, seen, longest) = (TimeSpan.Zero, TimeSpan.Zero, clock.Real(1.5 * metric.Every));
        for (var place = 0; place < values.Count; place++)
        {
            var gap = (place + 1 < values.Count ? values[place + 1].At : now) - values[place].At;
            var held = gap < longest ? gap : longest;
            seen += held;
            up += values[place].IsTrue ? held : TimeSpan.Zero;
        }

        // One that has just been read has held for no time yet.
        return seen > TimeSpan.Zero ? 100 * (up / seen) : values[^1].IsTrue ? 100 : 0;
    }

    private static string Words(Criterion.Figure criterion, Metric metric, Unit unit) => criterion.Title
        ?? $"{metric.Title} {(criterion.Statistic == Statistic.Uptime ? "up " : "")}{(criterion.Statistic == Statistic.Average ? "on average " : "")}{criterion.Bound.Words} {ValueWords.Of(unit, criterion.Bound.Limit)} for {Durations.Words(criterion.Over)}";

    /// <summary>How much of a stretch of time is covered by readings with a value, in percent: each counts until the next one was due.</summary>
    private static double Covered(IReadOnlyList<Sample> values, Metric metric, TimeSpan over, RoomClock clock, DateTimeOffset now)
    {
        // Half a rhythm of patience: readings take time, and nothing was missed because one came a little late.
        var patience = clock.Real(1.5 * metric.Every);
        var begin = now - clock.Real(over);
        var first = values[0].At - begin;
        var covered = first <= patience ? first : TimeSpan.Zero;
        for (var place = 0; place < values.Count; place++)
        {
            var until = place + 1 < values.Count ? values[place + 1].At : now;
            var gap = until - values[place].At;
            covered += gap <= patience ? gap : clock.Real(metric.Every);
        }

        return Math.Min(100, 100 * (covered / clock.Real(over)));
    }

    private static (double Figure, DateTimeOffset? At) Extreme(Sample sample) => (sample.Value!.Value, sample.At);

    private static string Fewer(int below) => below == 1 ? "No" : $"Fewer than {below}";
}
