using WarRoomBot.Plans;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Features.Metrics.Contract;

/// <summary>Holds samples against a plan's thresholds. Pure: the same samples give the same standing.</summary>
internal static class Judge
{
    /// <summary>How far back, in the room's time, samples are needed to judge a metric.</summary>
    internal static TimeSpan Memory(Metric metric)
    {
        var memory = 20 * metric.Every;
        foreach (var threshold in new[] { metric.Warning, metric.Critical }.OfType<Threshold>())
        {
            var needed = threshold.For + (threshold.Failures * metric.Every) + Over(threshold.Condition) + metric.Every;
            memory = needed > memory ? needed : memory;
        }

        return memory;
    }

    /// <param name="metric">What was measured.</param>
    /// <param name="history">Its samples, oldest first, at least as far back as <see cref="Memory"/>.</param>
    /// <param name="clock">Durations of the plan are in the room's time.</param>
    internal static Standing Of(Metric metric, IReadOnlyList<Sample> history, RoomClock clock)
    {
        if (history.Count == 0)
            return new(metric, Level.Unknown, null, null, null);
        foreach (var (threshold, level) in new[] { (metric.Critical, Level.Critical), (metric.Warning, Level.Warning) })
        {
            if (threshold is not null && Crossed(metric, threshold, history, clock) is { } since)
                return new(metric, level, history[^1], since, threshold) { History = history };
        }

        var latest = history[^1];
        var calm = !latest.IsValue ? Level.Unknown
            : metric.Target is { } target && !Holds(target, metric, history, history.Count - 1, clock) ? Level.OffTarget
            : Level.Normal;
        return new(metric, calm, latest, null, null) { History = history };
    }

    /// <returns>Since when the threshold's condition has held, if it has held long and often enough; otherwise null.</returns>
    private static DateTimeOffset? Crossed(Metric metric, Threshold threshold, IReadOnlyList<Sample> history, RoomClock clock)
    {
        var first = history.Count;
        while (first > 0 && Holds(threshold.Condition, metric, history, first - 1, clock))
            first--;
        if (first == history.Count || history.Count - first < threshold.Failures)
            return null;
        return clock.RoomTime(history[^1].At - history[first].At) >= threshold.For ? history[first].At : null;
    }

    /// <summary>Whether a condition holds at one sample. One without a value says nothing, except to a condition about silence.</summary>
    private static bool Holds(Condition condition, Metric metric, IReadOnlyList<Sample> history, int at, RoomClock clock)
    {
        if (condition is Condition.Silent silent)
        {
            // Nobody is silent only because we were deaf.
            var heard = history.Take(at + 1).Where(sample => sample.Outcome != SampleOutcome.Blind).TakeLast(silent.Readings).ToList();
            return heard.Count == silent.Readings && heard.TrueForAll(sample => !sample.IsValue);
        }

        if (history[at].Value is not { } value)
            return false;
        return condition switch
        {
            Condition.Above above => value > above.Limit,
            Condition.Below below => value < below.Limit,
            Condition.Outside outside => value < outside.Low || value > outside.High,
            Condition.Is state => history[at].IsTrue == state.Value,
            Condition.Spike spike => value > spike.Floor && Before(history, at, spike.Over, clock) is { Count: > 2 } before
                && value >= spike.Factor * Median(before),
            Condition.DropToZero drop => value == 0 && Before(history, at, drop.Over, clock).Any(earlier => earlier > drop.From),
            Condition.Rising rising => IsRising(rising, metric, history, at, clock),
            _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "no such condition"),
        };
    }

    /// <summary>
    /// A leak: over the whole stretch at least <see cref="Condition.Rising.Percent"/> more, and three steps of four upwards, so that neither
    /// one jump nor a see-saw counts.
    /// </summary>
    private static bool IsRising(Condition.Rising rising, Metric metric, IReadOnlyList<Sample> history, int at, RoomClock clock)
    {
        var values = Before(history, at, rising.Over, clock);
        values.Add(history[at].Value!.Value);
        var needed = Math.Max(4, 0.75 * (rising.Over / metric.Every));
        if (values.Count < needed || values[0] <= 0)
            return false;
        var upwards = values.Zip(values.Skip(1)).Count(step => step.Second > step.First);
        return (values[^1] - values[0]) / values[0] * 100 >= rising.Percent && upwards >= 0.75 * (values.Count - 1);
    }

    /// <summary>The values of a stretch of the room's time before one sample, oldest first.</summary>
    private static List<double> Before(IReadOnlyList<Sample> history, int at, TimeSpan over, RoomClock clock)
    {
        var from = history[at].At - clock.Real(over);
        return [.. history.Take(at).Where(sample => sample.At >= from).Select(sample => sample.Value).OfType<double>()];
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static TimeSpan Over(Condition condition) => condition switch
    {
        Condition.Spike spike => spike.Over,
        Condition.DropToZero drop => drop.Over,
        Condition.Rising rising => rising.Over,
        _ => TimeSpan.Zero,
    };
}
