using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Pipeline;

/// <summary>The room's append-only record. Rows are numbered from 1 in each room, without gaps, and never changed; <see cref="RecordChain"/> tells if one was.</summary>
internal static class RecordStore
{
    internal const string OfOneKind =
        """
        select seq, at, what, by_id, by_name, text, data, hash from log
        where room = @room and seq in (select seq from log where room = @room and what = @what) order by seq
        """;

    internal static async Task AppendAsync(Session session, Record record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = await session.FindAsync<Last>("select seq, hash from log where room = @Room order by seq desc limit 1", new { record.Room }, cancellationToken);
        var row = new RecordRow((last?.Seq ?? 0) + 1, now, record.What, record.By?.Id, record.By?.Name, record.Text, record.Data, "");
        await session.ExecuteAsync(
            """
            insert into log (room, seq, at, what, by_id, by_name, text, data, hash)
            values (@Room, @Seq, @At, @What, @ById, @ByName, @Text, @Data, @hash)
            """,
            new { record.Room, row.Seq, row.At, row.What, row.ById, row.ByName, row.Text, row.Data, hash = RecordChain.HashOf(last?.Hash ?? RecordChain.Beginning, record.Room, row) },
            cancellationToken);
    }

    /// <summary>Oldest first.</summary>
    internal static Task<IReadOnlyList<RecordRow>> ListAsync(Session session, long room, CancellationToken cancellationToken) =>
        session.ListAsync<RecordRow>(
            "select seq, at, what, by_id, by_name, text, data, hash from log where room = @room order by seq", new { room }, cancellationToken);

    /// <summary>The lines of one kind, oldest first.</summary>
    /// <remarks>They are few among many. Asked without the inner select, SQLite reads the whole record in its order instead of using their index.</remarks>
    internal static Task<IReadOnlyList<RecordRow>> OfAsync(Session session, long room, string what, CancellationToken cancellationToken) =>
        session.ListAsync<RecordRow>(OfOneKind, new { room, what }, cancellationToken);

    internal static Task<long> CountAsync(Session session, long room, string what, CancellationToken cancellationToken) =>
        session.ValueAsync<long>("select count(*) from log where room = @room and what = @what", new { room, what }, cancellationToken);

    private sealed record Last(long Seq, string Hash);
}

/// <summary>One line of the record, as stored.</summary>
internal sealed record RecordRow(long Seq, DateTimeOffset At, string What, string? ById, string? ByName, string Text, string? Data, string Hash)
{
    public Person? By => ById is null ? null : new(ById, ByName ?? ById);
}
