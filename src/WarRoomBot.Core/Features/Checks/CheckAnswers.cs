using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Checks;

/// <summary>Takes an answer, from a button or from the form. The last checks take theirs even when the room's time is up.</summary>
internal sealed class CheckAnswers(RoomPlans plans)
{
    /// <param name="asked">How to tell whoever answers that it does not count.</param>
    /// <param name="at">Names a question.</param>
    /// <param name="mayChange">False for a button: two people pressing at once must not overwrite each other unknowingly.</param>
    internal async Task<Outcome> GiveAsync(
        ChatEvent asked, CheckPlace at, Answer given, bool mayChange, Turn turn, CancellationToken cancellationToken)
    {
        if (await FindAsync(asked, at, turn, cancellationToken) is not var (room, stored)
            || stored.Check.Questions.FirstOrDefault(candidate => candidate.Name == at.Question) is not { } question)
            return TooOld(asked);
        var check = stored.Check;
        if (check.IsMissed)
            return TooLate(asked, check, room);
        if (question.Answer is { } answer && !mayChange)
            return Outcome.Answer(asked, RichText.Of($"{answer.By} answered this at {Span.Time(answer.At)} already; Add note changes an answer."));

        check = check.WithAnswer(question.Name, given);
        var note = given.Note is null ? "" : $": {given.Note}";
        var outcome = new Outcome()
            .Add(new Record(room.Id, "check-answered", given.By, $"{check.Label} {question.Text} {given.Verdict}{note}"))
            .Add(RoomFacts.Of(RoomFacts.Changed, room));
        if (check.IsAnswered && !check.Closed)
        {
            check = check.Close();
            outcome.Also(CheckReminders.Over(check, room));
        }

        await CheckStore.SaveAsync(turn.Session, room.Id, stored, check, cancellationToken);
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        if (!check.Closed && check.Reminders > 0)
            outcome.Add(CheckReminders.Show(check, room, plan));
        return outcome.Add(new Show(CheckCard.Key(room, check.Number), room.Conversation, CheckCard.Of(check, room, plan)));
    }

    /// <summary>The form that was asked for did not open; people learn why.</summary>
    internal static async Task<Outcome> NotOpenedAsync(ChatEvent asked, CheckPlace at, Turn turn, CancellationToken cancellationToken) =>
        await FindAsync(asked, at, turn, cancellationToken) is not var (room, stored) ? TooOld(asked)
        : stored.Check.IsMissed ? TooLate(asked, stored.Check, room)
        : Outcome.Answer(asked, "The form could not be opened; please press the button again.");

    internal static Outcome TooOld(ChatEvent asked) => Outcome.Answer(asked, "That card is from another room; please use the newest card in this channel.");

    private static Outcome TooLate(ChatEvent asked, Check check, WarRoom room)
    {
        var closed = RichText.Of($"{check.Label} is closed, its open questions count as missed.");
        return Outcome.Answer(asked, room.IsOpen ? closed + RichText.Of($" {new Code("/warroom log <text>")} still puts it on record.") : closed);
    }

    private static async Task<(WarRoom Room, CheckStore.Stored Stored)?> FindAsync(
        ChatEvent asked, CheckPlace at, Turn turn, CancellationToken cancellationToken) =>
        await RoomStore.FindAsync(turn.Session, at.Room, cancellationToken) is { } room && room.Conversation == asked.Conversation
        && await CheckStore.FindAsync(turn.Session, room.Id, at.Number, cancellationToken) is { } stored
            ? (room, stored)
            : null;
}
