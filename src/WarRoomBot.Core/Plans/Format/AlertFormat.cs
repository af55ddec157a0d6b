using System.Globalization;
using System.Text.Json.Nodes;
using WarRoomBot.Signals;

namespace WarRoomBot.Plans.Format;

/// <summary>How a plan says who answers alerts, how fast, and who is called when they do not.</summary>
internal sealed class AlertFormat
{
    internal static readonly AlertRules Defaults = new()
    {
        Severities =
        [
            new(SignalSeverity.P0, "Critical", TimeSpan.FromMinutes(5)) { UpdateEvery = TimeSpan.FromMinutes(15) },
            new(SignalSeverity.P1, "High", TimeSpan.FromMinutes(15)) { UpdateEvery = TimeSpan.FromMinutes(30) },
            new(SignalSeverity.P2, "Medium", TimeSpan.FromHours(1)) { UpdateEvery = TimeSpan.FromHours(2) },
            new(SignalSeverity.P3, "Low", null),
        ],
        Escalation = [],
        Calls = [],
        BusinessHours = new(
            new(9, 0), new(17, 0), [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], []),
        AskAgain = TimeSpan.FromMinutes(30),
        AnswerWithin = TimeSpan.FromMinutes(10),
        StormAbove = 5,
        WaysOut = [],
    };

    internal static readonly Shape<SignalSeverity> Severity = Shapes.Choice([.. Enum.GetValues<SignalSeverity>().Select(severity => (severity.ToString(), severity))]);

    internal static readonly Shape<IReadOnlyList<Placed<DayOfWeek>>> Days = Shapes.OneOrMore(Shapes.Choice<DayOfWeek>());

    private const string NextBusinessDay = "next business day";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    internal static readonly Shape<IReadOnlyList<Placed<string>>> Roles = Shapes.OneOrMore(Shapes.Line("a role", "write its name as it stands under roles:"));

    private readonly Key<IReadOnlyList<(SignalSeverity, WrittenSeverity?)>> _severities;
    private readonly Key<IReadOnlyList<Placed<WrittenStep>>> _escalation;
    private readonly Key<IReadOnlyList<Placed<WrittenCall>>> _calls;
    private readonly Key<IReadOnlyList<Placed<WrittenWay>>> _waysOut;
    private readonly Key<BusinessHours> _businessHours;
    private readonly Key<WrittenReactions> _reactions;

    internal AlertFormat(Keys keys)
    {
        _severities = keys.Optional("severities", Severities(), "what people call them and how fast each is to be acknowledged");
        _escalation = keys.Optional("escalation", Shapes.List(Step()), "the ladder of people called when nobody acknowledges an alert");
        _calls = keys.Optional("calls", Shapes.List(Call()), "who is called, beside the ladder, when a metric is bad enough for long enough");
        _waysOut = keys.Optional("ways-out", Shapes.List(WayOutFormat.Way()), "who is told of alerts outside chat");
        _businessHours = keys.Optional("business-hours", Hours(), "what next business day means; Monday to Friday 09:00 to 17:00 without it");
        _reactions = keys.Optional("alerts", Reactions(), "how acknowledged alerts are followed up, and when many fold into one");
    }

    internal WrittenAlertRules In(Values values) => new()
    {
        Severities = _severities.In(values)?.Value ?? [],
        Escalation = _escalation.In(values)?.Value ?? [],
        Calls = _calls.In(values)?.Value ?? [],
        WaysOut = _waysOut.In(values)?.Value ?? [],
        BusinessHours = _businessHours.In(values)?.Value,
        Reactions = _reactions.In(values)?.Value,
    };

