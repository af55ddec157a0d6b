using Dapper;
using WarRoomBot.Data;

namespace WarRoomBot.Pipeline;

/// <summary>Parts of a room's record.</summary>
internal static class RecordLines
{
    /// <summary>The lines of some kinds, oldest first.</summary>
    /// <param name="session">Where to look.</param>
    /// <param name="room">Whose record.</param>
    /// <param name="whats">Always the same for one caller: each count of them is a statement of its own.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    internal static Task<IReadOnlyList<RecordRow>> ListAsync(Session session, long room, IReadOnlyList<string> whats, CancellationToken cancellationToken)
    {
        // One by one: Dapper hands a list to PostgreSQL as an array, which "in" does not take.
        var arguments = new DynamicParameters(new { room });
        for (var number = 0; number < whats.Count; number++)
            arguments.Add($"what{number}", whats[number]);
        var names = string.Join(", ", whats.Select((_, number) => $"@what{number}"));
        return session.ListAsync<RecordRow>(
            $"select seq, at, what, by_id, by_name, text, data, hash from log where room = @room and what in ({names}) order by seq", arguments, cancellationToken);
    }

    /// <summary>The lines after one, oldest first.</summary>
    internal static Task<IReadOnlyList<RecordRow>> PageAsync(Session session, long room, long after, int most, CancellationToken cancellationToken) =>
        session.ListAsync<RecordRow>(
            "select seq, at, what, by_id, by_name, text, data, hash from log where room = @room and seq > @after order by seq limit @most", new { room, after, most }, cancellationToken);
}
