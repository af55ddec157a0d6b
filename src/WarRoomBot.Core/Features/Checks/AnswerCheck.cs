using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Checks;

/// <summary><b>OK</b>, <b>Watch</b> or <b>Problem</b> on a check's question.</summary>
internal sealed class AnswerCheck(RoomPlans plans) : RoomHandler<Pressed>(plans)
{
    protected override async Task<Outcome> InRoomAsync(Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (message.Value.Split(' ') is not [var number, var question, var word]
            || !int.TryParse(number, CultureInfo.InvariantCulture, out var check)
            || !Enum.TryParse<Verdict>(word, out var verdict))
            return Outcome.Answer(message, "That button is not from this room; please use the newest card.");
        return await CheckAnswers.GiveAsync(message, at, check, question, verdict, note: null, mayChange: false, cancellationToken);
    }
}

/// <summary>Takes an answer, from a button or from the form.</summary>
internal static class CheckAnswers
{
    /// <param name="asked">Who answers, and how to tell them that it does not count.</param>
    /// <param name="mayChange">False for a button: two people pressing at once must not overwrite each other unknowingly.</param>
    internal static async Task<Outcome> GiveAsync(
        ChatEvent asked, RoomTurn at, int number, string question, Verdict verdict, string? note, bool mayChange, CancellationToken cancellationToken)
    {
        var (room, plan) = (at.Room, at.Plan);
        var stored = await CheckStore.FindAsync(at.Session, room.Id, number, cancellationToken);
        var before = stored?.Check.Questions.FirstOrDefault(candidate => candidate.Name == question);
        if (stored is null || before is null)
            return Outcome.Answer(asked, "That question is not from the room that is open here now; please use the newest card.");
        var check = stored.Check;
        if (check.Closed && !check.IsAnswered)
            return Outcome.Answer(asked, RichText.Of($"{Durations.Offset(check.At)} is closed, its open questions count as missed. {new Code("/warroom log <text>")} still puts it on record."));
        if (before.Answer is { } answer && !mayChange)
            return Outcome.Answer(asked, RichText.Of($"{answer.By} answered this at {Span.Time(answer.At)} already; Add note changes an answer."));

        check = check.WithAnswer(question, new(verdict, asked.Person, at.Now, note));
        var outcome = new Outcome()
            .Add(new Record(room.Id, "check-answered", asked.Person, $"{Durations.Offset(check.At)} {before.Text} {verdict}{(note is null ? "" : $": {note}")}"))
            .Add(RoomFacts.Of(RoomFacts.Changed, room));
        if (check.IsAnswered && !check.Closed)
        {
            check = check.Close();
            outcome.Also(CheckReminders.Over(check, room));
        }

        await CheckStore.SaveAsync(at.Session, room.Id, stored, check, cancellationToken);
        return outcome.Add(new Show(CheckCard.Key(room, number), room.Conversation, CheckCard.Of(check, room, plan)));
    }
}
