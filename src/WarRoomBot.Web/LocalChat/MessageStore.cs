using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Web.LocalChat;

/// <summary>
/// The local chat's messages. Every change takes the conversation's next number while it holds the conversation's lock, so whoever has seen
/// up to a number has seen every change below it.
/// </summary>
internal static class MessageStore
{
    private const string Next = "(select coalesce(max(newest.changed), 0) + 1 from chat_message newest where newest.conversation = @conversation)";
    private const string Columns =
        "id, thread, body, by_bot, by_name, to_id, posted_at, edited_at, removed_at, pinned, file, file_name, file_title, marks";
    private const string Seen = "conversation = @conversation and (to_id is null or to_id = @reader)";

    /// <summary>Adds a message, once for each <see cref="NewMessage.Op"/>.</summary>
    /// <returns>Its number; null when the message it replies to is not there.</returns>
    internal static async Task<long?> AddAsync(Session session, NewMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await LockAsync(session, message.Conversation, cancellationToken);
        if (await FindAsync(session, message.Op, cancellationToken) is { } there)
            return there;
        long? thread = null;
        if (message.ReplyTo is { } parent)
        {
            thread = await session.FindAsync<long?>(
                "select coalesce(thread, id) from chat_message where id = @parent and conversation = @conversation and removed_at is null",
                new { parent, conversation = message.Conversation },
                cancellationToken);
            if (thread is null)
                return null;
        }

        return await session.ValueAsync<long>(
            $"""
            insert into chat_message (conversation, op, thread, body, by_bot, by_name, to_id, posted_at, file, file_name, file_title, changed)
            values (@conversation, @Op, @thread, @Body, @byBot, @By, @To, @now, @file, @fileName, @fileTitle, {Next}) returning id
            """,
            new { conversation = message.Conversation, message.Op, thread, message.Body, byBot = message.ByBot ? 1 : 0, message.By, message.To, now, file = message.File?.Id, fileName = message.File?.Name, fileTitle = message.File?.Title },
            cancellationToken);
    }

    internal static Task<long?> FindAsync(Session session, string op, CancellationToken cancellationToken) =>
        session.FindAsync<long?>("select id from chat_message where op = @op", new { op }, cancellationToken);

