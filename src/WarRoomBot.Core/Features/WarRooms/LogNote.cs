using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.WarRooms;

/// <summary><c>/warroom log &lt;text&gt;</c>: a line in the room's record.</summary>
internal sealed class LogNote(RoomPlans plans) : RoomHandler<Typed>(plans)
{
    internal const int Longest = 10_000;

    protected override Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken) =>
        Task.FromResult(message.Text.Length == 0
            ? Outcome.Answer(message, RichText.Of($"What happened? Type {new Code("/warroom log <text>")}."))
            : Keep(message, Named(message.Text, message.Mentions, at.Room), at));

    /// <summary>A platform may tell of people by id alone; those who hold a role here are known by name.</summary>
    private static string Named(string text, IReadOnlyList<Person> mentions, WarRoom room)
    {
        foreach (var unnamed in mentions.Where(person => person.Name == person.Id))
        {
            if (room.Roles.Values.SelectMany(people => people).FirstOrDefault(person => person == unnamed && person.Name != person.Id) is { } known)
                text = text.Replace($"@{unnamed.Id}", $"@{known.Name}", StringComparison.Ordinal);
        }

        return text;
    }

    internal static Outcome Keep(ChatEvent asked, string text, RoomTurn at) =>
        Outcome.Answer(asked, text.Length <= Longest
            ? RichText.Of($"Noted at {Span.Time(at.Now)}.")
            : RichText.Of($"Noted at {Span.Time(at.Now)}, but only the first {Longest} of {text.Length} characters."))
            .Add(new Record(at.Room.Id, "note", asked.Person, Texts.Cut(text, Longest)));
}

/// <summary>The form was sent in.</summary>
internal sealed class LogNoteByForm(RoomPlans plans) : RoomHandler<Submitted>(plans)
{
    protected override Task<Outcome> InRoomAsync(Submitted message, RoomTurn at, CancellationToken cancellationToken) =>
        Task.FromResult(LogNote.Keep(message, message.Values.GetValueOrDefault(LogForm.Note, "").Trim(), at));
}

/// <summary>The form could not be opened in time, and the press came here instead.</summary>
internal sealed class LogFormNotOpened(RoomPlans plans) : RoomHandler<Pressed>(plans)
{
    protected override Task<Outcome> InRoomAsync(Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        Task.FromResult(Outcome.Answer(message, RichText.Of($"The form could not be opened; please press the button again, or type {new Code("/warroom log <text>")}.")));
}
