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
            : Outcome.Answer(message, message.Text.Length <= Longest
                ? RichText.Of($"Noted at {Span.Time(at.Now)}.")
                : RichText.Of($"Noted at {Span.Time(at.Now)}, but only the first {Longest} of {message.Text.Length} characters."))
                .Add(new Record(at.Room.Id, "note", message.Person, Texts.Cut(message.Text, Longest))));
}
