using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>
/// Counts one metric's readings over a stretch, fed in order of time: so that a room of any length is counted in the same small memory.
/// A reading holds until the next one, but no longer than one and a half of the metric's periods: what lies beyond is a gap, and unknown.
/// </summary>
internal sealed class MetricTally
{
    private const int MostSteps = 240;
    private const double HoldsFor = 1.5;

    /// <summary>Of the room's mean level; less is no trend.</summary>
    private const double TrendFrom = 0.1;

    private readonly Metric _metric;
    private readonly ReportStretch _stretch;
    private readonly RoomClock _clock;
    private readonly TimeSpan _holds;
    private readonly StepTally[] _steps;
    private readonly List<Outage> _outages = [];
    private readonly int[] _outcomes = new int[(int)SampleOutcome.Blind + 1];

    private (DateTimeOffset At, State State, string? Why)? _last;
    private TimeSpan _up;
    private TimeSpan _down;
    private double _sum;
    private Extreme? _peak;
    private Extreme? _lowest;

    public MetricTally(Metric metric, ReportStretch stretch, RoomClock clock)
    {
        (_metric, _stretch, _clock) = (metric, stretch, clock);
        _holds = clock.Real(metric.Every) * HoldsFor;
        _steps = new StepTally[Math.Clamp((int)(stretch.Length / metric.Every), 1, MostSteps)];
    }

    private enum State
    {
        Unknown,
        Up,
        Down,
    }

    /// <summary>How long before the stretch a reading still says something about its beginning.</summary>
    public static TimeSpan LooksBack(Metric metric, RoomClock clock) => clock.Real(metric.Every) * HoldsFor;

    public void Add(DateTimeOffset at, SampleOutcome outcome, double? value, string? why)
    {
        HoldUntil(at);
        _last = (at, value is null ? State.Unknown : _metric.Unit != Unit.UpDown || value > 0 ? State.Up : State.Down, why);
        if (!_stretch.Holds(at))
            return;
        _outcomes[(int)outcome]++;
        if (value is not { } number)
            return;
        _sum += number;
        if (_peak is null || number > _peak.Value)
            _peak = new(number, at);
        if (_lowest is null || number < _lowest.Value)
            _lowest = new(number, at);
        _steps[(int)((at - _stretch.From).Ticks * _steps.Length / (_stretch.To - _stretch.From).Ticks)].Add(number);
    }

    /// <summary>To be called once, when all readings were added.</summary>
    public (MetricFact Metric, UptimeFact? Uptime) End()
    {
        HoldUntil(_stretch.To);
        var readings = _outcomes[(int)SampleOutcome.Number] + _outcomes[(int)SampleOutcome.Truth];
        var length = _stretch.To - _stretch.From;
        var course = _steps.Select(step => step.Step).ToList();
        var fact = new MetricFact
        {
            Name = _metric.Name,
            Title = _metric.Title,
            Unit = _metric.Unit,
            Average = readings > 0 ? Rounded(_sum / readings) : null,
            Peak = _peak,
            Lowest = _lowest,
            Readings = readings,
            NoData = _outcomes[(int)SampleOutcome.NoData],
            Errors = _outcomes[(int)SampleOutcome.Failed],
            NotSeen = _outcomes[(int)SampleOutcome.Blind],
            Coverage = Share(_up + _down, length),
            Trend = _metric.Unit == Unit.UpDown ? null : TrendOf(course),
            Limits = [.. Limits()],
            Course = course,
        };
        return (fact, _metric.Unit == Unit.UpDown ? Uptime(length) : null);
    }

    /// <summary>In percent, rounded down so that only what is whole is 100.</summary>
    internal static double Share(TimeSpan part, TimeSpan whole) => whole > TimeSpan.Zero ? Math.Floor(part / whole * 1_000_000) / 10_000 : 0;

    private UptimeFact Uptime(TimeSpan length) => new(
        _metric.Name,
        _metric.Title,
        _up + _down > TimeSpan.Zero ? Share(_up, _up + _down) : null,
        _clock.RoomTime(_up),
        _clock.RoomTime(_down),
        _clock.RoomTime(length - _up - _down),
        _outages);

    /// <summary>The last reading holds from its moment to this one, as far as it holds and as far as it is in the stretch.</summary>
    private void HoldUntil(DateTimeOffset next)
    {
        if (_last is not var (at, state, why) || state == State.Unknown)
            return;
        var from = at > _stretch.From ? at : _stretch.From;
        var to = new[] { next, at + _holds, _stretch.To }.Min();
        if (to <= from)
            return;
        if (state == State.Up)
        {
            _up += to - from;
            return;
        }

        _down += to - from;
        if (_outages is [.., var open] && open.To == from)
            _outages[^1] = open with { To = to, Lasted = _clock.RoomTime(to - open.From), Why = open.Why ?? why };
        else
            _outages.Add(new(from, to, _clock.RoomTime(to - from), why, [], []));
    }

    private IEnumerable<LimitFact> Limits()
    {
        foreach (var (kind, condition) in new[] { ("target", _metric.Target), ("warning", _metric.Warning?.Condition), ("critical", _metric.Critical?.Condition) })
        {
            double[] lines = condition switch
            {
                Condition.Above above => [above.Limit],
                Condition.Below below => [below.Limit],
                Condition.Outside outside => [outside.Low, outside.High],
                _ => [],
            };
            foreach (var line in lines)
                yield return new(kind, line);
        }
    }

    private static Trend? TrendOf(List<Step?> course)
    {
        var third = course.Count / 3;
        var (first, last) = (Mean(course.Take(third)), Mean(course.TakeLast(third)));
        if (first is null || last is null)
            return null;
        var change = last.Value - first.Value;
        var size = Math.Max(Math.Abs(first.Value), Math.Abs(last.Value));
        return Math.Abs(change) <= TrendFrom * size ? Trend.Stable : change > 0 ? Trend.Rising : Trend.Falling;
    }

    private static double? Mean(IEnumerable<Step?> steps) => steps.Select(step => step?.Mean).Average();

    /// <summary>Nine digits: more would only be the noise of adding up.</summary>
    private static double Rounded(double value) =>
        value == 0 ? 0 : double.Parse(value.ToString("G9", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);

    private struct StepTally
    {
        private int _count;
        private double _sum;
        private double _low;
        private double _high;

        public readonly Step? Step => _count == 0 ? null : new(_low, Rounded(_sum / _count), _high);

        public void Add(double value)
        {
            (_low, _high) = _count == 0 ? (value, value) : (Math.Min(_low, value), Math.Max(_high, value));
            _sum += value;
            _count++;
        }
    }
}
