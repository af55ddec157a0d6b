using System.Globalization;
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
        var words = message.Text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0 || !Durations.TryParse(words[0], out var by) || by <= TimeSpan.Zero || by > Longest)
            return Outcome.Answer(message, RichText.Of($"By how long? Type {new Code("/warroom extend 4h <reason>")}: a duration such as 90m, 4h or 1d, at most 30d."));
        if (words.Length == 1)
            return Outcome.Answer(message, RichText.Of($"Please say why: {new Code($"/warroom extend {words[0]} <reason>")}. It goes into the record."));

        var room = at.Room with { EndsAt = at.Room.EndsAt + at.Room.Clock.Real(by) };
        await RoomStore.SaveAsync(at.Session, room, cancellationToken);
        return new Outcome()
            .Add(new FallsDue(room.Key("end"), room.Lane, StartWarRoom.Due, room.EndsAt, room.Id.ToString(CultureInfo.InvariantCulture)))
            .Add(new Record(room.Id, "room-extended", message.Person, $"by {words[0]}: {words[1]}"))
            .Add(new Notice(room.Key($"extended/{message.Key}"), room.Conversation, Card.Text(RichText.Of(
                $"{message.Person} extended the room by {Durations.Words(by)}, to {Span.Date(room.EndsAt)}: {words[1]}"))))
            .Add(RoomFacts.Of(RoomFacts.Changed, room));
    }
}
