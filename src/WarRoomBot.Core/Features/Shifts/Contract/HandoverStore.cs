using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Features.Shifts.Contract;

/// <summary>The hand-overs of each room.</summary>
internal static class HandoverStore
{
    private const string Columns = "body, row_version";

    internal static async Task<Handover?> FindAsync(Session session, long room, int number, CancellationToken cancellationToken) =>
        (await session.FindAsync<Row>($"select {Columns} from handover where room = @room and number = @number", new { room, number }, cancellationToken))?.ToHandover();

    /// <summary>Those that nobody has accepted or taken back, oldest first.</summary>
    internal static Task<IReadOnlyList<Handover>> WaitingAsync(Session session, long room, CancellationToken cancellationToken) =>
        ListAsync(session, "where room = @room and open = 1 order by number", room, cancellationToken);

    /// <summary>The numbers of the rooms in which one waits for somebody, or for a group.</summary>
    internal static Task<IReadOnlyList<long>> RoomsWaitingForAsync(Session session, Person taker, CancellationToken cancellationToken) =>
        session.ListAsync<long>("select distinct room from handover where open = 1 and taker = @Id", new { taker.Id }, cancellationToken);

    /// <summary>Those that wait for somebody, alone or as one of a group, and those that wait in the rooms they are in.</summary>
    internal static async Task<IReadOnlyList<(long Room, Handover Handover)>> OfPersonAsync(Session session, Person person, int most, CancellationToken cancellationToken) =>
        [
            .. (await session.ListAsync<PlacedRow>(
                $"""
                select handover.room, {Columns} from handover_person
                {session.ThenJoin("handover", "handover.room = handover_person.room and handover.number = handover_person.number and open = 1")}
                where person = @Id
                union
                select handover.room, {Columns} from room_person {session.ThenJoin("handover", "handover.room = room_person.room and open = 1")}
                where person = @Id
                limit @most
                """,
                new { person.Id, most },
                cancellationToken)).Select(row => (row.Room, new Row(row.Body, row.RowVersion).ToHandover())),
        ];

    /// <summary>Oldest first.</summary>
    internal static Task<IReadOnlyList<Handover>> AllAsync(Session session, long room, CancellationToken cancellationToken) =>
        ListAsync(session, "where room = @room order by number", room, cancellationToken);

    internal static async Task<int> NextNumberAsync(Session session, long room, CancellationToken cancellationToken) =>
        (int)await session.ValueAsync<long>("select coalesce(max(number), 0) + 1 from handover where room = @room", new { room }, cancellationToken);

    internal static async Task AddAsync(Session session, long room, Handover handover, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "insert into handover (room, number, open, taker, body) values (@room, @Number, @open, @taker, @body)", Arguments(room, handover), cancellationToken);
        await PutTakersAsync(session, room, handover, cancellationToken);
    }

    /// <exception cref="ConflictException">Somebody else saved it since it was read.</exception>
    internal static async Task SaveAsync(Session session, long room, Handover handover, CancellationToken cancellationToken)
    {
        var saved = await session.ExecuteAsync(
            "update handover set open = @open, taker = @taker, body = @body, row_version = row_version + 1 where room = @room and number = @Number and row_version = @RowVersion",
            Arguments(room, handover),
            cancellationToken);
        if (saved != 1)
            throw new ConflictException($"Hand-over {handover.Number} of room {room}");
        await PutTakersAsync(session, room, handover, cancellationToken);
    }

    /// <summary>Kept beside it so that what waits for somebody is found by an index.</summary>
    private static async Task PutTakersAsync(Session session, long room, Handover handover, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("delete from handover_person where room = @room and number = @Number", new { room, handover.Number }, cancellationToken);
        foreach (var person in handover is { Waits: true, To: { } to } ? to.Members ?? [to] : [])
            await session.ExecuteAsync("insert into handover_person (person, room, number) values (@Id, @room, @Number)", new { person.Id, room, handover.Number }, cancellationToken);
    }

    private static async Task<IReadOnlyList<Handover>> ListAsync(Session session, string which, long room, CancellationToken cancellationToken) =>
        [.. (await session.ListAsync<Row>($"select {Columns} from handover {which}", new { room }, cancellationToken)).Select(row => row.ToHandover())];

    private static object Arguments(long room, Handover handover) =>
        new { room, handover.Number, open = handover.Waits ? 1L : 0L, taker = handover.To?.Id, body = Json.Write(handover), handover.RowVersion };

    private sealed record PlacedRow(long Room, string Body, long RowVersion);

    private sealed record Row(string Body, long RowVersion)
    {
        public Handover ToHandover() => Json.Read<Handover>(Body) with { RowVersion = RowVersion };
    }
}