    internal static AlertRules Make(WrittenAlertRules written)
    {
        var severities = written.Severities.ToDictionary(one => one.Severity, one => one.Written);
        return new()
        {
            Severities = [.. Defaults.Severities.Select(usual => severities.GetValueOrDefault(usual.Severity) is { } own ? Make(own, usual) : usual)],
            Escalation =
            [
                .. written.Escalation.Select(step => step.Value)
                    .Select(step => new EscalationStep(step.After!.Value, Names(step.Notify), step.Severities))
                    .OrderBy(step => step.After),
            ],
            Calls = [.. written.Calls.Select(call => call.Value).Select(call => new CallRule(call.Metric!.Value, PlanMaker.Of(call.When!.Value), Names(call.Notify)))],
            WaysOut = [.. written.WaysOut.SelectMany(way => WayOutFormat.Make(way.Value))],
            BusinessHours = written.BusinessHours ?? Defaults.BusinessHours,
            AskAgain = written.Reactions?.AskAgain?.Value ?? Defaults.AskAgain,
            AnswerWithin = written.Reactions?.AnswerWithin?.Value ?? Defaults.AnswerWithin,
            StormAbove = written.Reactions?.StormAbove?.Value ?? Defaults.StormAbove,
        };
    }

    private static SeverityRules Make(WrittenSeverity own, SeverityRules usual) => new(
        usual.Severity, own.Name?.Value ?? usual.Name, own.Acknowledge is { } acknowledge ? acknowledge.Value.Within : usual.Acknowledge)
    {
        Meaning = own.Meaning?.Value,
        Invite = [.. own.Invite?.Value.Select(role => role.Value) ?? []],
        UpdateEvery = own.UpdateEvery?.Value ?? usual.UpdateEvery,
    };

    private static IReadOnlyList<string> Names(Placed<IReadOnlyList<Placed<string>>>? roles) => [.. roles!.Value.Select(role => role.Value)];

    private static Shape<IReadOnlyList<(SignalSeverity, WrittenSeverity?)>> Severities() => Shapes.Group<IReadOnlyList<(SignalSeverity, WrittenSeverity?)>>(keys =>
    {
        var each = Defaults.Severities
            .Select(usual => (usual.Severity, Key: keys.Optional($"{usual.Severity}", OneSeverity(usual), $"{usual.Name.ToLowerInvariant()} without a name of its own")))
            .ToList();
        return values => [.. each.Select(one => (one.Severity, one.Key.In(values)?.Value))];
    });

    private static Shape<WrittenSeverity> OneSeverity(SeverityRules usual) => Shapes.Group<WrittenSeverity>(keys =>
    {
        var name = keys.Optional("name", Shapes.Text, $"what people read; {usual.Name} without it");
        var meaning = keys.Optional("meaning", Shapes.Text, "what is so bad, as in system down or data lost; people see it where they choose");
        var within = usual.Acknowledge is { } time ? Durations.Written(time) : NextBusinessDay;
        var acknowledge = keys.Optional("acknowledge", Acknowledge(), $"how long people have to acknowledge it; {within} without it");
        var invite = keys.Optional("invite", Roles, "the roles that are brought into an incident, beside whoever opens it");
        var every = usual.UpdateEvery is { } often ? $"{Durations.Written(often)} without it" : "no reminders without it";
        var update = keys.Optional("update-every", Shapes.DurationFrom(Minute), $"how often an incident is to be told about; {every}");
        return values => new(name.In(values), meaning.In(values), acknowledge.In(values), invite.In(values), update.In(values));
    });

    private static Shape<AcknowledgeTime> Acknowledge() => Shapes.Parsed(
        new JsonObject { ["type"] = "string", ["pattern"] = $"{Durations.Pattern}|^{NextBusinessDay}$|{Shapes.Placeholder}" },
        (scalar, mistakes) =>
        {
            var text = scalar.Text.Trim();
            if (string.Equals(text, NextBusinessDay, StringComparison.OrdinalIgnoreCase))
                return new AcknowledgeTime(null);
            if (Durations.TryParse(text, out var within) && within >= Minute)
                return new(within);
            mistakes.Unfit(scalar, "an acknowledge time", $"write 5m, for instance, or {NextBusinessDay}");
            return null;
        });

