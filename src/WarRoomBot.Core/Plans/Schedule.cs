namespace WarRoomBot.Plans;

/// <summary>When which check is due over the whole room.</summary>
internal static class Schedule
{
    /// <summary>
    /// In order of time. Where one phase ends and the next begins, their checks are one: it has what both have, the earlier phase's first,
    /// and belongs to the later phase.
    /// </summary>
    internal static IReadOnlyList<CheckMoment> Of(Plan plan) =>
    [
        .. plan.Phases
            .SelectMany(phase => phase.Checks)
            .GroupBy(check => check.At)
            .OrderBy(due => due.Key)
            .Select(due => new CheckMoment(
                due.Key,
                due.Last().Phase,
                [.. due.SelectMany(check => check.Metrics).Distinct()],
                [.. due.SelectMany(check => check.Ask).Distinct()])),
    ];
}
