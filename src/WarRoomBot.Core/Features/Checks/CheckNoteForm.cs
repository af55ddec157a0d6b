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

    /// <param name="conversation">Where the card stands.</param>
    /// <param name="context">A <see cref="CheckPlace"/>.</param>
    /// <param name="cancellationToken">The request is over.</param>
    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken)
    {
        if (CheckPlace.TryParse(context) is not { } at)
            return null;
        var check = await database.ReadAsync(
            async (session, token) => await RoomStore.FindAsync(session, at.Room, token) is { } room && room.Conversation == conversation
                ? (await CheckStore.FindAsync(session, room.Id, at.Number, token))?.Check
                : null,
            cancellationToken);
        if (check is null or { IsMissed: true })
            return null;
        var asked = check.Questions.Where(candidate => at.Question is null || candidate.Name == at.Question).ToList();
        if (asked.Count == 0)
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
}

/// <summary>The form was sent in.</summary>
internal sealed class AnswerCheckWithNote(CheckAnswers answers) : IHandler<Submitted>
{
    public Task<Outcome> HandleAsync(Submitted message, Turn turn, CancellationToken cancellationToken) =>
        CheckPlace.TryParse(message.Context) is { } at && message.Values.TryGetValue(CheckNoteForm.Question, out var question)
        && Enum.TryParse<Verdict>(message.Values.GetValueOrDefault(CheckNoteForm.Answer), out var verdict)
            ? answers.GiveAsync(
                message, at with { Question = question }, new(verdict, message.Person, turn.Now, message.Values.GetValueOrDefault(CheckNoteForm.Note)),
                mayChange: true, turn, cancellationToken)
            : Task.FromResult(CheckAnswers.TooOld(message));
}

/// <summary>The form was not opened, and the press came here instead.</summary>
internal sealed class CheckNoteNotOpened : IHandler<Pressed>
{
    public Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) => CheckPlace.TryParse(message.Value) is { } at
        ? CheckAnswers.NotOpenedAsync(message, at, turn, cancellationToken)
        : Task.FromResult(CheckAnswers.TooOld(message));
}