    private static Shape<WrittenStep> Step() => Shapes.Group<WrittenStep>(keys =>
    {
        var after = keys.Required("after", Shapes.DurationFrom(TimeSpan.Zero), "0m for at once; the first later step comes when the acknowledge time is over, the next ones at their distance");
        var notify = keys.Required("notify", Roles, "the roles that are called");
        var severities = keys.Optional("severities", Shapes.OneOrMore(Severity), "for which severities; all without it");
        return values => new(after.In(values), notify.In(values), [.. severities.In(values)?.Value.Select(severity => severity.Value) ?? []]);
    });

    private static Shape<WrittenCall> Call() => Shapes.Group<WrittenCall>(keys =>
    {
        var metric = keys.Required("metric", Shapes.Line("a metric", "write its name as it stands under metrics:"), "the metric that is looked at");
        var when = keys.Required("when", ThresholdFormat.Threshold(), "when they are called");
        var notify = keys.Required("notify", Roles, "the roles that are called");
        return values => new(metric.In(values), when.In(values), notify.In(values));
    });

    private static Shape<WrittenReactions> Reactions() => Shapes.Group<WrittenReactions>(keys =>
    {
        var askAgain = keys.Optional(
            "ask-again", Shapes.DurationFrom(Minute), $"how long after acknowledging people are asked whether they are still on it; {Durations.Written(Defaults.AskAgain)} without it");
        var answerWithin = keys.Optional(
            "answer-within", Shapes.DurationFrom(Minute), $"how long they have for the answer; {Durations.Written(Defaults.AnswerWithin)} without it");
        var stormAbove = keys.Optional(
            "storm-above", Shapes.Whole(1, 100), $"more new alerts of one source within a minute fold into one card; {Defaults.StormAbove} without it");
        return values => new(askAgain.In(values), answerWithin.In(values), stormAbove.In(values));
    });

    private static Shape<BusinessHours> Hours() => Shapes.Group<BusinessHours>(keys =>
    {
        var usual = Defaults.BusinessHours;
        var from = keys.Optional("from", Time(), "when the day begins; \"09:00\" without it");
        var to = keys.Optional("to", Time(), "when the day ends; \"17:00\" without it");
        var days = keys.Optional("days", Days, "which days of the week; monday to friday without it");
        var holidays = keys.Optional("holidays", Shapes.OneOrMore(Date()), "days off, as in 2026-12-25");
        return values =>
        {
            var hours = new BusinessHours(
                from.In(values)?.Value.Time ?? usual.From,
                to.In(values)?.Value.Time ?? usual.To,
                days.In(values) is { Value.Count: > 0 } own ? [.. own.Value.Select(day => day.Value).Distinct()] : usual.Days,
                [.. holidays.In(values)?.Value.Select(day => day.Value.Date) ?? []]);
            if (hours.From >= hours.To)
                values.Mistakes.Add((to.In(values)?.At ?? from.In(values)?.At) ?? values.At, "business hours end before they begin", "let to: be later than from:");
            return hours;
        };
    });

    internal static Shape<TimeOfDay> Time() => Shapes.Parsed(
        new JsonObject { ["type"] = "string", ["pattern"] = $"^\\d{{1,2}}:\\d{{2}}$|{Shapes.Placeholder}" },
        (scalar, mistakes) =>
        {
            if (TimeOnly.TryParseExact(scalar.Text.Trim(), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                return new TimeOfDay(time);
            mistakes.Unfit(scalar, "a time of day", "write it in quotes, as in \"09:00\"");
            return null;
        });

    private static Shape<Day> Date() => Shapes.Parsed(
        new JsonObject { ["type"] = "string", ["pattern"] = $"^\\d{{4}}-\\d{{2}}-\\d{{2}}$|{Shapes.Placeholder}" },
        (scalar, mistakes) =>
        {
            if (DateOnly.TryParseExact(scalar.Text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return new Day(date);
            mistakes.Unfit(scalar, "a date", "write it as in 2026-12-25");
            return null;
        });

    private sealed record Day(DateOnly Date);
}

internal sealed record TimeOfDay(TimeOnly Time);
