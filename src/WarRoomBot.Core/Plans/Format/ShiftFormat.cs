namespace WarRoomBot.Plans.Format;

/// <summary>How a plan says when roles change hands.</summary>
internal sealed class ShiftFormat
{
    private static readonly TimeSpan DefaultAcceptWithin = TimeSpan.FromMinutes(15);
    private static readonly IReadOnlyList<DayOfWeek> EachDay = Enum.GetValues<DayOfWeek>();

    private readonly Key<IReadOnlyList<Named<WrittenShift>>> _shifts;
    private readonly Key<WrittenHandOver> _handOver;

    internal ShiftFormat(Keys keys)
    {
        _shifts = keys.Optional("shifts", Shapes.Map(Shift()), "when roles change hands, by names that people type; never by themselves without it");
        _handOver = keys.Optional("hand-over", HandOver(), "how long the incoming person has to accept");
    }

    internal WrittenShifts In(Values values) => new(_shifts.In(values)?.Value ?? [], _handOver.In(values)?.Value.AcceptWithin);

    internal static ShiftRules Make(WrittenShifts written) => new(
        [.. written.All.Select(shift => Make(shift.Name.Value, shift.Value!.Value))], written.AcceptWithin?.Value ?? DefaultAcceptWithin);

    /// <summary>A role changes hands once at a time, and before the room is over.</summary>
    internal static void Check(WrittenPlan plan, Mistakes mistakes)
    {
        var seen = new HashSet<(string Role, TimeSpan? From, TimeOnly? At, DayOfWeek? Day)>();
        foreach (var shift in plan.Shifts.All.Select(named => named.Value?.Value).OfType<WrittenShift>())
        {
            if (shift.From is { } from && plan.Ends is { } room && from.Value >= room.Value)
                mistakes.Add(from.At, $"{from.At.Shown} is not before the end of the room", $"write less than {room.At.Shown.Trim('\'')}, or lengthen duration:");
            var begins = shift.At is { } at
                ? DaysOf(shift).Select(day => ((TimeSpan?)null, (TimeOnly?)at.Value.Time, (DayOfWeek?)day))
                : [(shift.From?.Value, null, null)];
            foreach (var role in shift.Roles?.Value ?? [])
            {
                if (!begins.Select(begin => seen.Add((role.Value, begin.Item1, begin.Item2, begin.Item3))).ToList().TrueForAll(isNew => isNew))
                    mistakes.Add(role.At, $"{role.At.Shown} changes hands twice at the same time", "let one shift begin earlier or later, or take the role out of one");
            }
        }
    }

    private static Shape<WrittenShift> Shift() => Shapes.Group<WrittenShift>(keys =>
    {
        var title = keys.Required("title", Shapes.Text, "what people read, as in Night shift");
        var from = keys.Optional("from", Shapes.DurationFrom(TimeSpan.Zero), "when it begins, counted from the deployment, as in 8h");
        var at = keys.Optional("at", AlertFormat.Time(), "the time of day at which it begins, in the plan's time zone, as in \"20:00\"");
        keys.ExactlyOne(from, at);
        var days = keys.Optional("days", AlertFormat.Days, "on which days of the week it begins at that time; each day without it");
        var roles = keys.Required("roles", AlertFormat.Roles, "the roles that change hands when it begins");
        return values =>
        {
            if (days.In(values) is { } only && !values.Has(at))
                values.Mistakes.Add(only.At, "days of the week go with a time of day", "add at: \"08:00\", for instance, or take days: away");
            return new(title.In(values), from.In(values), at.In(values), days.In(values), roles.In(values));
        };
    });

    private static Shape<WrittenHandOver> HandOver() => Shapes.Group<WrittenHandOver>(keys =>
    {
        var within = keys.Optional(
            "accept-within",
            Shapes.DurationFrom(TimeSpan.FromMinutes(1)),
            $"how long the incoming person has before they are reminded, and then as long before the next on the ladder is called; {Durations.Written(DefaultAcceptWithin)} without it");
        return values => new(within.In(values));
    });

    private static Shift Make(string name, WrittenShift written) => new(
        name,
        written.Title!.Value,
        [.. written.Roles!.Value.Select(role => role.Value).Distinct()],
        written.At is { } at ? new ShiftBegin.Daily(at.Value.Time, DaysOf(written)) : new ShiftBegin.After(written.From!.Value));

    private static IReadOnlyList<DayOfWeek> DaysOf(WrittenShift written) =>
        written.Days is { Value.Count: > 0 } own ? [.. own.Value.Select(day => day.Value).Distinct()] : EachDay;
}

internal sealed record WrittenShifts(IReadOnlyList<Named<WrittenShift>> All, Placed<TimeSpan>? AcceptWithin);

internal sealed record WrittenShift(
    Placed<string>? Title, Placed<TimeSpan>? From, Placed<TimeOfDay>? At, Placed<IReadOnlyList<Placed<DayOfWeek>>>? Days, Placed<IReadOnlyList<Placed<string>>>? Roles);

internal sealed record WrittenHandOver(Placed<TimeSpan>? AcceptWithin);
