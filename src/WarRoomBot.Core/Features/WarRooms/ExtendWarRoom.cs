using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms;

/// <summary><c>/warroom extend &lt;duration&gt; &lt;reason&gt;</c>: the deadline moves.</summary>
internal sealed class ExtendWarRoom(RoomPlans plans) : RoomHandler<Typed>(plans)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (at.Room.EndsAt is not { } deadline)
            return Outcome.Answer(message, RichText.Of($"This is a standing room, without an end: there is nothing to extend. {new Code("/warroom end <reason>")} closes it."));
        var words = message.Text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0 || !Durations.TryParse(words[0], out var by) || by <= TimeSpan.Zero || by > Longest)
            return Outcome.Answer(message, RichText.Of($"By how long? Type {new Code("/warroom extend 4h <reason>")}: a duration such as 90m, 4h or 1d, at most 30d."));
        if (words.Length == 1)
            return Outcome.Answer(message, RichText.Of($"Please say why: {new Code($"/warroom extend {words[0]} <reason>")}. It goes into the record."));

        var endsAt = deadline + at.Room.Clock.Real(by);
        var room = at.Room with { EndsAt = endsAt };
        await RoomStore.SaveAsync(at.Session, room, cancellationToken);
        return new Outcome()
            .Add(RoomEnding.At(room, endsAt))
            .Add(new Record(room.Id, "room-extended", message.Person, $"by {words[0]}: {words[1]}"))
            .Add(new Notice(room.Key($"extended/{message.Key}"), room.Conversation, Card.Text(RichText.Of(
                $"{message.Person} extended the room by {Durations.Words(by)}, to {Span.Date(endsAt)}: {words[1]}"))))
            .Add(RoomFacts.Of(RoomFacts.Changed, room));
    }
}
