namespace WarRoomBot.Scheduling;

/// <summary>Finds moments on the calendar of a time zone.</summary>
public interface IRoutineCalendar
{
    /// <param name="cron">In Quartz's form, with seconds: <c>0 0 9 ? * 2-6</c> is nine o'clock from Monday to Friday, Sunday being day 1.</param>
    /// <param name="daysOff">Days that are passed over, in <paramref name="zone"/>.</param>
    /// <param name="zone">Whose clocks show the time of day.</param>
    /// <param name="after">Where the search begins; the moment itself is not found.</param>
    /// <returns>In UTC; null when there is none any more.</returns>
    /// <remarks>A time of day that the clocks skip in spring is found right after the change; one they show twice in autumn is found once.</remarks>
    DateTimeOffset? NextAfter(string cron, IReadOnlyCollection<DateOnly> daysOff, TimeZoneInfo zone, DateTimeOffset after);
}
