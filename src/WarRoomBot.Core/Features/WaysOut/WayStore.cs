using WarRoomBot.Cards;
using WarRoomBot.Data;

namespace WarRoomBot.Features.WaysOut;

/// <summary>What each way out was told of each alert. Read and written in the room's lane alone.</summary>
internal static class WayStore
{
    internal static async Task<WayState> FindAsync(Session session, long room, int alert, string way, CancellationToken cancellationToken) =>
        await session.FindAsync<string>("select body from way_out where room = @room and alert = @alert and way = @way", new { room, alert, way }, cancellationToken) is { } body
            ? Json.Read<WayState>(body)
            : new(way);

    internal static Task SaveAsync(Session session, long room, int alert, WayState state, CancellationToken cancellationToken) => session.ExecuteAsync(
        "insert into way_out (room, alert, way, body) values (@room, @alert, @Way, @body) on conflict (room, alert, way) do update set body = excluded.body",
        new { room, alert, state.Way, body = Json.Write(state) },
        cancellationToken);
}
