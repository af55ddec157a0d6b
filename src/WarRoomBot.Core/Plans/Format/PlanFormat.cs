using WarRoomBot.Probes;

namespace WarRoomBot.Plans.Format;

/// <summary>The plan file, written down: what stands here is read, checked for its form, and described in the JSON Schema.</summary>
internal static class PlanFormat
{
    internal static readonly TimeSpan DefaultEvery = TimeSpan.FromMinutes(1);
    internal static readonly AnswerRules DefaultAnswers = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30));

    internal const string Probe = "probe";
    internal const string OtherwiseAsk = "otherwise-ask";

    private static readonly TimeSpan ShortestReading = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly Shape<TimeSpan> Offset = Shapes.DurationFrom(TimeSpan.Zero);
    private static readonly Shape<string> Channel =
        Shapes.Line("a channel", "write it in quotes, as in \"#beta-war-room\": a bare # begins a comment");

    internal static Shape<WrittenPlan> Plan(IEnumerable<ProbeKind> kinds) => Shapes.Group<WrittenPlan>(keys =>
    {
        var name = keys.Required("name", Shapes.Text, "what people read; the file has the same name: 'Beta war room' stands in beta-war-room.yaml");
        var channel = keys.Optional("channel", Channel, "the channel it is meant for, as in \"#beta-war-room\"; it may be opened anywhere");
        var duration = keys.Required("duration", new RoomLengthShape(), "how long the room lasts, as in 48h; none for a standing room, without an end");
        var timeZone = keys.Optional("time-zone", new TimeZoneShape(), "for times of day that people type, as in Europe/Berlin; UTC without it");
        var roles = keys.Optional("roles", Shapes.Map(RoomRole()), "who takes part, by names that people type");
        var answers = keys.Optional("answers", Answers(), "what happens to questions nobody answers");
        var metrics = keys.Optional("metrics", Shapes.Map(Metric(kinds)), "what is measured, by names that people type");
        var questions = keys.Optional("questions", Shapes.Map(Question()), "what only people know, by the names that checks use");
        var alerts = new AlertFormat(keys);
        var playbooks = keys.Optional("playbooks", Shapes.Map(PlaybookFormat.Playbook()), "the steps for each kind of trouble, by the names that thresholds use");
        var decisions = keys.Optional("decisions", Shapes.Map(DecisionFormat.Decision()), "questions that lead to a recommendation, such as the way to a rollback, by the names that playbooks use");
        var incidents = keys.Optional("incidents", IncidentFormat.Incidents(), "how incidents are run");
        var shifts = new ShiftFormat(keys);
        var reports = new ReportFormat(keys);
        var gates = keys.Optional("gates", Shapes.Map(GateFormat.Gate()), "what is decided, by names that people type; the last one is go-live");
        var phases = keys.Optional(
            "phases", Shapes.List(Phase()), "the stretches of the room, each with its rhythm of checks, without a gap from 0m to the end; only a standing room may have none");
        var routines = keys.Optional("routines", Shapes.List(RoutineFormat.Routine()), "checks by the calendar, beside those of the phases");
        return values => new()
        {
            At = values.At,
            HasPhases = values.Has(phases),
            Name = name.In(values),
            Channel = channel.In(values),
            Duration = duration.In(values),
            TimeZone = timeZone.In(values),
            Roles = roles.In(values)?.Value ?? [],
            Answers = answers.In(values)?.Value,
            Metrics = metrics.In(values)?.Value ?? [],
            Questions = questions.In(values)?.Value ?? [],
            Alerts = alerts.In(values),
            Playbooks = playbooks.In(values)?.Value ?? [],
            Decisions = decisions.In(values)?.Value ?? [],
            Incidents = incidents.In(values)?.Value,
            Shifts = shifts.In(values),
            Reports = reports.In(values),
            Gates = gates.In(values)?.Value ?? [],
            Phases = phases.In(values),
            Routines = routines.In(values)?.Value ?? [],
        };
    });

    internal static Shape<WrittenRole> Role() => Shapes.Group<WrittenRole>(keys =>
    {
        var title = keys.Required("title", Shapes.Text, "what people read, as in On-call engineer");
        return values => new(title.In(values));
    });

    private static Shape<WrittenRole> RoomRole() => Shapes.Group<WrittenRole>(keys =>
    {
        var title = keys.Required("title", Shapes.Text, "what people read, as in On-call engineer");
        var givenBy = keys.Optional(
            "given-by", AlertFormat.Roles, "the roles whose holders may give it, beside its own and whoever opened the room; without it only these give a role that signs a gate, and everybody any other");
        return values => new(title.In(values), givenBy.In(values));
    });

    private static Shape<AnswerRules> Answers() => Shapes.Group<AnswerRules>(keys =>
    {
        var (remindAfter, missedAfter) = (Durations.Written(DefaultAnswers.RemindAfter), Durations.Written(DefaultAnswers.MissedAfter));
        var after = Shapes.DurationFrom(Minute);
        var remind = keys.Optional("remind-after", after, $"how long after a check its owners are asked again; {remindAfter} without it");
        var missed = keys.Optional("missed-after", after, $"how long after a check its questions count as missed; {missedAfter} without it");
        return values =>
        {
            if ((values.Has(remind) && remind.In(values) is null) || (values.Has(missed) && missed.In(values) is null))
                return null;
            var rules = new AnswerRules(
                remind.In(values)?.Value ?? DefaultAnswers.RemindAfter, missed.In(values)?.Value ?? DefaultAnswers.MissedAfter);
            if (rules.RemindAfter >= rules.MissedAfter)
                values.Mistakes.Add(
                    (remind.In(values) ?? missed.In(values))!.At,
                    "questions count as missed before anybody is reminded",
                    "let remind-after be shorter than missed-after");
            return rules;
        };
    });

    private static Shape<WrittenMetric> Metric(IEnumerable<ProbeKind> kinds) => Shapes.Group<WrittenMetric>(keys =>
    {
        var title = keys.Required("title", Shapes.Text, "what people read, as in Error rate");
        var unit = keys.Required("unit", Shapes.Choice<Unit>(), "what it is counted in");
        var probe = keys.Required(Probe, new ProbeShape(kinds), "how it is read");
        var otherwiseAsk = keys.Optional(
            OtherwiseAsk, Shapes.Text, "the question that people are asked in its place where a ${NAME} of its probe is not set; without it that is a mistake");
        var every = keys.Optional("every", Shapes.DurationFrom(ShortestReading), $"how often it is read; {Durations.Written(DefaultEvery)} without it");
        var target = keys.Optional("target", ThresholdFormat.Target(), "what it should be");
        var warning = keys.Optional("warning", ThresholdFormat.Threshold(), "where it becomes a warning");
        var critical = keys.Optional("critical", ThresholdFormat.Threshold(), "where it becomes critical");
        return values => new()
        {
            Title = title.In(values),
            Unit = unit.In(values),
            Probe = probe.In(values),
            OtherwiseAsk = otherwiseAsk.In(values),
            Every = every.In(values),
            Target = target.In(values)?.Value,
            Warning = warning.In(values)?.Value,
            Critical = critical.In(values)?.Value,
        };
    });

    private static Shape<WrittenQuestion> Question() => Shapes.Group<WrittenQuestion>(keys =>
    {
        var text = keys.Required("text", Shapes.Text, "what is asked, with its question mark");
        var owner = keys.Optional("owner", Shapes.Text, "the role that is reminded; nobody in particular without it");
        var about = keys.Optional("about", Shapes.Text, "the metric that measures the same, for comparison");
        return values => new(text.In(values), owner.In(values), about.In(values));
    });

    private static Shape<WrittenPhase> Phase() => Shapes.Group<WrittenPhase>(keys =>
    {
        var name = keys.Required("name", Shapes.Text, "what people read, as in Active monitoring");
        var from = keys.Required("from", Offset, "when it begins, counted from the deployment, as in 2h");
        var to = keys.Required("to", Offset, "when it ends, counted from the deployment, as in 8h");
        var every = keys.Optional(
            "every", Shapes.DurationFrom(Minute), "the rhythm of its checks, the first when it begins and the last when it ends");
        var content = new ContentFormat(keys, "at every check of its rhythm");
        var checks = keys.Optional("checks", Shapes.List(Check()), "checks at times of their own");
        return values =>
        {
            if (!values.Has(every) && !values.Has(checks))
                values.Mistakes.Add(values.At, "this phase has no checks", "add every: with metrics: or ask:, or add checks:");
            else if (!values.Has(every) && content.IsNamed(values))
                values.Mistakes.Add(
                    values.At, "this phase has no rhythm for its metrics and questions", "add every: 30m, for instance, or move them into checks:");
            else if (values.Has(every) && content.IsEmpty(values))
                values.Mistakes.Add(values.At, "the checks of this rhythm show nothing and ask nothing", "add metrics: or ask:");
            return new()
            {
                Name = name.In(values),
                From = from.In(values),
                To = to.In(values),
                Every = every.In(values),
                Content = content.In(values),
                Checks = checks.In(values)?.Value ?? [],
            };
        };
    });

    private static Shape<WrittenCheck> Check() => Shapes.Group<WrittenCheck>(keys =>
    {
        var at = keys.Required("at", Offset, "when it is due, counted from the deployment, as in 15m");
        var content = new ContentFormat(keys, "then");
        return values =>
        {
            if (content.IsEmpty(values))
                values.Mistakes.Add(values.At, "this check shows nothing and asks nothing", "add metrics: or ask:");
            return new(at.In(values), content.In(values));
        };
    });
}
