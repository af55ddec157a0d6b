using Humanizer;

namespace WarRoomBot.Plans.Format;

/// <summary>What has to hold between the parts of a gate, and between gates, roles, metrics and phases.</summary>
internal static class GateRules
{
    /// <summary>More buttons than this do not fit into one row.</summary>
    private const int MostOptions = 5;

    internal static void Check(WrittenPlan plan, Mistakes mistakes)
    {
        foreach (var gate in plan.Gates.Select(named => named.Value).OfType<Placed<WrittenGate>>())
        {
            if (gate.Value.At is { } at && at.Value > plan.Ends?.Value)
                mistakes.Add(at.At, $"{at.At.Shown} is after the end of the room", $"write {Said(plan.Ends)} or earlier, or lengthen duration:");
            CheckOptions(gate.Value, mistakes);
            CheckSigners(gate.Value, mistakes);
            foreach (var criterion in gate.Value.Criteria?.Value ?? [])
                CheckCriterion(criterion, gate.Value, plan, mistakes);
            if (gate.Value.Criteria is { At: PlanNode.Sequence { Items.Count: 0 } })
                mistakes.Add(gate.Value.Criteria.At, "no criterion stands here", "add what has to be so, as in { ask: User feedback mostly positive }");
        }

        var opening = plan.Gates.Select(named => named.Value?.Value.At).OfType<Placed<TimeSpan>>();
        foreach (var again in opening.GroupBy(at => at.Value).SelectMany(same => same.Skip(1)))
            mistakes.Add(again.At, $"two gates open at {again.At.Shown}", "let them open one after the other: people can sign one at a time");
    }

    private static void CheckOptions(WrittenGate gate, Mistakes mistakes)
    {
        if (gate.Options is not { At: PlanNode.Sequence written } options)
            return;
        if (written.Items.Count is < 2 or > MostOptions)
            mistakes.Add(options.At, $"there {(written.Items.Count == 1 ? "is one option" : $"are {written.Items.Count} options")}", $"write 2 to {MostOptions}, from go to no-go");
        var names = options.Value.Select(option => option.Value.Name).ToList();
        foreach (var name in names.Where(name => name.Value.Length > GateFormat.LongestOption))
            mistakes.Add(name.At, $"{name.At.Shown} has {name.Value.Length} characters", $"write {GateFormat.LongestOption} at most: it stands on a button");
        foreach (var again in names.GroupBy(name => name.Value).SelectMany(same => same.Skip(1)))
            mistakes.Add(again.At, $"{again.At.Shown} stands here twice", "remove one of them");
        if (gate.Expires is not { } expires || names.Count != written.Items.Count)
            return;
        var place = names.FindIndex(name => name.Value == expires.Value);
        if (place < 0)
            mistakes.Add(expires.At, $"there is no option {expires.At.Shown}", Nearest.To(expires.Value, names.Skip(1).Select(name => name.Value)) is { } near
                ? $"did you mean '{near}'?" : $"write {names.Skip(1).Select(name => name.Value).Humanize("or")}");
        else if (place == 0)
            mistakes.Add(expires.At, $"{expires.At.Shown} is go: silence never is", names.Count > 1 ? $"write {names.Skip(1).Select(name => name.Value).Humanize("or")}" : "remove it");
    }

    private static void CheckSigners(WrittenGate gate, Mistakes mistakes)
    {
        if (gate.SignedBy is not { } signedBy)
            return;
        var roles = signedBy.Value.Select(role => role.Value).ToList();
        if (signedBy.At is PlanNode.Sequence { Items.Count: 0 })
            mistakes.Add(signedBy.At, "nobody signs this gate", "name at least one role");
        foreach (var again in signedBy.Value.GroupBy(role => role.Value).SelectMany(same => same.Skip(1)))
            mistakes.Add(again.At, $"{again.At.Shown} stands here twice", "remove one of them");
        if (gate.Quorum is { } quorum && quorum.Value > roles.Count)
            mistakes.Add(quorum.At, $"{quorum.Value} roles are to decide, but {roles.Count} sign", $"write {roles.Count} or fewer");
        foreach (var veto in gate.Veto?.Value.Where(role => !roles.Contains(role.Value)) ?? [])
            mistakes.Add(veto.At, $"{veto.At.Shown} does not sign this gate", "add it to signed-by:, or remove it here");
    }

    private static void CheckCriterion(Placed<WrittenCriterion> criterion, WrittenGate gate, WrittenPlan plan, Mistakes mistakes)
    {
        var written = criterion.Value;
        if (written.Over is { } over)
        {
            if (over.Value > plan.Ends?.Value)
                mistakes.Add(over.At, $"{over.At.Shown} is longer than the room, which lasts {plan.Ends!.At.Shown}", "write a shorter time");
            else if (written.Metric is not null && over.Value > gate.At?.Value)
                mistakes.Add(over.At, $"{over.At.Shown} goes back further than the deployment when this gate opens, at {gate.At.At.Shown}", "write a shorter time");
        }

        if (written is { Metric: { } name, Statistic: { } statistic } && Of(plan, name.Value)?.Unit?.Value is { } unit && unit == Unit.UpDown != (statistic == Statistic.Uptime))
            mistakes.Add(written.Over!.At, unit == Unit.UpDown ? "a metric that is up or down has no such figure" : "a metric that is a number is neither up nor down",
                unit == Unit.UpDown ? "write uptime-over: and at-least: 99.9, for instance" : "write max-over:, min-over: or average-over:");
        if (written is { Metric: null, Bound: { } bound } && (bound.Value.Limit < 1 || bound.Value.Limit != Math.Truncate(bound.Value.Limit)))
            mistakes.Add(bound.At, $"{bound.At.Shown} is no count", "write a whole number such as 1");
        if (written.Phase is { } phase && plan.Phases?.Value.Any(one => one.Value.Name?.Value == phase.Value) == false)
            mistakes.Add(phase.At, $"there is no phase {phase.At.Shown}", Nearest.To(phase.Value, plan.Phases.Value.Select(one => one.Value.Name?.Value).OfType<string>()) is { } near
                ? $"did you mean '{near}'?" : "write its name as it stands under phases:");
    }

    private static WrittenMetric? Of(WrittenPlan plan, string metric) => plan.Metrics.FirstOrDefault(named => named.Name.Value == metric)?.Value?.Value;

    private static string Said(Placed<TimeSpan>? time) => ((PlanNode.Scalar)time!.At).Written;
}
