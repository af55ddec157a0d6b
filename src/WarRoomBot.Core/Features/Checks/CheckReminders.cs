using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Checks;

/// <summary>Unanswered questions: their owners are asked again, each time in place of the time before, until they count as missed.</summary>
internal sealed class CheckReminders(RoomPlans plans) : IHandler<DueMoment>
{
    internal const string Due = "check-reminder";

    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        var (id, number) = RoomSubject.Parse(message.Subject);
        var room = await RoomStore.FindAsync(turn.Session, id, cancellationToken);
        if (room is null || await CheckStore.FindAsync(turn.Session, room.Id, number, cancellationToken) is not { Check.Closed: false } stored)
            return Outcome.Nothing;

        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        if (turn.Now >= CheckDeadlines.MissedAt(stored.Check, room, plan))
            return await MissedAsync(stored, room, plan, turn, cancellationToken);
        var check = stored.Check with { Reminders = stored.Check.Reminders + 1 };
        await CheckStore.SaveAsync(turn.Session, room.Id, stored, check, cancellationToken);
        return OnTheClock(check, room, plan)
            .Add(Show(check, room, plan) with { Again = true })
            .Add(new Show(CheckCard.Key(room, number), room.Conversation, CheckCard.Of(check, room, plan)));
    }

    /// <summary>The next moment at which somebody looks whether the questions are answered.</summary>
    internal static Outcome OnTheClock(Check check, WarRoom room, Plan plan)
    {
        var at = CheckDeadlines.NextReminder(check, room, plan) ?? CheckDeadlines.MissedAt(check, room, plan);
        return new Outcome().Add(new FallsDue(ReminderKey(room, check), room.Lane, Due, at, RoomSubject.Of(room, check.Number)));
    }

    /// <summary>The reminder as it is now; shown again it is edited in place.</summary>
    internal static Show Show(Check check, WarRoom room, Plan plan) =>
        new(ReminderKey(room, check), room.Conversation, Reminder(check, room, plan)) { ThreadOf = CheckCard.Key(room, check.Number) };

    /// <summary>Nobody needs to be asked any more.</summary>
    internal static Outcome Over(Check check, WarRoom room) =>
        new Outcome().Add(new CallOff(ReminderKey(room, check))).Add(new Withdraw(ReminderKey(room, check)));

    /// <summary>What nobody has answered counts as missed; the card stays, without its buttons.</summary>
    internal static async Task<Outcome> MissedAsync(CheckStore.Stored stored, WarRoom room, Plan plan, Turn turn, CancellationToken cancellationToken)
    {
        var check = stored.Check.Close();
        await CheckStore.SaveAsync(turn.Session, room.Id, stored, check, cancellationToken);
        var outcome = Over(check, room)
            .Add(new Show(CheckCard.Key(room, check.Number), room.Conversation, CheckCard.Of(check, room, plan)))
            .Add(RoomFacts.Of(RoomFacts.Changed, room));
        foreach (var question in check.Unanswered)
            outcome.Add(new Record(room.Id, "check-missed", null, $"{check.Label} {question.Text}"));
        return outcome;
    }

    /// <summary>Names the people, then what they are asked; the buttons are on the check above.</summary>
    internal static Card Reminder(Check check, WarRoom room, Plan plan)
    {
        var lines = check.Unanswered
            .GroupBy(question => question.Owner)
            .Select(group => new Line(RichText.Of($"{Who(group.Key, room, plan)}: {group.Select(question => question.Text).Humanize("and")}")));
        var missedAt = Span.Time(CheckDeadlines.MissedAt(check, room, plan));
        return new(
            Mark.Waiting,
            $"{check.Label} still waits for {"answer".ToQuantity(check.Unanswered.Count())}",
            [.. lines, new Context(RichText.Of($"Please press a button on the check above; after {missedAt} it counts as missed"))]);
    }

    private static RichText Who(string? owner, WarRoom room, Plan plan) => owner is null ? "Anybody" : room.Names(plan.Role(owner)!);

    private static string ReminderKey(WarRoom room, Check check) => room.Key($"check/{check.Number}/reminder");
}

/// <summary>
/// The room ended: no more checks. When somebody ended it, none waits for answers any longer; when its time was up, those of the last checks
/// are still wanted for as long as they would have been otherwise.
/// </summary>
internal sealed class CloseChecks(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is not { } room)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var outcome = new Outcome().Add(new CallOff(room.Key("check")));
        for (var index = 0; index < plan.Routines.Count; index++)
            outcome.Add(new CallOff(PostRoutine.Key(room, index)));
        var timeWasUp = room.EndedAt >= room.EndsAt;
        var open = await CheckStore.OpenAsync(turn.Session, room.Id, cancellationToken);
        foreach (var stored in open.Where(stored => !timeWasUp || CheckDeadlines.MissedAt(stored.Check, room, plan) <= turn.Now))
            outcome.Also(await CheckReminders.MissedAsync(stored, room, plan, turn, cancellationToken));
        return outcome;
    }
}
