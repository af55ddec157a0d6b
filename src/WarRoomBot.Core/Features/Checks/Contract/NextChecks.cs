using WarRoomBot.Data;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Features.Checks.Contract;

/// <summary>A check that is still to come.</summary>
/// <param name="At">Wall-clock time.</param>
/// <param name="Name">What people read: an offset, or a routine's name.</param>
/// <param name="Metrics">Names of the metrics shown.</param>
/// <param name="Ask">Names of the questions asked.</param>
internal sealed record NextCheck(DateTimeOffset At, string Name, IReadOnlyList<string> Metrics, IReadOnlyList<string> Ask);

internal static class NextChecks
{
    /// <summary>The next checks of a room, by schedule and by calendar, in order of time; of each routine only the next.</summary>
    internal static async Task<IReadOnlyList<NextCheck>> OfAsync(
        Session session, WarRoom room, Plan plan, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        var scheduled = Schedule.Of(plan)
            .Select(moment => new NextCheck(room.Clock.At(moment.At), Durations.Offset(moment.At), moment.Metrics, moment.Ask))
            .SkipWhile(next => next.At <= now)
            .Take(most);
        var routines = plan.Routines.Count == 0 ? [] : await DueStore.OfAsync(session, room.Lane, PostRoutine.Due, cancellationToken);
        return
        [
            .. scheduled.Concat(routines.Select(due => Of(due, room, plan)).OfType<NextCheck>())
                .Where(next => room.EndsAt is null || next.At <= room.EndsAt)
                .OrderBy(next => next.At)
                .Take(most),
        ];
    }

    private static NextCheck? Of(DueRow due, WarRoom room, Plan plan) =>
        RoomSubject.NumberIn(room, due.Subject) is { } index && plan.Routines[index] is var routine
            ? new(due.At, routine.Name, routine.Metrics, routine.Ask)
            : null;
}
