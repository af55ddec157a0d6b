using System.Globalization;
using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Shifts;

/// <summary>The shifts there are, when each begins next, and who is down for it. Pure.</summary>
internal static class ShiftCard
{
    internal static Card Of(Rota rota, WarRoom room, Plan plan, DateTimeOffset now) => new(
        Mark.None, "Shifts", [.. plan.Shifts.All.Select(shift => new Line(Of(shift, rota, room, plan, now)))]);

    /// <summary>What to type to put somebody down for it.</summary>
    internal static string Usage(Shift shift, string role) =>
        shift.Roles.Count == 1 ? $"/warroom shift {shift.Name} @somebody" : $"/warroom shift {shift.Name} {role} @somebody";

    /// <returns>Null when it does not begin any more.</returns>
    internal static DateTimeOffset? NextOf(Shift shift, WarRoom room, Plan plan, DateTimeOffset now) =>
        ShiftTimes.Next(plan with { Shifts = plan.Shifts with { All = [shift] } }, room.Clock, now, room.EndsAt)?.At;

    private static RichText Of(Shift shift, Rota rota, WarRoom room, Plan plan, DateTimeOffset now)
    {
        var next = NextOf(shift, room, plan, now) is { } begins ? RichText.Of($"next {Span.Date(begins)}") : RichText.Empty;
        var isOn = shift.Roles.Any(role => ShiftTimes.Current(plan, room.Clock, role, now)?.Shift == shift);
        var roles = shift.Roles.Select(role => RichText.Of($"{plan.Role(role)!.Title} ") + (rota.Of(shift.Name, role) is { } person
            ? RichText.Of($"{person}")
            : RichText.Of($"nobody yet: {new Code(Usage(shift, role))}")));
        return RichText.Of($"{Span.Strong(shift.Title)} {When(shift.Begin, plan)}") + (isOn ? " · on now" : "") + (next.Count > 0 ? " · " + next : "")
            + " · " + RichText.Join(", ", roles);
    }

    private static string When(ShiftBegin begin, Plan plan) => begin switch
    {
        ShiftBegin.After once => $"from {Durations.Offset(once.Offset)}",
        ShiftBegin.Daily daily => $"{(daily.IsEachDay ? "daily" : daily.Days.Humanize("and"))} at {daily.Time.ToString("HH:mm", CultureInfo.InvariantCulture)} {plan.TimeZone.Id}",
        _ => throw new ArgumentOutOfRangeException(nameof(begin), begin, "no such begin of a shift"),
    };
}
