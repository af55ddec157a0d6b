using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Features.Gates.Contract;

/// <summary>The gates of each room.</summary>
internal static class GateStore
{
    private const string Columns = "body, row_version";

    internal static async Task<Gate?> FindAsync(Session session, long room, int number, CancellationToken cancellationToken) =>
        (await session.FindAsync<Row>($"select {Columns} from gate where room = @room and number = @number", new { room, number }, cancellationToken))?.ToGate();

    /// <summary>Those that are not decided, in the order in which they opened.</summary>
    internal static Task<IReadOnlyList<Gate>> OpenAsync(Session session, long room, CancellationToken cancellationToken) =>
        ListAsync(session, "where room = @room and open = 1 order by number", room, cancellationToken);

    /// <summary>Those that are not decided, of all rooms that somebody is in.</summary>
    internal static async Task<IReadOnlyList<Gate>> OfPersonAsync(Session session, Person person, int most, CancellationToken cancellationToken) =>
        [
            .. (await session.ListAsync<Row>(
                $"""
                select body, row_version from room_person {session.ThenJoin("gate", "gate.room = room_person.room and open = 1")}
                where person = @Id order by gate.room, number limit @most
                """,
                new { person.Id, most },
                cancellationToken)).Select(row => row.ToGate()),
        ];

    /// <summary>In the order in which they opened.</summary>
    internal static Task<IReadOnlyList<Gate>> AllAsync(Session session, long room, CancellationToken cancellationToken) =>
        ListAsync(session, "where room = @room order by number", room, cancellationToken);

    /// <summary>The room's lane is held meanwhile, so that no number is given twice.</summary>
    internal static async Task<int> NextNumberAsync(Session session, long room, CancellationToken cancellationToken) =>
        (int)await session.ValueAsync<long>("select coalesce(max(number), 0) + 1 from gate where room = @room", new { room }, cancellationToken);

    internal static Task AddAsync(Session session, Gate gate, CancellationToken cancellationToken) => session.ExecuteAsync(
        "insert into gate (room, number, open, body) values (@Room, @Number, @open, @body)", Arguments(gate), cancellationToken);

    /// <exception cref="ConflictException">Somebody else saved the gate since it was read.</exception>
    internal static async Task SaveAsync(Session session, Gate gate, CancellationToken cancellationToken)
    {
        var saved = await session.ExecuteAsync(
            "update gate set open = @open, body = @body, row_version = row_version + 1 where room = @Room and number = @Number and row_version = @RowVersion",
            Arguments(gate),
            cancellationToken);
        if (saved != 1)
            throw new ConflictException($"Gate {gate.Number} of room {gate.Room}");
    }

    private static async Task<IReadOnlyList<Gate>> ListAsync(Session session, string which, long room, CancellationToken cancellationToken) =>
        [.. (await session.ListAsync<Row>($"select {Columns} from gate {which}", new { room }, cancellationToken)).Select(row => row.ToGate())];

    private static object Arguments(Gate gate) => new { gate.Room, gate.Number, open = gate.IsOpen ? 1L : 0L, body = Json.Write(gate), gate.RowVersion };

    private sealed record Row(string Body, long RowVersion)
    {
        public Gate ToGate() => Json.Read<Gate>(Body) with { RowVersion = RowVersion };
    }
}
