namespace WarRoomBot.Plans.Format;

/// <summary>The plan that a file without mistakes stands for.</summary>
internal static class PlanMaker
{
    internal static Plan Make(string name, WrittenPlan written) =>
        Make(name, written, [.. written.Metrics.Select(metric => Of(metric.Name.Value, metric.Value!.Value))]);

    private static Plan Make(string name, WrittenPlan written, IReadOnlyList<Metric> metrics) => new()
    {
        Name = name,
        Title = written.Name!.Value,
        Channel = written.Channel?.Value,
        Duration = written.Duration!.Value.Time,
        TimeZone = written.TimeZone?.Value ?? TimeZoneInfo.Utc,
        Roles = [.. written.Roles.Select(role => Of(role.Name.Value, role.Value!.Value))],
        Metrics = [.. metrics.Where(metric => !metric.IsUnread)],
        Unread = [.. metrics.Where(metric => metric.IsUnread)],
        Questions = [.. written.Questions.Select(question => Of(question.Name.Value, question.Value!.Value))],
        Phases = [.. written.Phases?.Value.Select(phase => Of(phase.Value, new(metrics))) ?? []],
        Routines = [.. written.Routines.Select(routine => RoutineFormat.Make(routine.Value, new(metrics)))],
        Answers = written.Answers ?? PlanFormat.DefaultAnswers,
        Alerts = AlertFormat.Make(written.Alerts),
        Incidents = IncidentFormat.Make(written.Incidents),
        Shifts = ShiftFormat.Make(written.Shifts),
        Figures = ReportFormat.MakeFigures(written.Reports),
        Reports = ReportFormat.Make(written.Reports),
        Gates = [.. written.Gates.Select(gate => GateFormat.Make(gate.Name.Value, gate.Value!.Value))],
        Playbooks = [.. written.Playbooks.Select(playbook => PlaybookFormat.Make(playbook.Name.Value, playbook.Value!.Value))],
        Decisions = [.. written.Decisions.Select(decision => DecisionFormat.Make(decision.Name.Value, decision.Value!.Value))],
    };

    private static Role Of(string name, WrittenRole written) => written.GivenBy is { } givenBy
        ? new(name, written.Title!.Value) { GivenBy = [.. givenBy.Value.Select(role => role.Value)] }
        : new(name, written.Title!.Value);

    private static Metric Of(string name, WrittenMetric written) => new()
    {
        Name = name,
        Title = written.Title!.Value,
        Unit = written.Unit!.Value,
        Probe = written.Probe!.Value,
        OtherwiseAsk = written.OtherwiseAsk?.Value,
        Every = written.Every?.Value ?? PlanFormat.DefaultEvery,
        Target = written.Target?.Condition,
        Warning = written.Warning is { } warning ? Of(warning) : null,
        Critical = written.Critical is { } critical ? Of(critical) : null,
    };

    internal static Threshold Of(WrittenThreshold written) => new(written.Condition, written.For?.Value ?? TimeSpan.Zero, written.Failures?.Value ?? 1)
    {
        Hint = written.Hint?.Value,
        Severity = written.Severity?.Value,
        Playbook = written.Playbook?.Value,
    };

    private static Question Of(string name, WrittenQuestion written) =>
        new(name, written.Text!.Value, written.Owner?.Value, written.About?.Value);

    private static Phase Of(WrittenPhase written, StandIns standIns) =>
        new(written.Name!.Value, written.From!.Value, written.To!.Value, [.. Moments(written, standIns).OrderBy(moment => moment.At)]);

    private static IEnumerable<CheckMoment> Moments(WrittenPhase phase, StandIns standIns)
    {
        var rhythm = Rhythm(phase).Select(at => (At: at, phase.Content));
        var single = phase.Checks.Select(check => (At: check.Value.At!.Value, check.Value.Content));
        return rhythm.Concat(single).GroupBy(check => check.At, check => check.Content).Select(due => new CheckMoment(
            due.Key, phase.Name!.Value, standIns.Metrics(due), standIns.Questions(due)));
    }

    private static IEnumerable<TimeSpan> Rhythm(WrittenPhase phase)
    {
        if (phase.Every is not { } every)
            yield break;
        for (var at = phase.From!.Value; at <= phase.To!.Value; at += every.Value)
            yield return at;
    }
}
