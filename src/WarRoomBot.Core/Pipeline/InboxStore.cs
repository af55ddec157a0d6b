using WarRoomBot.Data;

namespace WarRoomBot.Pipeline;

/// <summary>The door in: every arrival is a row here before anybody is told that it arrived.</summary>
internal static class InboxStore
{
    internal const string Insert =
        """
        insert into inbox (key, lane, kind, body, received_at, next_at) values (@Key, @Lane, @Kind, @Body, @At, @At)
        on conflict (key) do nothing
        """;

    internal static Task AppendAsync(Session session, IReadOnlyList<Arrival> arrivals, CancellationToken cancellationToken) =>
        arrivals.Count == 0 ? Task.CompletedTask : session.ExecuteAsync(Insert, arrivals, cancellationToken);

    internal static async Task<bool> HasAsync(Session session, string key, CancellationToken cancellationToken) =>
        await session.ValueAsync<long>("select count(*) from inbox where key = @key", new { key }, cancellationToken) > 0;

    /// <summary>The lanes in which something waits.</summary>
    /// <remarks>Jumps through the index from one lane to the next, so that a backlog costs nothing.</remarks>
    internal static Task<IReadOnlyList<string>> WaitingLanesAsync(Session session, CancellationToken cancellationToken) =>
        session.ListAsync<string>(
            """
            with recursive waiting (lane) as (
                select min(lane) from inbox where state = 0
                union all
                select (select min(lane) from inbox where state = 0 and lane > waiting.lane) from waiting where waiting.lane is not null)
            select lane from waiting where lane is not null
            """,
            null,
            cancellationToken);

    internal static Task<IReadOnlyList<InboxRow>> WaitingAsync(
        Session session, string lane, DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        session.ListAsync<InboxRow>(
            """
            select id, kind, body, received_at, attempts from inbox
            where state = 0 and lane = @lane and next_at <= @now order by id limit @most
            """,
            new { lane, now, most },
            cancellationToken);

    /// <summary>The key stays, so that a redelivery is recognised; what it said does not.</summary>
    internal static Task DoneAsync(Session session, long id, CancellationToken cancellationToken) =>
        session.ExecuteAsync("update inbox set state = 1, body = '' where id = @id", new { id }, cancellationToken);

    internal static Task RetryAsync(Session session, long id, DateTimeOffset nextAt, string error, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "update inbox set attempts = attempts + 1, next_at = @nextAt, error = @error where id = @id",
            new { id, nextAt, error },
            cancellationToken);

    internal static Task GiveUpAsync(Session session, long id, string error, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "update inbox set state = 2, attempts = attempts + 1, error = @error where id = @id", new { id, error }, cancellationToken);

    /// <summary>Forgets arrivals older than any sender redelivers.</summary>
    internal static Task<int> ForgetAsync(Session session, DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "delete from inbox where id in (select id from inbox where state <> 0 and received_at < @before limit @most)",
            new { before, most },
            cancellationToken);
}

internal sealed record InboxRow(long Id, string Kind, string Body, DateTimeOffset ReceivedAt, long Attempts);
