using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Features.Checks.Contract;

/// <summary>The checks that have fallen due in each room.</summary>
internal static class CheckStore
{
    internal static Task AddAsync(Session session, long room, Check check, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "insert into check_run (room, number, open, body) values (@room, @Number, @open, @body)",
            new { room, check.Number, open = check.Closed ? 0 : 1, body = Json.Write(check) },
            cancellationToken);

    /// <summary>A number that no check has, and none of the schedule will have.</summary>
    /// <param name="scheduled">How many checks the schedule has: their numbers are below.</param>
    internal static Task<int> NextNumberAsync(Session session, long room, int scheduled, CancellationToken cancellationToken) =>
        session.ValueAsync<int>(
            "select coalesce(max(number) + 1, @scheduled) from check_run where room = @room and number >= @scheduled", new { room, scheduled }, cancellationToken);

    internal static async Task<Stored?> FindAsync(Session session, long room, int number, CancellationToken cancellationToken) =>
        (await session.FindAsync<Row>(
            "select body, row_version from check_run where room = @room and number = @number", new { room, number }, cancellationToken))?.ToStored();

    /// <summary>In order of time.</summary>
    internal static async Task<IReadOnlyList<Stored>> OpenAsync(Session session, long room, CancellationToken cancellationToken) =>
        [
            .. (await session.ListAsync<Row>(
                "select body, row_version from check_run where room = @room and open = 1 order by number", new { room }, cancellationToken)).Select(row => row.ToStored()),
        ];

    /// <summary>Those that take answers, of all rooms that somebody is in, the oldest first.</summary>
    internal static async Task<IReadOnlyList<(long Room, Check Check)>> OfPersonAsync(Session session, Person person, int most, CancellationToken cancellationToken) =>
        [
            .. (await session.ListAsync<PlacedRow>(
                $"""
                select check_run.room, body from room_person {session.ThenJoin("check_run", "check_run.room = room_person.room and open = 1")}
                where person = @Id order by check_run.room, number limit @most
                """,
                new { person.Id, most },
                cancellationToken)).Select(row => (row.Room, Json.Read<Check>(row.Body))),
        ];

    /// <summary>In order of time.</summary>
    internal static async Task<IReadOnlyList<Check>> AllAsync(Session session, long room, CancellationToken cancellationToken) =>
        [
            .. (await session.ListAsync<string>(
                "select body from check_run where room = @room order by number", new { room }, cancellationToken)).Select(Json.Read<Check>),
        ];

    /// <exception cref="ConflictException">Somebody else saved the check since it was read.</exception>
    internal static async Task SaveAsync(Session session, long room, Stored stored, Check changed, CancellationToken cancellationToken)
    {
        var saved = await session.ExecuteAsync(
            "update check_run set body = @body, open = @open, row_version = row_version + 1 where room = @room and number = @Number and row_version = @RowVersion",
            new { room, changed.Number, open = changed.Closed ? 0 : 1, body = Json.Write(changed), stored.RowVersion },
            cancellationToken);
        if (saved != 1)
            throw new ConflictException($"Check {changed.Number} of room {room}");
    }

    /// <param name="RowVersion">For telling that somebody else changed it meanwhile.</param>
    internal sealed record Stored(Check Check, long RowVersion);

    private sealed record PlacedRow(long Room, string Body);

    private sealed record Row(string Body, long RowVersion)
    {
        public Stored ToStored() => new(Json.Read<Check>(Body), RowVersion);
    }
}
