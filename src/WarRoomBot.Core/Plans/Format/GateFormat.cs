using WarRoomBot.Signals;

namespace WarRoomBot.Plans.Format;

/// <summary>How a plan says what is decided, when, by whom, and on what evidence.</summary>
internal static class GateFormat
{
    internal const double DefaultSamples = 90;
    internal const int LongestOption = 30;
    internal static readonly TimeSpan DefaultOpenFor = TimeSpan.FromHours(1);
    internal static readonly TimeSpan DefaultRemindEvery = TimeSpan.FromMinutes(15);

    private const int DefaultReminders = 3;
    private const int LongestCriterion = 150;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Shape<IReadOnlyList<Placed<SignalSeverity>>> Severities = Shapes.OneOrMore(AlertFormat.Severity);
    private static readonly Shape<IReadOnlyList<Placed<string>>> Roles = Shapes.OneOrMore(Shapes.Line("a role", "write its name as it stands under roles:"));

    private static readonly Shape<double> Share = Shapes.NumberFrom(0, 100);

    internal static Shape<WrittenGate> Gate() => Shapes.Group<WrittenGate>(keys =>
    {
        var title = keys.Required("title", Shapes.Text, "what people read, as in Go-live decision");
        var at = keys.Optional("at", Shapes.DurationFrom(TimeSpan.Zero), "when it opens by itself, counted from the deployment; only by command or when it is called without it");
        var calls = keys.Optional("called-by", Shapes.OneOrMore(Call()), "figures that open it, whenever they come");
        var criteria = keys.Required("criteria", Shapes.List(Criterion()), "what has to be so");
        var options = keys.Required("options", Shapes.List(Option()), "what can be decided, from go to no-go");
        var signedBy = keys.Required("signed-by", Roles, "the roles whose sign-off is wanted");
        var quorum = keys.Optional("quorum", Shapes.Whole(1, 20), "how many of them decide; all without it");
        var veto = keys.Optional("veto", Roles, "the roles among them without which nothing is decided and whose no-go decides at once");
        var openFor = keys.Optional("open-for", Shapes.DurationFrom(Minute), $"how long people have to sign; {Durations.Written(DefaultOpenFor)} without it");
        var expires = keys.Optional("expires", Shapes.Text, "the option that holds when that time is over, never the first; no decision without it, which is not a go");
        var every = keys.Optional("remind-every", Shapes.DurationFrom(Minute), $"how often those who have not signed are asked again; {Durations.Written(DefaultRemindEvery)} without it");
        var reminders = keys.Optional("reminders", Shapes.Whole(1, 20), $"after so many reminders no more come; {DefaultReminders} without it");
        return values => new()
        {
            Title = title.In(values),
            At = at.In(values),
            CalledBy = calls.In(values)?.Value ?? [],
            Criteria = criteria.In(values),
            Options = options.In(values),
            SignedBy = signedBy.In(values),
            Quorum = quorum.In(values),
            Veto = veto.In(values),
            OpenFor = openFor.In(values),
            Expires = expires.In(values),
            RemindEvery = every.In(values),
            Reminders = reminders.In(values),
        };
    });

    internal static PlannedGate Make(string name, WrittenGate written) => new()
    {
        Name = name,
        Title = written.Title!.Value,
        At = written.At?.Value,
        CalledBy = [.. written.CalledBy.Select(call => new GateCall(call.Value.Metric!.Value, PlanMaker.Of(call.Value.When!.Value)))],
        Criteria = [.. written.Criteria!.Value.Select(criterion => criterion.Value.Make())],
        Options = [.. written.Options!.Value.Select(option => option.Value.Option)],
        SignedBy = Names(written.SignedBy),
        Quorum = written.Quorum?.Value ?? written.SignedBy!.Value.Count,
        Veto = Names(written.Veto),
        OpenFor = written.OpenFor?.Value ?? DefaultOpenFor,
        Expires = written.Expires is { } expires ? written.Options.Value.ToList().FindIndex(option => option.Value.Option.Name == expires.Value) : null,
        RemindEvery = written.RemindEvery?.Value ?? DefaultRemindEvery,
        Reminders = written.Reminders?.Value ?? DefaultReminders,
    };

    private static List<string> Names(Placed<IReadOnlyList<Placed<string>>>? roles) => [.. roles?.Value.Select(role => role.Value) ?? []];

    private static Shape<WrittenGateCall> Call() => Shapes.Group<WrittenGateCall>(keys =>
    {
        var metric = keys.Required("metric", Shapes.Line("a metric", "write its name as it stands under metrics:"), "the metric that is looked at");
        var when = keys.Required("when", ThresholdFormat.Threshold(), "when it calls, as in { above: 2, for: 5m }");
        return values => new(metric.In(values), when.In(values));
    });

    private static Shape<WrittenOption> Option() => Shapes.LineOr(
        Shapes.Group<WrittenOption>(keys =>
        {
            var name = keys.Required("name", Shapes.Text, "what people read, as in Extended beta");
            var extend = keys.Optional("extend", Shapes.DurationFrom(Minute, TimeSpan.FromDays(30)), "how much longer the room goes on then");
            var end = keys.Optional("end", Shapes.Flag, "yes: the room ends then");
            var rollback = keys.Optional("rollback", AlertFormat.Severity, "the severity of the rollback incident that is opened then");
            var playbook = keys.Optional("playbook", Shapes.Text, "its playbook, by its name under playbooks:");
            var start = keys.Optional("start", Shapes.Text, "the plan that runs next in the same channel, by the name of its file; this room ends then");
            return values =>
            {
                Conditions.OnlyWith(values, playbook, [rollback]);
                if (extend.In(values) is { } longer && (end.In(values)?.Value == true || values.Has(start)))
                    values.Mistakes.Add(longer.At, "a room that ends cannot go on", "keep extend:, or end: and start:");
                return name.In(values) is not { } named ? null : new(
                    new(named.Value)
                    {
                        Extend = extend.In(values)?.Value,
                        End = end.In(values)?.Value == true || values.Has(start),
                        Rollback = rollback.In(values)?.Value,
                        Playbook = playbook.In(values)?.Value,
                        Start = start.In(values)?.Value,
                    },
                    named)
                { Playbook = playbook.In(values) };
            };
        }),
        line => new(new(line.Value), line));

