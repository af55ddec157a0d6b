using Humanizer;

namespace WarRoomBot.Plans.Format;

/// <summary>Names in a plan stand for something that the plan defines.</summary>
internal static class ReferenceRules
{
    internal static void Check(WrittenPlan plan, Mistakes mistakes)
    {
        var roles = new Defined("role", Of(plan.Roles));
        var metrics = new Defined("metric", Of(plan.Metrics));
        var questions = new Defined("question", Of(plan.Questions));
        var decisions = new Defined("decision", Of(plan.Decisions));
        var playbooks = new Defined("playbook", Of(plan.Playbooks));
        var figures = new Defined("figure", Of(plan.Reports.Figures));

        foreach (var role in plan.Roles.SelectMany(named => named.Value?.Value.GivenBy?.Value ?? []))
            roles.Check(role, mistakes);

        foreach (var question in plan.Questions.Select(named => named.Value?.Value).OfType<WrittenQuestion>())
        {
            roles.Check(question.Owner, mistakes);
            metrics.Check(question.About, mistakes);
        }

        foreach (var metric in plan.Metrics.Select(named => named.Value?.Value).OfType<WrittenMetric>())
        {
            questions.Check(metric.OtherwiseAsk, mistakes);
            playbooks.Check(metric.Warning?.Playbook, mistakes);
            playbooks.Check(metric.Critical?.Playbook, mistakes);
        }

        foreach (var notify in plan.Alerts.Escalation.Select(step => step.Value.Notify).Concat(plan.Alerts.Calls.Select(call => call.Value.Notify))
            .Concat(plan.Alerts.Severities.Select(severity => severity.Written?.Invite))
            .Concat([plan.Incidents?.OpenedBy, plan.Incidents?.LedBy, plan.Incidents?.ClosedBy]))
        {
            foreach (var role in notify?.Value ?? [])
                roles.Check(role, mistakes);
        }

        playbooks.Check(plan.Incidents?.Playbook, mistakes);
        foreach (var playbook in plan.Playbooks.Select(named => named.Value?.Value).OfType<WrittenPlaybook>())
        {
            decisions.Check(playbook.Decision, mistakes);
            foreach (var role in playbook.Steps?.Value.SelectMany(step => step.Value.StartedBy?.Value ?? []) ?? [])
                roles.Check(role, mistakes);
        }

        foreach (var role in plan.Shifts.All.Select(shift => shift.Value?.Value).OfType<WrittenShift>().SelectMany(shift => shift.Roles?.Value ?? []))
            roles.Check(role, mistakes);

        foreach (var call in plan.Alerts.Calls)
            metrics.Check(call.Value.Metric, mistakes);

        foreach (var target in plan.Reports.Content?.Targets?.Value.Select(target => target.Value) ?? [])
            (target.Measure == ReportMeasure.Figure ? figures : metrics).Check(target.Of, mistakes);

        foreach (var section in plan.Reports.Content?.Sections?.Value.Select(section => section.Value) ?? [])
        {
            metrics.Check(section.Metrics, mistakes, figures, "put it under figures:");
            figures.Check(section.Figures, mistakes, metrics, "put it under metrics:");
            questions.Check(section.Questions, mistakes, metrics, "put it under metrics:");
        }

        foreach (var gate in plan.Gates.Select(named => named.Value?.Value).OfType<WrittenGate>())
        {
            foreach (var role in gate.SignedBy?.Value ?? [])
                roles.Check(role, mistakes);
            foreach (var call in gate.CalledBy)
                metrics.Check(call.Value.Metric, mistakes);
            foreach (var option in gate.Options?.Value ?? [])
                playbooks.Check(option.Value.Playbook, mistakes);
            foreach (var criterion in gate.Criteria?.Value ?? [])
            {
                metrics.Check(criterion.Value.Metric, mistakes);
                roles.Check(criterion.Value.Owner, mistakes);
            }
        }

        var phases = plan.Phases?.Value.Select(phase => phase.Value) ?? [];
        foreach (var content in phases.SelectMany(phase => phase.Checks.Select(check => check.Value.Content).Prepend(phase.Content))
            .Concat(plan.Routines.Select(routine => routine.Value.Content)))
        {
            metrics.Check(content.Metrics, mistakes, questions, "put it under ask:");
            questions.Check(content.Ask, mistakes, metrics, "put it under metrics:");
        }
    }

    private static List<string> Of<T>(IEnumerable<Named<T>> all) => [.. all.Select(named => named.Name.Value)];

    private sealed record Defined(string What, List<string> Names)
    {
        private const int MostNamed = 12;

        public void Check(Placed<string>? name, Mistakes mistakes)
        {
            if (name is not null && !Names.Contains(name.Value))
                mistakes.Add(name.At, $"there is no {What} {name.At.Shown}", Remedy(name.At));
        }

        /// <param name="other">What else such a name may stand for, and what to do then.</param>
        public void Check(Placed<IReadOnlyList<Placed<string>>>? names, Mistakes mistakes, Defined other, string move)
        {
            var seen = new HashSet<string>();
            foreach (var name in names?.Value ?? [])
            {
                if (!seen.Add(name.Value))
                    mistakes.Add(name.At, $"{name.At.Shown} stands here twice", "remove one of them");
                else if (!Names.Contains(name.Value) && other.Names.Contains(name.Value))
                    mistakes.Add(name.At, $"{name.At.Shown} is a {other.What}, not a {What}", move);
                else
                    Check(name, mistakes);
            }
        }

        private string Remedy(PlanNode at)
        {
            var nearest = at is PlanNode.Scalar { IsFilled: false } written ? Nearest.To(written.Text, Names) : null;
            return nearest is not null ? $"did you mean '{nearest}'?"
                : Names.Count is 0 or > MostNamed ? $"define it under {What}s:"
                : $"define it under {What}s:, or write {Names.Humanize("or")}";
        }
    }
}
