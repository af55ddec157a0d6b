using WarRoomBot.Plans;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Features.Shifts.Contract;

/// <summary>When which shift begins, on the wall clock. Pure.</summary>
internal static class ShiftTimes
{
    /// <summary>Every shift begins at least once within this time of the room, or never again.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromDays(8);

    /// <summary>The shifts that begin after <paramref name="after"/> and not after <paramref name="until"/>, in order.</summary>
    internal static IReadOnlyList<ShiftMoment> Between(Plan plan, RoomClock clock, DateTimeOffset after, DateTimeOffset until, string? role = null) =>
    [
        .. plan.Shifts.All
            .Where(shift => role is null || shift.Roles.Contains(role))
            .SelectMany(shift => Begins(shift.Begin, plan.TimeZone, clock, after, until).Select(at => new ShiftMoment(at, shift)))
            .Where(moment => moment.At > after && moment.At <= until)
            .OrderBy(moment => moment.At),
    ];

    /// <summary>The next shift after <paramref name="after"/> that begins before the room ends; null when there is none.</summary>
    /// <param name="plan">Whose shifts.</param>
    /// <param name="clock">The room's.</param>
    /// <param name="after">Not at this moment, but later.</param>
    /// <param name="end">When the room ends; null for never.</param>
    /// <param name="role">Only those with this role; null for all.</param>
    internal static ShiftMoment? Next(Plan plan, RoomClock clock, DateTimeOffset after, DateTimeOffset? end, string? role = null)
    {
        // A shift at an offset may be further away than any time of day.
        var soon = after + clock.Real(Round);
        var last = end ?? plan.Shifts.All.Select(shift => shift.Begin).OfType<ShiftBegin.After>().Select(once => clock.At(once.Offset)).Append(soon).Max();
        foreach (var until in new[] { soon < last ? soon : last, last })
        {
            if (Between(plan, clock, after, until, role) is [var next, ..] && !(next.At >= end))
                return next;
        }

        return null;
    }

    /// <summary>The shift that a role is in now; null when none has begun.</summary>
    internal static ShiftMoment? Current(Plan plan, RoomClock clock, string role, DateTimeOffset now)
    {
        var (before, start) = (now - clock.Real(Round), clock.Start.AddTicks(-1));
        return Between(plan, clock, before < start ? before : start, now, role) is [.., var last] ? last : null;
    }

    private static IEnumerable<DateTimeOffset> Begins(ShiftBegin begin, TimeZoneInfo zone, RoomClock clock, DateTimeOffset after, DateTimeOffset until) => begin switch
    {
        ShiftBegin.After once => [clock.At(once.Offset)],
        ShiftBegin.Daily daily => Days(daily, zone, RoomTime(clock, after), RoomTime(clock, until)).Select(at => clock.At(at - clock.Start)),
        _ => throw new ArgumentOutOfRangeException(nameof(begin), begin, "no such begin of a shift"),
    };

    /// <summary>A rehearsal's days are as much shorter as the rest of it: what its clocks show, not those on the wall.</summary>
    private static DateTimeOffset RoomTime(RoomClock clock, DateTimeOffset at) => clock.Start + clock.Offset(at);

    private static IEnumerable<DateTimeOffset> Days(ShiftBegin.Daily daily, TimeZoneInfo zone, DateTimeOffset after, DateTimeOffset until)
    {
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(until, zone).DateTime);
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, zone).DateTime); day <= last; day = day.AddDays(1))
        {
            if (daily.Days.Contains(day.DayOfWeek))
                yield return At(day.ToDateTime(daily.Time), zone);
        }
    }

    /// <remarks>A time that the clocks skip in spring is the one an hour later; one they show twice in autumn is the earlier.</remarks>
    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
            local = local.AddHours(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}

/// <param name="At">On the wall clock.</param>
internal sealed record ShiftMoment(DateTimeOffset At, Shift Shift);
