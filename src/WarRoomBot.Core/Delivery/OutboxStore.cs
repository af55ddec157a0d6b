using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Delivery;

/// <summary>The door out: every message is a row here, written with the change that caused it.</summary>
internal static class OutboxStore
{
    internal static async Task ShowAsync(Session session, Show show, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var body = show.Card.ToJson();
        await GoesFirstAsync(session, show.ThreadOf, show.Priority, cancellationToken);
        await session.ExecuteAsync(
            """
            insert into outbox (key, conversation, priority, rank, queued_at, next_at, body, body_hash, pinned, thread_of, under, reply_to)
            values (@Key, @Conversation, @priority, @priority, @now, @now, @body, @hash, @pinned, @ThreadOf, @Under, @ReplyTo)
            on conflict (key) do update set
                conversation = excluded.conversation, priority = excluded.priority, rank = excluded.rank, body = excluded.body, body_hash = excluded.body_hash,
                thread_of = excluded.thread_of, under = coalesce(excluded.under, outbox.under), reply_to = excluded.reply_to, withdrawn = 0, revision = outbox.revision + 1,
                repost = case when @again = 1 and (outbox.handle is not null or outbox.state = 1) then 1 else outbox.repost end,
                queued_at = case when outbox.state in (0, 1) then outbox.queued_at else excluded.queued_at end,
                next_at = case when outbox.state in (0, 1) then outbox.next_at else excluded.next_at end,
                state = case when outbox.state = 1 then 1 else 0 end
            where outbox.body_hash <> excluded.body_hash or outbox.withdrawn = 1 or @again = 1
            """,
            new
            {
                show.Key,
                show.Conversation,
                priority = (int)show.Priority,
                now,
                body,
                hash = Card.HashOf(body),
                pinned = show.Pinned ? 1 : 0,
                show.ThreadOf,
                show.Under,
                show.ReplyTo,
                again = show.Again ? 1 : 0,
            },
            cancellationToken);
    }

    internal static async Task AddAsync(Session session, Notice notice, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isForAll = notice.To is null;
        var body = (notice.File is { } file && !isForAll ? file.InWords(notice.Card) : notice.Card).ToJson();
        await GoesFirstAsync(session, notice.ThreadOf, notice.Priority, cancellationToken);
        await session.ExecuteAsync(
            """
            insert into outbox (key, conversation, priority, rank, queued_at, next_at, body, body_hash, thread_of, under, to_id, to_name, reply_to, file, once)
            values (@Key, @Conversation, @priority, @priority, @now, @now, @body, @hash, @ThreadOf, @Under, @toId, @toName, @ReplyTo, @file, 1)
            on conflict (key) do nothing
            """,
            new
            {
                notice.Key,
                notice.Conversation,
                priority = (int)notice.Priority,
                now,
                body,
                hash = Card.HashOf(body),
                notice.ThreadOf,
                notice.Under,
                toId = notice.To?.Id,
                toName = notice.To?.Name,
                notice.ReplyTo,
                file = notice.File is not null && isForAll ? Json.Write(notice.File) : null,
            },
            cancellationToken);
    }

    /// <summary>A reply cannot go before the message it replies to; one that is more urgent takes it along.</summary>
    private static Task GoesFirstAsync(Session session, string? threadOf, Priority priority, CancellationToken cancellationToken) =>
        threadOf is null
            ? Task.CompletedTask
            : session.ExecuteAsync(
                "update outbox set priority = @priority, rank = @priority where key = @threadOf and handle is null and priority > @priority",
                new { threadOf, priority = (int)priority },
                cancellationToken);

