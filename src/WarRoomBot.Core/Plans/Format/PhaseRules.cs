namespace WarRoomBot.Plans.Format;

/// <summary>What has to hold between the phases, and between a phase and its checks.</summary>
internal static class PhaseRules
{
    internal static void Check(WrittenPlan plan, Mistakes mistakes)
    {
        if (plan is { HasPhases: false, Ends: not null })
            mistakes.Add(plan.At, "'phases' is missing", "add it: the stretches of the room, each with its rhythm of checks; or write duration: none");
        if (plan.Phases is null)
            return;
        if (plan.Phases.At is PlanNode.Sequence { Items.Count: 0 })
            mistakes.Add(plan.Phases.At, "no phase stands here", "add one with name:, from:, to: and every: or checks:");

        var phases = plan.Phases.Value.Select(phase => phase.Value).ToList();
        InOneRow(phases, plan.Ends, mistakes);
        var names = phases.Select(phase => phase.Name).OfType<Placed<string>>();
        foreach (var again in names.GroupBy(name => name.Value).SelectMany(same => same.Skip(1)))
            mistakes.Add(again.At, $"{again.At.Shown} is the name of two phases", "give each a name of its own");
        foreach (var phase in phases)
            CheckTimes(phase, plan.Ends, mistakes);
    }

    /// <summary>From T0 to the end of the room, without an overlap and without a gap.</summary>
    private static void InOneRow(List<WrittenPhase> phases, Placed<TimeSpan>? room, Mistakes mistakes)
    {
        Placed<TimeSpan>? end = new(TimeSpan.Zero, new PlanNode.Scalar(1, 1, "0m", false));
        foreach (var phase in phases)
        {
            if (phase.From is { } from && end is not null)
                Follows(from, end, mistakes);
            if (phase.To is { } to)
                Ends(to, phase.From, room, mistakes);
            end = phase.To;
        }

        if (phases.Count > 0 && end is not null && end.Value < room?.Value)
            mistakes.Add(
                end.At, $"nothing is checked between {end.At.Shown} and the end of the room", $"write to: {Said(room)}, or shorten duration:");
    }

    private static void Follows(Placed<TimeSpan> from, Placed<TimeSpan> end, Mistakes mistakes)
    {
        if (from.Value > end.Value)
            mistakes.Add(
                from.At, $"nothing is checked between {end.At.Shown} and {from.At.Shown}", $"write from: {Said(end)}, or add a phase between");
        else if (from.Value < end.Value)
            mistakes.Add(
                from.At, $"this phase begins before the one above it ends, at {end.At.Shown}", $"write from: {Said(end)}; phases stand in order of time");
    }

    private static void Ends(Placed<TimeSpan> to, Placed<TimeSpan>? from, Placed<TimeSpan>? room, Mistakes mistakes)
    {
        if (to.Value <= from?.Value)
            mistakes.Add(to.At, $"this phase ends at {to.At.Shown}, not after its begin at {from.At.Shown}", "write a later time");
        if (to.Value > room?.Value)
            mistakes.Add(to.At, $"this phase ends at {to.At.Shown}, after the room", $"write to: {Said(room)}, or lengthen duration:");
    }

    private static void CheckTimes(WrittenPhase phase, Placed<TimeSpan>? room, Mistakes mistakes)
    {
        var times = new Dictionary<TimeSpan, PlanNode>();
        foreach (var at in phase.Checks.Select(check => check.Value.At).OfType<Placed<TimeSpan>>())
        {
            if (!times.TryAdd(at.Value, at.At))
                mistakes.Add(at.At, $"this phase has two checks at {at.At.Shown}", $"put both into the one on line {times[at.Value].Line}");
            if (at.Value < phase.From?.Value)
                Move(at, "before this phase begins", $"write {Said(phase.From)} or later, or move the check to an earlier phase");
            else if (at.Value > phase.To?.Value)
                Move(at, "after this phase ends", $"write {Said(phase.To)} or earlier, or move the check to a later phase");
            else if (at.Value > room?.Value)
                Move(at, "after the end of the room", $"write {Said(room)} or earlier, or lengthen duration:");
        }

        void Move(Placed<TimeSpan> at, string where, string remedy) => mistakes.Add(at.At, $"{at.At.Shown} is {where}", remedy);
    }

    private static string Said(Placed<TimeSpan> time) => ((PlanNode.Scalar)time.At).Written;
}
