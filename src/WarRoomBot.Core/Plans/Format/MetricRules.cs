using Humanizer;

namespace WarRoomBot.Plans.Format;

/// <summary>What has to hold between a metric's unit, target and thresholds.</summary>
internal static class MetricRules
{
    internal static void Check(WrittenMetric metric, Placed<TimeSpan>? room, Mistakes mistakes)
    {
        foreach (var threshold in new[] { metric.Target, metric.Warning, metric.Critical }.OfType<WrittenThreshold>())
        {
            if (metric.Unit is not null)
                FitsUnit(threshold, metric.Unit.Value, mistakes);
            foreach (var time in new[] { threshold.For, threshold.Over }.OfType<Placed<TimeSpan>>().Where(time => time.Value > room?.Value))
                mistakes.Add(time.At, $"{time.At.Shown} is longer than the room, which lasts {room!.At.Shown}", "write a shorter time");
        }

        if (metric is { Unit: { } unit, Probe: { } probe } && probe.Value.Unit is { } read && read != unit.Value)
            mistakes.Add(unit.At, $"{unit.At.Shown} is not what its probe reads", $"write unit: {read.ToString().Kebaberize()}");
        if (metric is { Warning: { } warning, Critical: { } critical })
            ComesFirst(warning, critical, mistakes);
        if (metric.Target is { } target)
            KeepsOff(target, [metric.Warning, metric.Critical], mistakes);
    }

    private static void FitsUnit(WrittenThreshold threshold, Unit unit, Mistakes mistakes)
    {
        var isState = threshold.Condition is Condition.Is;
        if (unit == Unit.UpDown && !isState && threshold.Condition is not Condition.Silent)
            mistakes.Add(threshold.At, $"{threshold.At.Shown} does not fit a metric that is up or down", "write is: down");
        else if (unit != Unit.UpDown && isState)
            mistakes.Add(
                threshold.At, $"{threshold.At.Shown} does not fit a metric that is a number", "write above: or below: and a number, or unit: up-down");
    }

    private static void ComesFirst(WrittenThreshold warning, WrittenThreshold critical, Mistakes mistakes)
    {
        var lead = Lead(warning.Condition, critical.Condition);
        var isMorePatient = critical.For?.Value > (warning.For?.Value ?? TimeSpan.Zero)
            || critical.Failures?.Value > (warning.Failures?.Value ?? 1);
        if (lead < 0)
            mistakes.Add(warning.At, "critical is reached before this warning", "give the milder limit to warning and the harsher one to critical");
        else if (lead == 0 && !isMorePatient)
            mistakes.Add(warning.At, "warning and critical begin at the same value", "let the warning begin earlier, or critical hold longer with for:");
    }

    /// <returns>Positive when the warning is reached first, negative when critical is; null where they cannot be compared.</returns>
    private static double? Lead(Condition warning, Condition critical) => (warning, critical) switch
    {
        (Condition.Above first, Condition.Above then) => then.Limit - first.Limit,
        (Condition.Below first, Condition.Below then) => first.Limit - then.Limit,
        (Condition.Outside first, Condition.Outside then) when first.Low < then.Low || first.High > then.High => -1,
        (Condition.Outside first, Condition.Outside then) => first.Low - then.Low + then.High - first.High,
        (Condition.Spike first, Condition.Spike then) => then.Factor - first.Factor,
        (Condition.Rising first, Condition.Rising then) => then.Percent - first.Percent,
        (Condition.Silent first, Condition.Silent then) => then.Readings - first.Readings,
        (Condition.Is first, Condition.Is then) when first == then => 0,
        _ => null,
    };

    private static void KeepsOff(WrittenThreshold target, IEnumerable<WrittenThreshold?> thresholds, Mistakes mistakes)
    {
        if (thresholds.Any(threshold => threshold is not null && Overlap(target.Condition, threshold.Condition)))
            mistakes.Add(
                target.At, "a value could be on target and past a threshold at once", "let the target end where the warning begins, or before");
    }

    private static bool Overlap(Condition target, Condition threshold) => (target, threshold) switch
    {
        (Condition.Below wanted, Condition.Above crossed) => wanted.Limit > crossed.Limit,
        (Condition.Above wanted, Condition.Below crossed) => wanted.Limit < crossed.Limit,
        (Condition.Below, Condition.Below) or (Condition.Above, Condition.Above) => true,
        (Condition.Is wanted, Condition.Is crossed) => wanted == crossed,
        _ => false,
    };
}
