using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Features.Checks;

/// <summary>
/// A routine comes round by the calendar: its check is posted and its next time is put on the clock. The calendar is the room's own: in a
/// rehearsal its days pass faster.
/// </summary>
internal sealed class PostRoutine(RoomPlans plans, IRoutineCalendar calendar) : IHandler<Happened>, IHandler<DueMoment>
{
    internal const string Due = "routine";

    /// <summary>The room opened: each routine goes on the clock.</summary>
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var room = await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken);
        if (room is not { IsOpen: true })
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var outcome = new Outcome();
        // None before T0, and none for what the calendar showed before the room was open.
        var from = Later(room.StartsAt, Shown(room, turn.Now));
        for (var index = 0; index < plan.Routines.Count; index++)
            OnTheClock(outcome, room, plan, index, from);
        return outcome;
    }

    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        var (id, index) = RoomSubject.Parse(message.Subject);
        var room = await RoomStore.FindAsync(turn.Session, id, cancellationToken);
        if (room is not { IsOpen: true })
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var number = await CheckStore.NextNumberAsync(turn.Session, room.Id, Schedule.Of(plan).Count, cancellationToken);
        var times = TimesUntil(plan, index, room, message.At, turn.Now);
        var check = Post(plan, index, number, times, room, message.At, turn.Now);
        await CheckStore.AddAsync(turn.Session, room.Id, check, cancellationToken);
        var outcome = PostCheck.Posted(check, room, plan, turn);
        OnTheClock(outcome, room, plan, index, times[^1]);
        return outcome;
    }

    /// <summary>The check of the last of these times, standing for those before.</summary>
    private static Check Post(Plan plan, int index, int number, IReadOnlyList<DateTimeOffset> times, WarRoom room, DateTimeOffset dueAt, DateTimeOffset now)
    {
        var routine = plan.Routines[index];
        var check = new Check
        {
            Number = number,
            At = times[^1] - room.StartsAt,
            Phase = routine.Name,
            Day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(times[^1], plan.TimeZone).DateTime),
            Metrics = routine.Metrics,
            Questions = [.. routine.Ask.Select(name => Asked.Of(plan.Question(name)!))],
            DueAt = dueAt,
            PostedAt = now,
            StandsFor = [.. times.SkipLast(1).Select(time => time - room.StartsAt)],
        };
        return check.Questions.Count == 0 ? check.Close() : check;
    }

    /// <summary>What came round while nobody could post is posted once, not as a burst.</summary>
    /// <returns>On the room's calendar, at least one.</returns>
    private List<DateTimeOffset> TimesUntil(Plan plan, int index, WarRoom room, DateTimeOffset dueAt, DateTimeOffset now)
    {
        var times = new List<DateTimeOffset> { Shown(room, dueAt) };
        while (RoutineMoments.NextAfter(plan.Routines[index], plan, calendar, times[^1]) is { } next && next <= Shown(room, now))
            times.Add(next);
        return times;
    }

    private void OnTheClock(Outcome outcome, WarRoom room, Plan plan, int index, DateTimeOffset after)
    {
        if (RoutineMoments.NextAfter(plan.Routines[index], plan, calendar, after) is { } next)
            outcome.Add(new FallsDue(Key(room, index), room.Lane, Due, room.Clock.At(next - room.StartsAt), RoomSubject.Of(room, index)));
    }

    internal static string Key(WarRoom room, int index) => room.Key($"routine/{index}");

    /// <summary>What the room's calendar shows. Due moments are stored in milliseconds, so one computed back is a little off: to the nearest second.</summary>
    private static DateTimeOffset Shown(WarRoom room, DateTimeOffset now) =>
        DateTimeOffset.FromUnixTimeSeconds((long)Math.Round((room.StartsAt + room.Clock.Offset(now)).ToUnixTimeMilliseconds() / 1000.0));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
