using WarRoomBot.Plans;

namespace WarRoomBot.Features.Metrics;

/// <summary>When which metric is read, in the room's time: each at the multiples of its own period since T0. Pure.</summary>
internal static class MeasureRhythm
{
    /// <summary>Due moments are stored in milliseconds, so an offset computed back from one is a little off: to the nearest second.</summary>
    internal static TimeSpan TickAt(TimeSpan offset) => TimeSpan.FromSeconds(Math.Max(0, Math.Round(offset.TotalSeconds)));

    /// <summary>The next moment at which at least one metric is read, never before T0.</summary>
    /// <param name="plan">Whose metrics.</param>
    /// <param name="now">Offset from T0; the moment is after it.</param>
    internal static TimeSpan NextTick(Plan plan, TimeSpan now) => plan.Metrics.Min(metric => ((long)(TickAt(now) / metric.Every) + 1) * metric.Every);

    /// <summary>The metrics that are due at <paramref name="tick"/>, or have been due between it and <paramref name="late"/>.</summary>
    internal static IEnumerable<string> DueWithin(Plan plan, TimeSpan tick, TimeSpan late) =>
        plan.Metrics
            .Where(metric => tick.Ticks % metric.Every.Ticks == 0 || (long)(late / metric.Every) > (long)(tick / metric.Every))
            .Select(metric => metric.Name);
}
