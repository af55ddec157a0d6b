using WarRoomBot.Storage;
using WarRoomBot.Storage.Postgres;
using WarRoomBot.Storage.Schema;
using WarRoomBot.Storage.Sqlite;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Storage;

public sealed class MigratorTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Engines]
    public async Task Processes_that_start_at_once_make_one_schema(Engine engine)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(engine);

        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.OpenAsync()));

        var steps = await opened[0].Store.ReadAsync(
            (session, token) => session.ListAsync<string>("select name from schema_version order by number", null, token), Token);
        Assert.Equal(SchemaStep.AllFor(engine == Engine.Sqlite ? "sqlite" : "postgres").Select(step => step.Name), steps);
        foreach (var one in opened)
            await one.DisposeAsync();
    }

    [Theory, Engines]
    public async Task A_schema_from_a_newer_version_is_refused_with_what_to_do(Engine engine)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(engine);
        await using (var opened = await database.OpenAsync())
        {
            await opened.Store.WriteAsync(
                (session, token) => session.ExecuteAsync(
                    "insert into schema_version (number, name, checksum, applied_at) values (9999, '9999_future', 'x', 0)", null, token),
                Token);
        }

        var refused = await Assert.ThrowsAsync<SchemaRefusedException>(() => MigrateAsync(database));

        Assert.Contains("9999_future", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Start the newer version", refused.Message, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_step_changed_after_it_was_applied_is_refused(Engine engine)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(engine);
        await using (var opened = await database.OpenAsync())
        {
            await opened.Store.WriteAsync(
                (session, token) => session.ExecuteAsync("update schema_version set checksum = 'x' where number = 1", null, token), Token);
        }

        var refused = await Assert.ThrowsAsync<SchemaRefusedException>(() => MigrateAsync(database));

        Assert.Contains("0001_rails", refused.Message, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_step_that_fails_leaves_no_half_schema(Engine engine)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(engine);
        await using var store = (IAsyncDisposable)Open(database);

        await Assert.ThrowsAnyAsync<Exception>(() => ((IEngine)store).WriteAsync(
            async (session, token) =>
            {
                await Migrator.MigrateAsync(session, [new(1, "0001_good", "create table good (id bigint)"), new(2, "0002_bad", "create tabel bad")], Now, token);
                return true;
            },
            Token));

        Assert.Equal(0, await TablesAsync((IEngine)store, database.Engine));
    }

    [Fact]
    public void Every_step_exists_for_both_engines()
    {
        Assert.Equal(
            SchemaStep.AllFor("sqlite").Select(step => (step.Number, step.Name)),
            SchemaStep.AllFor("postgres").Select(step => (step.Number, step.Name)));
        Assert.Equal(Enumerable.Range(1, SchemaStep.AllFor("sqlite").Count), SchemaStep.AllFor("sqlite").Select(step => step.Number));
    }

    [Fact]
    public void Another_systems_line_ends_are_the_same_step() =>
        Assert.Equal(new SchemaStep(1, "a", "x\ny\n").Checksum, new SchemaStep(1, "a", "x\r\ny\r\n").Checksum);

    private static IEngine Open(TestDatabase database)
    {
        var options = new StorageOptions { ConnectionString = database.ConnectionString };
        return database.Engine == Engine.Sqlite ? new SqliteDatabase(options) : new PostgresDatabase(options);
    }

    private static async Task MigrateAsync(TestDatabase database)
    {
        var engine = Open(database);
        await using (engine as IAsyncDisposable)
            await engine.MigrateAsync(Now, Token);
    }

    private static Task<long> TablesAsync(IEngine store, Engine engine) => store.ReadAsync(
        (session, token) => session.ValueAsync<long>(
            engine == Engine.Sqlite
                ? "select count(*) from sqlite_master where type = 'table' and name in ('good', 'schema_version')"
                : "select count(*) from information_schema.tables where table_name in ('good', 'schema_version')",
            null,
            token),
        Token);
}
