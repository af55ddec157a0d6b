using System.Globalization;
using System.Text;
using Humanizer;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.Reports.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Web.Reports;

/// <summary>Where everything of one metric's chart stands: its course, its limits, the phases and the incidents. Pure.</summary>
internal sealed class Plot
{
    internal const int Width = 760;
    internal const int Left = 62;
    internal const int Right = 738;
    internal const int Top = 18;

    private const int NumberHeight = 150;
    private const int StripHeight = 30;

    /// <summary>A limit further off than this many times what was measured is left out: the course would be a flat line.</summary>
    private const double LimitsWithin = 3;

    /// <summary>Narrower, a name does not fit.</summary>
    private const int WidestUnnamed = 70;

    private const int MostTimes = 9;

    /// <summary>Of the moments along the time.</summary>
    private static readonly int[] MinutesApart = [1, 5, 15, 30, 60, 120, 240, 360, 720, 1440, 2880, 7200];

    private readonly Report _report;
    private readonly MetricFact _metric;
    private readonly double _low;
    private readonly double _high;

    internal Plot(Report report, MetricFact metric)
    {
        (_report, _metric) = (report, metric);
        var steps = metric.Course.OfType<Step>().ToList();
        var (low, high) = steps.Count == 0 ? (0, 1) : (steps.Min(step => step.Low), steps.Max(step => step.High));
        var near = metric.Limits.Select(limit => limit.Value).Where(limit => limit >= 0 && limit <= LimitsWithin * Math.Max(high, double.Epsilon)).DefaultIfEmpty(high).Max();
        _low = low >= 0 ? 0 : low;
        _high = Math.Max(high, near) is var top && top > _low ? top * 1.12 : _low + 1;
    }

    internal bool IsStrip => _metric.Unit == Unit.UpDown;

    internal int Bottom => Top + (IsStrip ? StripHeight : NumberHeight);

    internal int Height => Bottom + 22;

    /// <summary>The mean, broken where there was no reading.</summary>
    internal string Course => Path(step => step.Mean);

    /// <summary>From the lowest to the highest reading of each step.</summary>
    internal IEnumerable<string> Bands() => Runs(_metric.Course, step => step is not null).Where(run => run.Value).Select(run =>
    {
        var indices = Enumerable.Range(run.From, run.Count).ToList();
        var up = indices.Select(index => Point(index, _metric.Course[index]!.High));
        var down = Enumerable.Reverse(indices).Select(index => Point(index, _metric.Course[index]!.Low));
        return string.Join(' ', up.Concat(down));
    });

    /// <summary>Steps that stand alone, which no line shows.</summary>
    internal IEnumerable<(string X, string Y)> Dots() =>
        Runs(_metric.Course, step => step is not null).Where(run => run is { Value: true, Count: 1 })
            .Select(run => (N(X(run.From)), N(Y(_metric.Course[run.From]!.Mean))));

    /// <summary>Stretches without a reading.</summary>
    internal IEnumerable<(string X, string Width)> Gaps() => Runs(_metric.Course, step => step is null).Where(run => run.Value).Select(run => Across(run.From, run.Count));

    /// <summary>Stretches that were up, down, or partly down.</summary>
    internal IEnumerable<(string X, string Width, string State)> States() =>
        Runs(_metric.Course, step => step is null ? "" : step.Low > 0 ? "up" : "down").Where(run => run.Value.Length > 0)
            .Select(run => (Across(run.From, run.Count).X, Across(run.From, run.Count).Width, run.Value));

    internal IEnumerable<(string Y, string Kind, string Text)> Limits() => _metric.Limits.Where(limit => limit.Value >= _low && limit.Value <= _high)
        .Select(limit => (N(Y(limit.Value)), limit.Kind, $"{limit.Kind} {ValueWords.Of(_metric.Unit, limit.Value)}"));

    /// <summary>Round numbers on the scale.</summary>
    internal IEnumerable<(string Y, string Text)> Scale()
    {
        var step = RoundStep((_high - _low) / 3);
        for (var value = Math.Ceiling(_low / step) * step; value <= _high; value += step)
            yield return (N(Y(value)), ValueWords.Of(_metric.Unit, Math.Round(value, 9)));
    }

