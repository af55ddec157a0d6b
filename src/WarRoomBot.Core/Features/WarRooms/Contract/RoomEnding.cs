using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>How a room's end moves and comes: by command, by its time, by a decision.</summary>
internal static class RoomEnding
{
    internal const string Due = "room-end";

    /// <returns>The room as it is then, without a word about it in the record.</returns>
    internal static async Task<(WarRoom Room, Outcome Outcome)> ExtendAsync(WarRoom room, TimeSpan by, Turn turn, CancellationToken cancellationToken)
    {
        // A room that is only kept open for a decision has its time from now on.
        var endsAt = (room.EndsAt > turn.Now ? room.EndsAt.Value : turn.Now) + room.Clock.Real(by);
        var extended = room with { EndsAt = endsAt };
        await RoomStore.SaveAsync(turn.Session, extended, cancellationToken);
        return (extended with { RowVersion = room.RowVersion + 1 }, new Outcome().Add(At(extended, endsAt)).Add(RoomFacts.Of(RoomFacts.Changed, extended)));
    }

    /// <param name="reason">For the record and the channel.</param>
    internal static async Task<Outcome> EndAsync(WarRoom room, string reason, Turn turn, CancellationToken cancellationToken)
    {
        await RoomStore.SaveAsync(turn.Session, room with { EndedAt = turn.Now }, cancellationToken);
        return new Outcome()
            .Add(RoomFacts.Of(RoomFacts.Ended, room))
            .Add(new CallOff(room.Key("end")))
            .Add(new Record(room.Id, "room-ended", null, reason))
            .Add(new Notice(room.Key("ended"), room.Conversation, Card.Text($"The room is closed: {reason}. Its record is kept.")));
    }

    /// <summary>What kept it open is over.</summary>
    /// <remarks>Not at this very moment: the end may have fallen due at it already, and been put off for what has just been over. A moment falls due once.</remarks>
    internal static FallsDue Now(WarRoom room, DateTimeOffset now) => At(room, now.AddMilliseconds(1));

    internal static FallsDue At(WarRoom room, DateTimeOffset at) => new(room.Key("end"), room.Lane, Due, at, room.Id.ToString(CultureInfo.InvariantCulture));
}

/// <summary>A later feature that keeps a room open although its time is up.</summary>
internal interface IRoomKeeper
{
    /// <returns>Until when at most; null when there is nothing to wait for.</returns>
    Task<DateTimeOffset?> KeepsUntilAsync(WarRoom room, Turn turn, CancellationToken cancellationToken);
}