    private static Shape<WrittenCriterion> Criterion() => Shapes.Group<WrittenCriterion>(keys =>
    {
        var metric = keys.Optional("metric", Shapes.Line("a metric", "write its name as it stands under metrics:"), "something measured, with a stretch of time and a limit");
        var incidents = keys.Optional("incidents", Severities, "incidents of these severities: open now, or at any time of over:");
        var alerts = keys.Optional("alerts", Severities, "alerts of these severities that are not over");
        var answered = keys.Optional("answered", Share, "how many of the questions of the checks have to be answered, in percent");
        var ask = keys.Optional("ask", Shapes.Text, "something only people know");
        keys.ExactlyOne(metric, incidents, alerts, answered, ask);
        var title = keys.Optional("title", Shapes.Text, "what people read instead of the usual words");
        var statistics = new[]
        {
            (Statistic.Max, Key: keys.Optional("max-over", Shapes.Duration, "looks at the highest value of this long, as in 12h")),
            (Statistic.Min, Key: keys.Optional("min-over", Shapes.Duration, "looks at the lowest value of this long")),
            (Statistic.Average, Key: keys.Optional("average-over", Shapes.Duration, "looks at the average of this long")),
            (Statistic.Uptime, Key: keys.Optional("uptime-over", Shapes.Duration, "looks at how much of this long it was up, in percent")),
        };
        var bounds = new[]
        {
            (Key: keys.Optional("below", Shapes.Number, "it has to be below this; for incidents and alerts 1 without it"), Above: false, Inclusive: false),
            (Key: keys.Optional("above", Shapes.Number, "it has to be above this"), Above: true, Inclusive: false),
            (Key: keys.Optional("at-most", Shapes.Number, "it has to be this or less"), Above: false, Inclusive: true),
            (Key: keys.Optional("at-least", Shapes.Number, "it has to be this or more"), Above: true, Inclusive: true),
        };
        var samples = keys.Optional("samples", Share, $"how much of that time has to be covered by samples, in percent; {DefaultSamples} without it");
        var over = keys.Optional("over", Shapes.Duration, "incidents that were open at any time of this long, as in 8h; those open now without it");
        var phase = keys.Optional("phase", Shapes.Text, "the checks of this phase; all so far without it");
        var owner = keys.Optional("owner", Shapes.Text, "the role that is asked; those who sign without it");
        return values =>
        {
            foreach (var (_, key) in statistics)
                Conditions.OnlyWith(values, key, [metric]);
            foreach (var (key, above, inclusive) in bounds)
                Conditions.OnlyWith(values, key, above || inclusive ? [metric] : [metric, incidents, alerts]);
            Conditions.OnlyWith(values, samples, [metric]);
            Conditions.OnlyWith(values, over, [incidents]);
            Conditions.OnlyWith(values, phase, [answered]);
            Conditions.OnlyWith(values, owner, [ask]);
            var said = title.In(values) ?? ask.In(values);
            if (said is { Value.Length: > LongestCriterion })
                values.Mistakes.Add(said.At, $"this has {said.Value.Length} characters", $"write {LongestCriterion} at most: it is one line of a card");
            var windows = statistics.Select(one => (one.Item1, Over: one.Key.In(values))).Where(one => one.Over is not null).ToList();
            var limits = bounds.Where(one => values.Has(one.Key)).ToList();
            if (values.Has(metric))
            {
                One(values, [.. statistics.Select(one => (Key)one.Key)], "how far back it looks", "add max-over: 12h, for instance");
                One(values, [.. bounds.Select(one => (Key)one.Key)], "what the figure should be", "add below: 1, for instance");
            }

            return new()
            {
                Title = title.In(values)?.Value,
                Metric = metric.In(values),
                Statistic = windows is [var (statistic, _), ..] ? statistic : null,
                Over = windows is [var (_, window), ..] ? window : over.In(values),
                Bound = limits is [var limit, ..] && limit.Key.In(values) is { } figure ? new(new(figure.Value, limit.Above, limit.Inclusive), figure.At) : null,
                Samples = samples.In(values)?.Value ?? DefaultSamples,
                Incidents = incidents.In(values),
                Alerts = alerts.In(values),
                Answered = answered.In(values),
                Phase = phase.In(values),
                Ask = ask.In(values),
                Owner = owner.In(values),
            };
        };
    });

    /// <summary>Exactly one of <paramref name="keys"/> has to be there.</summary>
    private static void One(Values values, IReadOnlyList<Key> keys, string what, string remedy)
    {
        var count = keys.Count(values.Has);
        if (count == 0)
            values.Mistakes.Add(values.At, $"this criterion does not say {what}", remedy);
        else if (count > 1)
            values.Mistakes.Add(values.At, $"this criterion says twice {what}", $"keep one of {string.Join(", ", keys.Where(values.Has).Select(key => key.Name))}");
    }
}
