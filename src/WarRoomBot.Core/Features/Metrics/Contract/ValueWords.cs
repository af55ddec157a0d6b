using System.Globalization;
using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Features.Metrics.Contract;

/// <summary>Figures and thresholds as people read them.</summary>
internal static class ValueWords
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    internal static string Of(Unit unit, double value) => With(Digits, unit, value);

    /// <summary>The value, or in words that there is none.</summary>
    internal static string Of(Metric metric, Sample? sample) => sample switch
    {
        null => "not measured yet",
        { Value: { } value } => Of(metric.Unit, value),
        { Outcome: SampleOutcome.NoData } => "no data",
        { Outcome: SampleOutcome.Blind } => "not seen",
        _ => "cannot be read",
    };

    /// <summary>For a threshold or a target: <c>above 5 %</c>.</summary>
    internal static string Of(Condition condition, Unit unit) => condition switch
    {
        Condition.Above above => $"above {Limit(unit, above.Limit)}",
        Condition.Below below => $"below {Limit(unit, below.Limit)}",
        Condition.Outside outside => $"outside {Limit(unit, outside.Low)} to {Limit(unit, outside.High)}",
        Condition.Is state => state.Value ? "up" : "down",
        Condition.Spike spike => $"{Digits(spike.Factor)} times the median of {Durations.Words(spike.Over)}",
        Condition.DropToZero => "dropped to zero",
        Condition.Rising rising => $"rising {Digits(rising.Percent)} % over {Durations.Words(rising.Over)}",
        Condition.Silent silent => $"no value {"time".ToQuantity(silent.Readings)} in a row",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "no such condition"),
    };

    /// <summary>For a target, shorter: <c>target &lt; 0.1 %</c>.</summary>
    internal static string Target(Condition condition, Unit unit) => condition switch
    {
        Condition.Above above => $"target > {Limit(unit, above.Limit)}",
        Condition.Below below => $"target < {Limit(unit, below.Limit)}",
        _ => $"target {Of(condition, unit)}",
    };

    /// <summary>One figure with its state, trend and what it is held against.</summary>
    internal static Row Row(Standing standing, RoomClock clock, DateTimeOffset now)
    {
        var metric = standing.Metric;
        return new(
            MarkOf(metric, standing.Level, Mark.Good), metric.Title, Of(metric, standing.Latest), Trend(standing), Note(standing, clock, now));
    }

    /// <param name="good">What says that all is well here; what nothing was said about is never called good.</param>
    internal static Mark MarkOf(Metric metric, Level level, Mark good) => level switch
    {
        Level.Critical => Mark.Bad,
        Level.Warning => Mark.Watch,
        Level.Unknown => Mark.Unknown,
        Level.OffTarget => Mark.None,
        _ => metric.IsJudged ? good : Mark.None,
    };

    /// <summary>Null where there is none to be seen.</summary>
    internal static string? Trend(Standing standing)
    {
        const int width = 12;
        if (standing.Metric.Unit == Unit.UpDown)
            return null;
        var trend = Sparkline.Of([.. standing.History.TakeLast(width).Select(sample => sample.Value)]);
        return trend.Length > 1 ? trend : null;
    }

    /// <summary>State in words first, then since when, then the target; nothing that is not needed.</summary>
    internal static string Note(Standing standing, RoomClock clock, DateTimeOffset now)
    {
        var (metric, unit) = (standing.Metric, standing.Metric.Unit);
        var since = standing.Since is { } from && clock.RoomTime(now - from) >= TimeSpan.FromMinutes(1)
            ? $" for {Durations.Words(clock.RoomTime(now - from))}"
            : "";
        var state = standing.Level switch
        {
            Level.Critical => $"critical, {Of(standing.Threshold!.Condition, unit)}{since}",
            Level.Warning => $"warning, {Of(standing.Threshold!.Condition, unit)}{since}",
            Level.Unknown => standing.Latest?.Why ?? "",
            Level.OffTarget => $"off {Target(metric.Target!, unit)}",
            _ => metric.Target is { } target && unit != Unit.UpDown ? Target(target, unit) : "",
        };
        return standing is { Level: not Level.Unknown, Latest.Why: { } why } ? state.Length > 0 ? $"{state}: {why}" : why : state;
    }

    /// <summary>As the plan has it: above 99.99 % must not read above 100 %.</summary>
    private static string Limit(Unit unit, double value) => With(number => number.ToString("#,0.####", English), unit, value);

    private static string With(Func<double, string> digits, Unit unit, double value) => unit switch
    {
        Unit.Percent => $"{digits(value)} %",
        Unit.Milliseconds => Math.Abs(value) < 10_000 ? $"{digits(value)} ms" : $"{digits(value / 1000)} s",
        Unit.Bytes => value.Bytes().Humanize("0.#", English),
        Unit.PerSecond => $"{digits(value)}/s",
        Unit.PerMinute => $"{digits(value)}/min",
        Unit.UpDown => value > 0 ? "up" : "down",
        _ => digits(value),
    };

    /// <summary>Three significant digits below a thousand, none behind the point above it.</summary>
    private static string Digits(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.01 => value.ToString("0.####", English),
        < 10 => value.ToString("0.##", English),
        < 100 => value.ToString("0.#", English),
        _ => value.ToString("#,0", English),
    };
}