    /// <returns>False when there is no such message (any more).</returns>
    internal static Task<bool> EditAsync(
        Session session, Conversation conversation, long id, string body, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(session, conversation, "body = @body, edited_at = @now", new { conversation, id, body, now }, cancellationToken);

    /// <returns>False when there is no such message (any more).</returns>
    internal static Task<bool> RemoveAsync(Session session, Conversation conversation, long id, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(session, conversation, "body = '', pinned = 0, removed_at = @now", new { conversation, id, now }, cancellationToken);

    /// <returns>False when there is no such message (any more).</returns>
    internal static Task<bool> PinAsync(Session session, Conversation conversation, long id, CancellationToken cancellationToken) =>
        ChangeAsync(session, conversation, "pinned = 1", new { conversation, id }, cancellationToken);

    /// <summary>Something beside its words has changed.</summary>
    /// <returns>False when there is no such message (any more).</returns>
    internal static Task<bool> TouchAsync(Session session, Conversation conversation, long id, CancellationToken cancellationToken) =>
        ChangeAsync(session, conversation, "pinned = pinned", new { conversation, id }, cancellationToken);

    /// <summary>The newest messages below a number, oldest first, each with its thread.</summary>
    internal static async Task<IReadOnlyList<ChatMessage>> PageAsync(
        Session session, Conversation conversation, Person reader, long below, int most, CancellationToken cancellationToken)
    {
        var rows = await session.ListAsync<Row>(
            $"""
            select {Columns} from chat_message
            where {Seen} and thread is null and id < @below
              and (removed_at is null or exists (
                select 1 from chat_message reply
                where reply.thread = chat_message.id and reply.removed_at is null and (reply.to_id is null or reply.to_id = @reader)))
            order by id desc limit @most
            """,
            new { conversation, reader = reader.Id, below, most },
            cancellationToken);
        if (rows.Count == 0)
            return [];
        var replies = await session.ListAsync<Row>(
            $"select {Columns} from chat_message where {Seen} and thread >= @first and thread <= @last and removed_at is null order by id",
            new { conversation, reader = reader.Id, first = rows[^1].Id, last = rows[0].Id },
            cancellationToken);
        var threads = replies.ToLookup(reply => reply.Thread!.Value);
        return [.. rows.Reverse().Select(row => row.ToMessage(threads[row.Id]))];
    }

    /// <summary>One message with its thread; null when the reader does not see it (any more).</summary>
    internal static async Task<ChatMessage?> OneAsync(
        Session session, Conversation conversation, Person reader, long id, CancellationToken cancellationToken)
    {
        var arguments = new { conversation, reader = reader.Id, id };
        var row = await session.FindAsync<Row>($"select {Columns} from chat_message where {Seen} and id = @id", arguments, cancellationToken);
        if (row is null)
            return null;
        var replies = await session.ListAsync<Row>(
            $"select {Columns} from chat_message where {Seen} and thread = @id and removed_at is null order by id", arguments, cancellationToken);
        return row.RemovedAt is not null && replies.Count == 0 ? null : row.ToMessage(replies);
    }

    /// <summary>Newest first.</summary>
    internal static async Task<IReadOnlyList<ChatMessage>> PinnedAsync(
        Session session, Conversation conversation, Person reader, CancellationToken cancellationToken) =>
        [
            .. (await session.ListAsync<Row>(
                $"select {Columns} from chat_message where {Seen} and pinned = 1 order by id desc", new { conversation, reader = reader.Id }, cancellationToken))
                .Select(row => row.ToMessage([])),
        ];

    /// <summary>The number of the newest change.</summary>
    internal static Task<long> NewestAsync(Session session, Conversation conversation, CancellationToken cancellationToken) =>
        session.ValueAsync<long>("select coalesce(max(changed), 0) from chat_message where conversation = @conversation", new { conversation }, cancellationToken);

    /// <summary>What changed after a number, in order.</summary>
    internal static Task<IReadOnlyList<Change>> ChangesAsync(
        Session session, Conversation conversation, long after, int most, CancellationToken cancellationToken) =>
        session.ListAsync<Change>(
            "select changed, id, thread, pinned, removed_at from chat_message where conversation = @conversation and changed > @after order by changed limit @most",
            new { conversation, after, most },
            cancellationToken);

    /// <summary>Every channel in which something was said, by name.</summary>
    internal static async Task<IReadOnlyList<string>> ChannelsAsync(Session session, CancellationToken cancellationToken) =>
        [
            .. (await session.ListAsync<Conversation>("select distinct conversation from chat_message", null, cancellationToken))
                .Select(conversation => conversation.Channel).Order(StringComparer.Ordinal),
        ];

    /// <summary>The channel in which something was said last.</summary>
    internal static async Task<string?> LiveliestAsync(Session session, CancellationToken cancellationToken) =>
        await session.ListAsync<Conversation>("select conversation from chat_message order by id desc limit 1", null, cancellationToken) is [var liveliest]
            ? liveliest.Channel
            : null;

    private static async Task<bool> ChangeAsync(
        Session session, Conversation conversation, string what, object arguments, CancellationToken cancellationToken)
    {
        await LockAsync(session, conversation, cancellationToken);
        return await session.ExecuteAsync(
            $"update chat_message set {what}, changed = {Next} where id = @id and conversation = @conversation and removed_at is null",
            arguments,
            cancellationToken) == 1;
    }

    private static Task LockAsync(Session session, Conversation conversation, CancellationToken cancellationToken) =>
        session.LockAsync($"chat/{conversation}", cancellationToken);

    private sealed record Row(
        long Id, long? Thread, string Body, long ByBot, string ByName, string? ToId, DateTimeOffset PostedAt, DateTimeOffset? EditedAt,
        DateTimeOffset? RemovedAt, long Pinned, long? File, string? FileName, string? FileTitle, long Marks)
    {
        public ChatMessage ToMessage(IEnumerable<Row> replies)
        {
            var (byBot, removed) = (ByBot == 1, RemovedAt is not null);
            return new()
            {
                Id = Id,
                By = byBot ? new("", ByName) : LocalNames.Person(ByName),
                ByBot = byBot,
                Card = byBot && !removed ? Card.FromJson(Body) : null,
                Text = byBot || removed ? RichText.Empty : TypedText.Spans(Body),
                PostedAt = PostedAt,
                EditedAt = EditedAt,
                Pinned = Pinned == 1,
                Whispered = ToId is not null,
                Removed = removed,
                Marks = (int)Marks,
                File = File is { } file && !removed ? new(file, FileName ?? "", FileTitle ?? "") : null,
                Replies = [.. replies.Select(reply => reply.ToMessage([]))],
            };
        }
    }
}

/// <summary>A message to be added.</summary>
/// <param name="Op">Unique over all time.</param>
/// <param name="Body">A card's JSON, or what a person typed.</param>
internal sealed record NewMessage(Conversation Conversation, string Op, string Body, bool ByBot, string By)
{
    /// <summary>A message of the thread it belongs to.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>The <see cref="Person.Id"/> of the one person who sees it.</summary>
    public string? To { get; init; }

    /// <summary>The kept file that is shown with it.</summary>
    public FileLink? File { get; init; }

    /// <summary>What the platform's callers know a message by.</summary>
    internal static string Handle(long id) => id.ToString(CultureInfo.InvariantCulture);

    internal static bool TryId(string? handle, out long id) => long.TryParse(handle, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}

/// <summary>One change in a conversation, with its number.</summary>
internal sealed record Change(long Changed, long Id, long? Thread, long Pinned, DateTimeOffset? RemovedAt)
{
    /// <summary>The first message of the thread in which something changed.</summary>
    public long First => Thread ?? Id;

    /// <summary>What is pinned may be something else now.</summary>
    public bool TouchesPins => Pinned == 1 || RemovedAt is not null;
}
