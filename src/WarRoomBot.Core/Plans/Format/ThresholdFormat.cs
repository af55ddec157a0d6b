namespace WarRoomBot.Plans.Format;

/// <summary>How targets, warnings and critical thresholds are written.</summary>
internal static class ThresholdFormat
{
    private static readonly Shape<int> InARow = Shapes.Whole(1, 1000);

    private static readonly Shape<bool> UpOrDown =
        Shapes.Choice(("up", true), ("down", false), ("yes", true), ("no", false), ("true", true), ("false", false));

    /// <summary>What a metric should be: only conditions that hold or not at every single reading.</summary>
    internal static Shape<WrittenThreshold> Target() => Shapes.Group<WrittenThreshold>(keys => new Conditions(keys)
        .Plain("above", Shapes.Number, "it should be above this", limit => new Condition.Above(limit))
        .Plain("below", Shapes.Number, "it should be below this", limit => new Condition.Below(limit))
        .Plain("is", UpOrDown, "it should be up, or down", state => new Condition.Is(state))
        .ExactlyOne());

    internal static Shape<WrittenThreshold> Threshold() => Shapes.Group<WrittenThreshold>(keys =>
    {
        var over = keys.Optional("over", Shapes.Duration, "how far back spike, drops-to-zero and rising look, as in 1h");
        var floor = keys.Optional("floor", Shapes.Number, "values up to this are no spike; 0 without it");
        var conditions = new Conditions(keys)
            .Plain("above", Shapes.Number, "it holds above this", limit => new Condition.Above(limit))
            .Plain("below", Shapes.Number, "it holds below this", limit => new Condition.Below(limit))
            .Range("outside", "it holds below the first and above the second, as in [10, 50]", (low, high) => new Condition.Outside(low, high))
            .Plain("is", UpOrDown, "it holds when this is so: up or down", state => new Condition.Is(state))
            .LookBack("spike", Shapes.NumberAbove(1), "it holds at this many times the median of what was before", over, Spike)
            .LookBack("drops-to-zero", Shapes.Number, "it holds at zero after more than this", over,
                (from, back, _) => new Condition.DropToZero(from, back))
            .LookBack("rising", Shapes.NumberAbove(0), "it holds when the value rises steadily by this percentage", over,
                (by, back, _) => new Condition.Rising(by, back))
            .Plain("silent", InARow, "it holds after this many readings in a row without a value", readings => new Condition.Silent(readings));
        var condition = conditions.ExactlyOne();
        var lasting = keys.Optional("for", Shapes.Duration, "how long it has to hold; at once without it");
        var failures = keys.Optional("failures", InARow, "how many readings in a row it has to hold; 1 without it");
        var hint = keys.Optional("hint", Shapes.Text, "what to do then, in a few words");
        var severity = keys.Optional("severity", AlertFormat.Severity, "of the alert it raises; P1 when critical and P2 for a warning without it");
        var playbook = keys.Optional("playbook", Shapes.Text, "the playbook for it, by its name under playbooks:");
        return values =>
        {
            Conditions.OnlyWith(values, floor, [conditions["spike"]]);
            return condition(values) is { } found
                ? found with { For = lasting.In(values), Failures = failures.In(values), Hint = hint.In(values), Severity = severity.In(values), Playbook = playbook.In(values) }
                : null;
        };

        Condition Spike(double factor, TimeSpan back, Values values) => new Condition.Spike(factor, back, floor.In(values)?.Value ?? 0);
    });
}
