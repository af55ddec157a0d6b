using System.Globalization;

namespace WarRoomBot.Features.WarRooms;

/// <summary>Reads a time of day that a person typed: the moment nearest to now at which the clocks of the zone show it.</summary>
internal static class TimeOfDay
{
    private static readonly string[] Forms = ["HH:mm", "H:mm", "HHmm"];

    /// <remarks>
    /// A time that the clocks skip in spring is taken as that much after the change; one they show twice in autumn is the earlier.
    /// </remarks>
    internal static bool TryRead(string text, TimeZoneInfo zone, DateTimeOffset now, out DateTimeOffset moment)
    {
        moment = now;
        if (!TimeOnly.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return false;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        moment = Enumerable.Range(-1, 3)
            .Select(days => At(today.AddDays(days), time, zone))
            .MinBy(candidate => (candidate - now).Duration());
        return true;
    }

    private static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local))
            return new DateTimeOffset(local, zone.GetUtcOffset(local.AddHours(-3))).ToUniversalTime();
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
