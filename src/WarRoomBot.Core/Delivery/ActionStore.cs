using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Delivery;

/// <summary>Work that waits to be carried out outside chat.</summary>
internal static class ActionStore
{
    internal static Task AddAsync(Session session, Perform perform, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            insert into action (key, kind, lane, body, next_at) values (@Key, @Kind, @Lane, @Body, @now)
            on conflict (key) do nothing
            """,
            new { perform.Key, perform.Kind, perform.Lane, perform.Body, now },
            cancellationToken);

    /// <summary>Oldest first.</summary>
    internal static Task<IReadOnlyList<ActionRow>> ReadyAsync(Session session, DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        session.ListAsync<ActionRow>(
            "select id, key, kind, lane, body, attempts from action where next_at <= @now order by id limit @most", new { now, most }, cancellationToken);

    /// <summary>Takes the row of work that is done. False when it was reported done before.</summary>
    internal static async Task<bool> TakeAsync(Session session, long id, CancellationToken cancellationToken) =>
        await session.ExecuteAsync("delete from action where id = @id", new { id }, cancellationToken) == 1;

    internal static Task PostponeAsync(Session session, long id, DateTimeOffset nextAt, CancellationToken cancellationToken) =>
        session.ExecuteAsync("update action set attempts = attempts + 1, next_at = @nextAt where id = @id", new { id, nextAt }, cancellationToken);
}

internal sealed record ActionRow(long Id, string Key, string Kind, string Lane, string Body, long Attempts);
