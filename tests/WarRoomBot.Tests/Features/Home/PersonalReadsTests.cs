using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Features.Home;

/// <summary>What is somebody's is found from the rooms they are in.</summary>
public sealed class PersonalReadsTests
{
    private const int Most = 100;

    /// <summary>Ana is in one room, in which nothing waits; much does in all others.</summary>
    private const string Rows =
        """
        insert into room_person (person, room) values ('U0ANA', 1);
        insert into room_person (person, room) select 'U0BO', room from generate_series(2, 200) room;
        insert into alert (room, number, fingerprint, severity, open, fired_at, body) select room, number, number, 1, 1, 1, '{}' from generate_series(2, 200) room, generate_series(1, 20) number;
        insert into check_run (room, number, open, body) select room, number, 1, '{}' from generate_series(2, 200) room, generate_series(1, 20) number;
        insert into gate (room, number, open, body) select room, number, 1, '{}' from generate_series(2, 200) room, generate_series(1, 20) number;
        insert into handover (room, number, open, taker, body) select room, number, 1, 'U0BO', '{}' from generate_series(2, 200) room, generate_series(1, 20) number;
        insert into handover_person (person, room, number) select 'U0BO', room, number from generate_series(2, 200) room, generate_series(1, 20) number;
        insert into incident (number, room, severity, open, body) select room * 100 + number, room, 1, 1, '{}' from generate_series(2, 200) room, generate_series(1, 20) number;
        """;

    private sealed record Read(string Name, long Rows);

    [Fact]
    public async Task Nothing_of_other_rooms_is_read_though_PostgreSQL_knows_nothing_of_the_rows_yet()
    {
        Needs.Installed(TestDatabase.WhyNot(Engine.PostgreSql));
        await using var database = await TestDatabase.CreateAsync(Engine.PostgreSql);
        await using var opened = await database.OpenAsync();
        var (ana, token) = (new Person("U0ANA", "ana"), TestContext.Current.CancellationToken);
        await opened.Store.WriteAsync((session, cancellationToken) => session.ExecuteAsync(Rows, null, cancellationToken), token);

        var (before, after) = await opened.Store.WriteAsync(
            async (session, cancellationToken) =>
            {
                var before = await ReadSoFarAsync(session, cancellationToken);
                Assert.Empty(await AlertStore.WaitingForAsync(session, ana, Most, cancellationToken));
                Assert.Empty(await CheckStore.OfPersonAsync(session, ana, Most, cancellationToken));
                Assert.Empty(await GateStore.OfPersonAsync(session, ana, Most, cancellationToken));
                Assert.Empty(await HandoverStore.OfPersonAsync(session, ana, Most, cancellationToken));
                Assert.Empty(await IncidentStore.UnledAsync(session, ana, Most, cancellationToken));
                return (before, await ReadSoFarAsync(session, cancellationToken));
            },
            token);

        Assert.Equal(7, after.Count);
        Assert.All(after, one => Assert.True(one.Value - before[one.Key] < 10, $"{one.Value - before[one.Key]} rows of {one.Key} were read"));
        Assert.True(after["room_person"] > before["room_person"]);
    }

    private static async Task<Dictionary<string, long>> ReadSoFarAsync(Session session, CancellationToken cancellationToken) =>
        (await session.ListAsync<Read>(
            """
            select relname::text as name, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) as rows from pg_stat_xact_user_tables
            where relname in ('alert', 'check_run', 'gate', 'handover', 'handover_person', 'incident', 'room_person')
            """,
            null,
            cancellationToken)).ToDictionary(read => read.Name, read => read.Rows);
}
