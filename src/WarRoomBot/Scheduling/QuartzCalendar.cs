using Quartz;
using Quartz.Impl.Calendar;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Host.Scheduling;

/// <summary>Quartz's cron expressions and holiday calendars, without its triggers: what is due is a row of ours.</summary>
internal sealed class QuartzCalendar : IRoutineCalendar
{
    public DateTimeOffset? NextAfter(string cron, IReadOnlyCollection<DateOnly> daysOff, TimeZoneInfo zone, DateTimeOffset after)
    {
        var expression = new CronExpression(cron, zone);
        var calendar = new HolidayCalendar { TimeZone = zone };
        foreach (var day in daysOff)
            calendar.AddExcludedDay(day);
        var next = expression.GetNextValidTimeAfter(after);
        while (next is { } found && !calendar.IsTimeIncluded(found))
            next = expression.GetNextValidTimeAfter(found);
        return next?.ToUniversalTime();
    }
}
