using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Pipeline;

/// <summary>The room's append-only record. Rows are numbered from 1 in each room, without gaps, and never changed.</summary>
internal static class RecordStore
{
    internal static Task AppendAsync(Session session, Record record, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            insert into log (room, seq, at, what, by_id, by_name, text, data)
            values (@Room, (select coalesce(max(seq), 0) + 1 from log where room = @Room), @now, @What, @byId, @byName, @Text, @Data)
            """,
            new { record.Room, now, record.What, byId = record.By?.Id, byName = record.By?.Name, record.Text, record.Data },
            cancellationToken);

    /// <summary>Oldest first.</summary>
    internal static Task<IReadOnlyList<RecordRow>> ListAsync(Session session, long room, CancellationToken cancellationToken) =>
        session.ListAsync<RecordRow>(
            "select seq, at, what, by_id, by_name, text, data from log where room = @room order by seq", new { room }, cancellationToken);
}

/// <summary>One line of the record, as stored.</summary>
internal sealed record RecordRow(long Seq, DateTimeOffset At, string What, string? ById, string? ByName, string Text, string? Data)
{
    public Person? By => ById is null ? null : new(ById, ByName ?? ById);
}
