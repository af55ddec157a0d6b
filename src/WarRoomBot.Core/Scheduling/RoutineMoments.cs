using System.Globalization;
using WarRoomBot.Plans;

namespace WarRoomBot.Scheduling;

/// <summary>When a routine of a plan comes round.</summary>
internal static class RoutineMoments
{
    /// <summary>The next moment after this one; a standing room's routines go on for ever.</summary>
    internal static DateTimeOffset? NextAfter(Routine routine, Plan plan, IRoutineCalendar calendar, DateTimeOffset after) =>
        routine.Days.Select(day => calendar.NextAfter(Cron(routine.At, day, plan), DaysOff(day, plan), plan.TimeZone, after)).Min();

    internal static string Cron(TimeOnly at, RoutineDay day, Plan plan)
    {
        var days = day switch
        {
            RoutineDay.Every => "*",
            RoutineDay.Business => string.Join(',', plan.Alerts.BusinessHours.Days.Order().Select(Number)),
            RoutineDay.Weekly weekly => Number(weekly.Day),
            RoutineDay.FirstOfMonth first => $"{Number(first.Day)}#1",
            _ => throw new ArgumentOutOfRangeException(nameof(day), day, "no such day"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"0 {at.Minute} {at.Hour} ? * {days}");
    }

    private static IReadOnlyCollection<DateOnly> DaysOff(RoutineDay day, Plan plan) => day is RoutineDay.Business ? plan.Alerts.BusinessHours.Holidays : [];

    /// <summary>Sunday is 1.</summary>
    private static string Number(DayOfWeek day) => ((int)day + 1).ToString(CultureInfo.InvariantCulture);
}
