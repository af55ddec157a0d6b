using Humanizer;

namespace WarRoomBot.Plans.Format;

/// <summary>How a plan says what comes round by the calendar.</summary>
internal static class RoutineFormat
{
    private static readonly Shape<RoutineDay> Day = Shapes.Choice<RoutineDay>(
    [
        ("every-day", new RoutineDay.Every()),
        ("business-days", new RoutineDay.Business()),
        .. Enum.GetValues<DayOfWeek>().Select(day => (Word(day), (RoutineDay)new RoutineDay.Weekly(day))),
        .. Enum.GetValues<DayOfWeek>().Select(day => ($"first-{Word(day)}", (RoutineDay)new RoutineDay.FirstOfMonth(day))),
    ]);

    internal static Shape<WrittenRoutine> Routine() => Shapes.Group<WrittenRoutine>(keys =>
    {
        var name = keys.Required("name", Shapes.Text, "what people read, as in Daily health check");
        var days = keys.Required(
            "days", Shapes.OneOrMore(Day), "when it comes round: every-day, business-days, a day of the week, or as in first-monday once a month; or several of them");
        var at = keys.Required("at", AlertFormat.Time(), "the time of day in the plan's time zone, as in \"09:00\"");
        var content = new ContentFormat(keys, "then");
        return values =>
        {
            if (days.In(values) is { At: PlanNode.Sequence { Items.Count: 0 } } none)
                values.Mistakes.Add(none.At, "no day stands here", "write business-days or monday, for instance");
            if (content.IsEmpty(values))
                values.Mistakes.Add(values.At, "this routine shows nothing and asks nothing", "add metrics: or ask:");
            return new(name.In(values), days.In(values), at.In(values), content.In(values));
        };
    });

    internal static void Check(IReadOnlyList<Placed<WrittenRoutine>> routines, Mistakes mistakes)
    {
        var names = routines.Select(routine => routine.Value.Name).OfType<Placed<string>>();
        foreach (var again in names.GroupBy(name => name.Value).SelectMany(same => same.Skip(1)))
            mistakes.Add(again.At, $"{again.At.Shown} is the name of two routines", "give each a name of its own");
    }

    internal static Routine Make(WrittenRoutine written, StandIns standIns) => new(
        written.Name!.Value,
        written.At!.Value.Time,
        [.. written.Days!.Value.Select(day => day.Value).Distinct()],
        standIns.Metrics(written.Content),
        standIns.Questions(written.Content));

    private static string Word(DayOfWeek day) => day.ToString().Kebaberize();
}

internal sealed record WrittenRoutine(
    Placed<string>? Name, Placed<IReadOnlyList<Placed<RoutineDay>>>? Days, Placed<TimeOfDay>? At, WrittenContent Content);
