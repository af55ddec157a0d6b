using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Scheduling;

/// <summary>
/// Every due moment is a row, written with the change that caused it and removed with the turn that handled it. A timer only looks here.
/// </summary>
internal static class DueStore
{
    internal static Task PutAsync(Session session, FallsDue schedule, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            insert into due (key, lane, kind, at, subject) values (@Key, @Lane, @Kind, @At, @Subject)
            on conflict (key) do update set lane = excluded.lane, kind = excluded.kind, at = excluded.at, subject = excluded.subject
            """,
            new { schedule.Key, schedule.Lane, schedule.Kind, schedule.At, schedule.Subject },
            cancellationToken);

    internal static Task RemoveAsync(Session session, string key, CancellationToken cancellationToken) =>
        session.ExecuteAsync("delete from due where key = @key", new { key }, cancellationToken);

    /// <summary>Takes the row of a moment that is being handled.</summary>
    /// <returns>False when it was taken back or moved since it fired: then there is nothing to handle.</returns>
    internal static async Task<bool> TakeAsync(Session session, DueMoment due, CancellationToken cancellationToken) =>
        await session.ExecuteAsync("delete from due where key = @Key and at = @At", new { due.Key, due.At }, cancellationToken) == 1;

    /// <summary>Earliest first.</summary>
    internal static Task<IReadOnlyList<DueRow>> UntilAsync(
        Session session, DateTimeOffset until, int most, CancellationToken cancellationToken) =>
        session.ListAsync<DueRow>(
            "select key, lane, kind, at, subject from due where at <= @until order by at, key limit @most", new { until, most }, cancellationToken);

    /// <summary>Those of one kind in a lane, earliest first.</summary>
    internal static Task<IReadOnlyList<DueRow>> OfAsync(Session session, string lane, string kind, CancellationToken cancellationToken) =>
        session.ListAsync<DueRow>("select key, lane, kind, at, subject from due where lane = @lane and kind = @kind order by at, key", new { lane, kind }, cancellationToken);
}

internal sealed record DueRow(string Key, string Lane, string Kind, DateTimeOffset At, string Subject);
