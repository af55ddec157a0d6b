using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Shifts;

/// <summary><b>Add note</b>: what the incoming person should know. Its context is the hand-over's <see cref="RoomSubject"/>.</summary>
internal sealed class HandoverNoteForm(IDatabase database) : IForm
{
    internal const string FormId = "handover.note";
    internal const string Note = "note";

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened is Pressed { Action: HandoverCard.NoteAction } pressed ? pressed.Value : null;

    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken)
    {
        var waits = await database.ReadAsync(
            async (session, token) => await RoomStore.OpenInAsync(session, conversation, token) is { } room && RoomSubject.NumberIn(room, context) is { } number
                && await HandoverStore.FindAsync(session, room.Id, number, token) is { Waits: true },
            cancellationToken);
        return waits
            ? new(FormId, "Note for the hand-over", "Add", context, [new TextField(Note, "What the next one should know") { Multiline = true, Longest = OfferHandover.LongestNote }])
            : null;
    }
}

/// <summary>The form was sent in.</summary>
internal sealed class NoteHandover(RoomPlans plans) : RoomHandler<Submitted>(plans)
{
    protected override async Task<Outcome> InRoomAsync(Submitted message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (RoomSubject.NumberIn(at.Room, message.Context) is not { } number
            || await HandoverStore.FindAsync(at.Session, at.Room.Id, number, cancellationToken) is not { Waits: true } handover
            || !message.Values.TryGetValue(HandoverNoteForm.Note, out var text))
            return Outcome.Answer(message, "That hand-over is settled, so the note was not added; /warroom log <text> keeps it.");
        var after = handover.AddNote(message.Person, text.Trim(), at.Now);
        await HandoverStore.SaveAsync(at.Session, at.Room.Id, after, cancellationToken);
        return HandoverEffects.Of(handover, after, await HandoverView.OfAsync(at.Session, at.Room, at.Plan, at.Now, cancellationToken), at.Room, at.Plan);
    }
}

/// <summary>The form could not be opened in time, and the press came here instead.</summary>
internal sealed class HandoverNoteNotOpened(RoomPlans plans) : HandoverHandler(plans)
{
    protected override Task<Outcome> HandleAsync(Handover handover, Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        Task.FromResult(Outcome.Answer(message, "The form could not be opened; please press the button again."));
}
