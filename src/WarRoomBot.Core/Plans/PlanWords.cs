using Humanizer;

namespace WarRoomBot.Plans;

/// <summary>A plan as people read of it.</summary>
internal static class PlanWords
{
    /// <summary>What it is in one line: <c>Beta war room: 48h, 39 checks, 6 metrics, 16 questions</c>.</summary>
    /// <param name="plan">Which.</param>
    /// <param name="colon">What stands behind the title.</param>
    internal static string InOneLine(Plan plan, string colon = ": ") => $"{plan.Title}{colon}" + string.Join(", ", new[]
    {
        plan.Duration is { } duration ? Durations.Words(duration) : "standing, without an end",
        Counted("check", Schedule.Of(plan).Count, evenNone: plan.Routines.Count == 0),
        Counted("routine", plan.Routines.Count),
        Counted("metric", plan.Metrics.Count, evenNone: true),
        Counted("question", plan.Questions.Count, evenNone: true),
        Counted("gate", plan.Gates.Count),
        Counted("playbook", plan.Duration is null ? plan.Playbooks.Count : 0),
    }.Where(part => part.Length > 0));

    private static string Counted(string what, int count, bool evenNone = false) => count > 0 || evenNone ? what.ToQuantity(count) : "";
}
