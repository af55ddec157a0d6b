using WarRoomBot.Data;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Receiving;

/// <summary>
/// What a source says is handled in order with all else that happens in its room. Which rooms are open is looked up at most every other
/// second: a lane chosen a moment too late costs a turn run twice, never an alert.
/// </summary>
internal sealed class SignalLanes(IDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private Known? _known;

    /// <returns>The lane of the one room that is meant; the source's own when there is none, or more than one.</returns>
    /// <exception cref="StorageUnavailableException">Nobody can tell at the moment.</exception>
    public async ValueTask<string> OfAsync(SourceSettings settings, CancellationToken cancellationToken)
    {
        var known = _known;
        if (known is null || time.GetElapsedTime(known.Since) >= Fresh)
            _known = known = new(await database.ReadAsync(RoomStore.OpenAsync, cancellationToken), time.GetTimestamp());
        return known.Rooms.Where(room => settings.Room is not { } place || room.IsAt(place)).Take(2).ToList() is [var room]
            ? room.Lane
            : Kinds.LaneOf(settings.Name);
    }

    private sealed record Known(IReadOnlyList<WarRoom> Rooms, long Since);
}
