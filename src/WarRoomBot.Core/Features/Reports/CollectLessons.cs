using System.Globalization;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Reports.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Reports;

/// <summary>Some time before the room's end people are asked what is to be learned from it; when the end moves, so does the question.</summary>
internal sealed class AskForLessons(RoomPlans plans) : IHandler<Happened>, IHandler<DueMoment>
{
    internal const string Due = "lessons";

    /// <summary>The room opened.</summary>
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken) =>
        await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is { IsOpen: true, EndsAt: not null } room
            ? new Outcome().Add(await OnTheClockAsync(room, turn, cancellationToken))
            : Outcome.Nothing;

    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is not { IsOpen: true, EndsAt: not null } room)
            return Outcome.Nothing;
        var due = await OnTheClockAsync(room, turn, cancellationToken);
        return due.At > turn.Now
            ? new Outcome().Add(due)
            : new Outcome().Add(LessonsCard.Show(room, await LessonStore.ListAsync(turn.Session, room.Id, cancellationToken)));
    }

    private async Task<FallsDue> OnTheClockAsync(WarRoom room, Turn turn, CancellationToken cancellationToken)
    {
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var end = room.EndsAt!.Value;
        // In a short room an hour before the end would be before the beginning.
        var before = new[] { room.Clock.Real(plan.Reports.LessonsBefore), (end - room.StartsAt) / 4 }.Min();
        return new(LessonsCard.DueKey(room), room.Lane, Due, end - before, room.Id.ToString(CultureInfo.InvariantCulture));
    }
}

/// <summary><b>Add a lesson</b> and <b>Add an action item</b>.</summary>
internal sealed class LessonForm(IDatabase database) : IForm
{
    internal const string FormId = "report.lesson";
    internal const string Kind = "kind";
    internal const string Text = "text";

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened is Pressed { Action: LessonsCard.LessonAction } pressed ? pressed.Value : null;

    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken) =>
        await LessonPlace.FindAsync(database, conversation, context, cancellationToken) is null ? null : new(
            FormId,
            "Add a lesson",
            "Add",
            context,
            [
                new ChoiceField(Kind, "It", [new($"{LessonKind.WentWell}", "went well"), new($"{LessonKind.ToImprove}", "could be improved")]),
                new TextField(Text, "What") { Multiline = true, Longest = 1000, Hint = "One thing, as somebody who was not there would understand it" },
            ]);
}

/// <summary>As <see cref="LessonForm"/>, for what has to be done.</summary>
internal sealed class ActionItemForm(IDatabase database) : IForm
{
    internal const string FormId = "report.todo";
    internal const string Owner = "owner";
    internal const string DueBy = "due";

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened is Pressed { Action: LessonsCard.ActionItemAction } pressed ? pressed.Value : null;

    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken) =>
        await LessonPlace.FindAsync(database, conversation, context, cancellationToken) is null ? null : new(
            FormId,
            "Add an action item",
            "Add",
            context,
            [
                new TextField(LessonForm.Text, "What is to be done") { Multiline = true, Longest = 1000 },
                new TextField(Owner, "Who does it") { Optional = true, Longest = 100 },
                new TextField(DueBy, "Until when") { Optional = true, Longest = 50, Hint = "As in 2026-12-24, or next sprint" },
            ]);
}

/// <summary>One of the two forms was sent in.</summary>
internal sealed class AddLesson : IHandler<Submitted>
{
    public async Task<Outcome> HandleAsync(Submitted message, Turn turn, CancellationToken cancellationToken)
    {
        if (await LessonPlace.FindAsync(turn.Session, message.Conversation, message.Context, cancellationToken) is not { } room)
            return LessonPlace.Lost(message);
        var kind = message.Form == ActionItemForm.FormId ? LessonKind.ToDo
            : Enum.TryParse<LessonKind>(message.Values.GetValueOrDefault(LessonForm.Kind), out var chosen) ? chosen : LessonKind.ToImprove;
        var lesson = new Lesson(
            await LessonStore.NextNumberAsync(turn.Session, room.Id, cancellationToken),
            kind,
            message.Values.GetValueOrDefault(LessonForm.Text, "").Trim(),
            message.Values.GetValueOrDefault(ActionItemForm.Owner)?.Trim(),
            message.Values.GetValueOrDefault(ActionItemForm.DueBy)?.Trim(),
            message.Person,
            turn.Now);
        await LessonStore.AddAsync(turn.Session, room.Id, lesson, cancellationToken);
        return new Outcome()
            .Add(new Record(room.Id, lesson.IsAction ? "action-item" : "lesson", message.Person, lesson.Text))
            .Add(LessonsCard.Show(room, await LessonStore.ListAsync(turn.Session, room.Id, cancellationToken)));
    }
}

/// <summary>The form was not opened, and the press came here instead.</summary>
internal sealed class LessonNotOpened : IHandler<Pressed>
{
    public async Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) =>
        await LessonPlace.FindAsync(turn.Session, message.Conversation, message.Value, cancellationToken) is null
            ? LessonPlace.Lost(message)
            : Outcome.Answer(message, "The form could not be opened; please press the button again.");
}

/// <summary>The room that a button or form speaks of: a card may outlive its room.</summary>
internal static class LessonPlace
{
    internal static Task<WarRoom?> FindAsync(IDatabase database, Conversation conversation, string context, CancellationToken cancellationToken) =>
        database.ReadAsync((session, token) => FindAsync(session, conversation, context, token), cancellationToken);

    internal static async Task<WarRoom?> FindAsync(Session session, Conversation conversation, string context, CancellationToken cancellationToken) =>
        long.TryParse(context, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && await RoomStore.FindAsync(session, id, cancellationToken) is { } room && room.Conversation == conversation
            ? room
            : null;

    internal static Outcome Lost(ChatEvent asked) => Outcome.Answer(asked, "That card is of another channel's room; nothing was added.");
}
