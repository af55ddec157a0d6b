using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Checks;

/// <summary>A check has fallen due: it is posted with its questions, its figures are asked for, and the next one is put on the clock.</summary>
internal sealed class PostCheck(RoomPlans plans) : IHandler<Happened>, IHandler<DueMoment>
{
    internal const string Due = "check";

    /// <summary>The room opened: the first check goes on the clock.</summary>
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var room = await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken);
        if (room is not { IsOpen: true })
            return Outcome.Nothing;
        var schedule = Schedule.Of(await plans.OfAsync(turn.Session, room, cancellationToken));
        return schedule.Count == 0 ? Outcome.Nothing : new Outcome().Add(OnTheClock(room, schedule, 0));
    }

    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        var (id, number) = RoomSubject.Parse(message.Subject);
        var room = await RoomStore.FindAsync(turn.Session, id, cancellationToken);
        if (room is not { IsOpen: true })
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var schedule = Schedule.Of(plan);
        var last = Latest(schedule, number, room, turn.Now);
        var check = Post(schedule, number, last, room, plan, turn.Now);
        await CheckStore.AddAsync(turn.Session, room.Id, check, cancellationToken);

        var outcome = Posted(check, room, plan, turn);
        return last + 1 < schedule.Count ? outcome.Add(OnTheClock(room, schedule, last + 1)) : outcome;
    }

    /// <summary>What follows from a check that was just posted.</summary>
    internal static Outcome Posted(Check check, WarRoom room, Plan plan, Turn turn)
    {
        var outcome = new Outcome()
            .Add(new Show(CheckCard.Key(room, check.Number), room.Conversation, CheckCard.Of(check, room, plan)))
            .Add(new Record(room.Id, check.IsLate ? "check-posted-late" : "check-posted", null, check.Label))
            .Add(RoomFacts.Of(RoomFacts.Changed, room));
        if (check.Metrics.Count > 0)
            outcome.Add(Measuring.Of(room, check.Metrics, CheckFigures.PurposeOf(check), turn));
        return check.Closed ? outcome : outcome.Also(CheckReminders.OnTheClock(check, room, plan));
    }

    /// <summary>The last check that is due by now: what was missed while nobody could post is posted once, not as a burst.</summary>
    private static int Latest(IReadOnlyList<CheckMoment> schedule, int number, WarRoom room, DateTimeOffset now)
    {
        while (number + 1 < schedule.Count && room.Clock.At(schedule[number + 1].At) <= now)
            number++;
        return number;
    }

    /// <summary>The check numbered <paramref name="last"/>, standing for all from <paramref name="first"/> on.</summary>
    internal static Check Post(IReadOnlyList<CheckMoment> schedule, int first, int last, WarRoom room, Plan plan, DateTimeOffset now)
    {
        var moments = schedule.Skip(first).Take(last - first + 1).ToList();
        var questions = moments.SelectMany(moment => moment.Ask).Distinct().Select(name => plan.Question(name)!);
        var check = new Check
        {
            Number = last,
            At = moments[^1].At,
            Phase = moments[^1].Phase,
            Metrics = [.. moments.SelectMany(moment => moment.Metrics).Distinct()],
            Questions = [.. questions.Select(Asked.Of)],
            DueAt = room.Clock.At(moments[0].At),
            PostedAt = now,
            StandsFor = [.. moments.SkipLast(1).Select(moment => moment.At)],
        };
        return check.Questions.Count == 0 ? check.Close() : check;
    }

    private static FallsDue OnTheClock(WarRoom room, IReadOnlyList<CheckMoment> schedule, int number) =>
        new(room.Key("check"), room.Lane, Due, room.Clock.At(schedule[number].At), RoomSubject.Of(room, number));
}