    /// <summary>Where phases begin, named where there is room.</summary>
    internal IEnumerable<(string X, string? Name)> Phases()
    {
        foreach (var phase in _report.Phases)
        {
            var (from, to) = (X(phase.From), X(phase.To));
            yield return (N(from), to - from > WidestUnnamed ? WarRoomBot.Cards.Texts.Cut(phase.Name, (int)((to - from) / 6)) : null);
        }
    }

    internal IEnumerable<(string X, string Width, string Name)> Incidents()
    {
        foreach (var incident in _report.Incidents.List.Concat(_report.Incidents.FromBefore))
        {
            var (from, to) = (X(incident.StartedAt), X(incident.ResolvedAt ?? _report.Stretch.To));
            yield return (N(from), N(Math.Max(2, to - from)), $"#{incident.Number}");
        }
    }

    /// <summary>Moments along the time, as offsets from T0.</summary>
    internal IEnumerable<(string X, string Text)> Times()
    {
        var length = _report.Stretch.Length;
        var every = MinutesApart.Select(minutes => TimeSpan.FromMinutes(minutes)).FirstOrDefault(step => length / step <= MostTimes, TimeSpan.FromDays(30));
        for (var at = TimeSpan.FromTicks(((_report.Stretch.FromOffset.Ticks + every.Ticks - 1) / every.Ticks) * every.Ticks); at <= _report.Stretch.ToOffset; at += every)
            yield return (N(Left + ((at - _report.Stretch.FromOffset) / length * (Right - Left))), Durations.Offset(at));
    }

    /// <summary>What the chart shows, for those who cannot see it.</summary>
    internal string InWords()
    {
        var seen = $"seen {ReportWords.Seen(_metric.Coverage)} of the time";
        if (IsStrip)
        {
            var uptime = _report.Uptime.First(one => one.Metric == _metric.Name);
            return $"{_metric.Title}: up {(uptime.Share is { } share ? ReportWords.Share(share) : "for an unknown share")} of the time, {"outage".ToQuantity(uptime.Outages.Count)}, {seen}.";
        }

        return _metric is { Average: { } average, Peak: { } peak, Lowest: { } lowest }
            ? $"{_metric.Title}: {ValueWords.Of(_metric.Unit, average)} on average, from {ValueWords.Of(_metric.Unit, lowest.Value)} to {ValueWords.Of(_metric.Unit, peak.Value)} at {ReportWords.Minute(peak.At)}, {seen}."
            : $"{_metric.Title}: no readings.";
    }

    private static double RoundStep(double rough)
    {
        var size = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / size) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 } * size;
    }

    private string Path(Func<Step, double> value)
    {
        var path = new StringBuilder();
        for (var index = 0; index < _metric.Course.Count; index++)
        {
            if (_metric.Course[index] is { } step)
                path.Append(index > 0 && _metric.Course[index - 1] is not null ? 'L' : 'M').Append(Point(index, value(step)));
        }

        return path.ToString();
    }

    private (string X, string Width) Across(int from, int count)
    {
        var width = (double)(Right - Left) / _metric.Course.Count;
        return (N(Left + (from * width)), N(count * width));
    }

    private string Point(int index, double value) => $"{N(X(index))},{N(Y(value))}";

    /// <summary>The middle of a step.</summary>
    private double X(int index) => Left + ((index + 0.5) / _metric.Course.Count * (Right - Left));

    private double X(DateTimeOffset at) =>
        Math.Clamp(Left + ((at - _report.Stretch.From) / (_report.Stretch.To - _report.Stretch.From) * (Right - Left)), Left, Right);

    private double Y(double value) => Bottom - ((value - _low) / (_high - _low) * (Bottom - Top));

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static IEnumerable<(int From, int Count, T Value)> Runs<T>(IReadOnlyList<Step?> steps, Func<Step?, T> of)
    {
        for (var from = 0; from < steps.Count;)
        {
            var (value, to) = (of(steps[from]), from + 1);
            while (to < steps.Count && EqualityComparer<T>.Default.Equals(of(steps[to]), value))
                to++;
            yield return (from, to - from, value);
            from = to;
        }
    }
}