    /// <returns>Where it was; empty when there was nothing to withdraw.</returns>
    internal static Task<IReadOnlyList<Conversation>> WithdrawAsync(Session session, string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ListAsync<Conversation>(
            """
            update outbox set withdrawn = 1, state = case when state = 1 then 1 when handle is null then 2 else 0 end,
                queued_at = case when state in (0, 1) then queued_at else @now end, next_at = case when state in (0, 1) then next_at else @now end
            where key = @key and withdrawn = 0 returning conversation
            """,
            new { key, now },
            cancellationToken);

    /// <summary>What was said once and refused stays unsaid: it is old by now.</summary>
    internal static Task<int> TryAgainAsync(Session session, Conversation conversation, DateTimeOffset now, CancellationToken cancellationToken) => session.ExecuteAsync(
        "update outbox set state = 0, attempts = 0, queued_at = @now, next_at = @now where conversation = @conversation and state = 3 and once = 0 and withdrawn = 0",
        new { conversation, now },
        cancellationToken);

    /// <summary>The living message that is seen as <paramref name="handle"/>.</summary>
    internal static Task<OutboxRow?> SeenAsync(Session session, Conversation conversation, string handle, CancellationToken cancellationToken) => session.FindAsync<OutboxRow>(
        "select * from outbox where conversation = @conversation and handle = @handle and once = 0", new { conversation, handle }, cancellationToken);

    /// <returns>False when it was taken away before.</returns>
    internal static async Task<bool> TakenAwayAsync(Session session, long id, CancellationToken cancellationToken) =>
        await session.ExecuteAsync("update outbox set taken_away = 1 where id = @id and taken_away = 0", new { id }, cancellationToken) == 1;

    /// <summary>The conversations in which something is to be sent.</summary>
    /// <remarks>Jumps through the index from one conversation to the next, so that a backlog costs nothing.</remarks>
    internal static Task<IReadOnlyList<Conversation>> OpenAsync(Session session, CancellationToken cancellationToken) =>
        session.ListAsync<Conversation>(
            """
            with recursive lane (conversation) as (
                select min(conversation) from outbox where state in (0, 1)
                union all
                select (select min(conversation) from outbox where state in (0, 1) and conversation > lane.conversation)
                from lane where lane.conversation is not null)
            select conversation from lane where conversation is not null
            """,
            null,
            cancellationToken);

    /// <summary>
    /// The message whose turn it is in a conversation: higher priority first, then in the order they were queued. A message that waits for
    /// its next attempt holds the ones behind it, so that order is kept.
    /// </summary>
    internal static Task<OutboxRow?> HeadAsync(Session session, Conversation conversation, CancellationToken cancellationToken) =>
        session.FindAsync<OutboxRow>(
            "select * from outbox where state in (0, 1) and conversation = @conversation order by rank, queued_at, id limit 1",
            new { conversation },
            cancellationToken);

    /// <summary>The platform's id of a message; null when it is not there.</summary>
    internal static Task<string?> HandleAsync(Session session, string key, CancellationToken cancellationToken) =>
        session.FindAsync<string>("select handle from outbox where key = @key", new { key }, cancellationToken);

    /// <summary>A message that was asked for is not there yet.</summary>
    internal static async Task<bool> IsStillToComeAsync(Session session, string key, CancellationToken cancellationToken) =>
        await session.ValueAsync<long>("select count(*) from outbox where key = @key and handle is null", new { key }, cancellationToken) > 0;

    /// <summary>Applies <paramref name="change"/> to the row as it is now: its content may have changed while a call was under way.</summary>
    /// <param name="session">A writing session.</param>
    /// <param name="id">The row.</param>
    /// <param name="owner">Who must hold the delivery lease for the change to count; null for anybody.</param>
    /// <param name="change">A pure transition; null for none.</param>
    /// <param name="cancellationToken">Undoes it all.</param>
    /// <returns>The row as it is afterwards; null when nothing was changed, or somebody else delivers now.</returns>
    internal static async Task<OutboxRow?> ChangeAsync(
        Session session, long id, string? owner, Func<OutboxRow, OutboxRow?> change, CancellationToken cancellationToken)
    {
        var row = await session.FindAsync<OutboxRow>(
            $"select * from outbox where id = @id and (@owner is null or exists (select 1 from lease where name = @Delivery and owner = @owner)){session.ForUpdate}",
            new { id, owner, Lease.Delivery },
            cancellationToken);
        if (row is null || change(row) is not { } changed)
            return null;
        await session.ExecuteAsync(
            """
            update outbox set state = @state, rank = @Rank, handle = @Handle, repost = @Repost, pinned = @Pinned, sent_revision = @SentRevision, op = @Op, thread_of = @ThreadOf, under = @Under, upload = @Upload,
                attempt_at = @AttemptAt, attempt_revision = @AttemptRevision, attempts = @Attempts, next_at = @NextAt, error = @Error
            where id = @Id
            """,
            new
            {
                state = (long)changed.State,
                changed.Rank,
                changed.Handle,
                changed.Repost,
                changed.Pinned,
                changed.SentRevision,
                changed.Op,
                changed.ThreadOf,
                changed.Under,
                changed.Upload,
                changed.AttemptAt,
                changed.AttemptRevision,
                changed.Attempts,
                changed.NextAt,
                changed.Error,
                changed.Id,
            },
            cancellationToken);
        return changed;
    }

    /// <summary>Forgets messages sent once whose keys nobody will use again.</summary>
    internal static Task<int> ForgetAsync(Session session, DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "delete from outbox where id in (select id from outbox where once = 1 and state in (2, 3) and queued_at < @before limit @most)",
            new { before, most },
            cancellationToken);
}
