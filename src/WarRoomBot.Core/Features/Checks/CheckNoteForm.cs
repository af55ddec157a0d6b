using System.Globalization;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Checks;

/// <summary><b>Note</b> on a question, or <b>Add note</b> on a check: an answer with words, or another answer than before.</summary>
internal sealed class CheckNoteForm(IDatabase database) : IForm
{
    internal const string FormId = "check.note";
    internal const string Question = "question";
    internal const string Answer = "answer";
    internal const string Note = "note";

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened is Pressed { Action: CheckCard.NoteAction } pressed ? pressed.Value : null;

    /// <param name="conversation">Whose room.</param>
    /// <param name="context">The check's number, and the question's name if one was meant.</param>
    /// <param name="cancellationToken">The request is over.</param>
    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken)
    {
        if (!TryRead(context, out var number, out var question))
            return null;
        var check = await database.ReadAsync(
            async (session, token) => await RoomStore.OpenInAsync(session, conversation, token) is { } room
                ? (await CheckStore.FindAsync(session, room.Id, number, token))?.Check
                : null,
            cancellationToken);
        var asked = check?.Questions.Where(candidate => question is null || candidate.Name == question).ToList();
        if (asked is not { Count: > 0 })
            return null;
        var one = asked.Count == 1 ? asked[0] : null;
        return new(
            FormId,
            one is null ? "Change an answer" : "Answer with a note",
            "Save",
            context,
            [
                new ChoiceField(Question, "Question", [.. asked.Select(candidate => new Option(candidate.Name, Cards.Texts.Cut(candidate.Text, 75)))]) { Initial = one?.Name },
                new ChoiceField(Answer, "Answer", [.. Enum.GetValues<Verdict>().Select(verdict => new Option(verdict.ToString(), verdict == Verdict.Ok ? "OK" : verdict.ToString()))])
                {
                    Initial = one?.Answer?.Verdict.ToString(),
                },
                new TextField(Note, "Note") { Multiline = true, Optional = true, Initial = one?.Answer?.Note, Longest = 2000 },
            ]);
    }

    internal static bool TryRead(string context, out int number, out string? question)
    {
        var words = context.Split(' ', 2);
        question = words.Length == 2 ? words[1] : null;
        return int.TryParse(words[0], CultureInfo.InvariantCulture, out number);
    }
}

/// <summary>The form was sent in; or it was not opened in time, and the press came here instead.</summary>
internal sealed class AnswerCheckWithNote(RoomPlans plans) : RoomHandler<Submitted>(plans)
{
    protected override async Task<Outcome> InRoomAsync(Submitted message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (!CheckNoteForm.TryRead(message.Context, out var number, out _)
            || !Enum.TryParse<Verdict>(message.Values.GetValueOrDefault(CheckNoteForm.Answer), out var verdict))
            return Outcome.Answer(message, "That form is not from this room; please use the newest card.");
        return await CheckAnswers.GiveAsync(
            message, at, number, message.Values.GetValueOrDefault(CheckNoteForm.Question, ""), verdict, message.Values.GetValueOrDefault(CheckNoteForm.Note),
            mayChange: true, cancellationToken);
    }
}

internal sealed class CheckNoteNotOpened(RoomPlans plans) : RoomHandler<Pressed>(plans)
{
    protected override Task<Outcome> InRoomAsync(Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        Task.FromResult(Outcome.Answer(message, "The form could not be opened; please press the button again."));
}
