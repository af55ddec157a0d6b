using System.Diagnostics;
using Npgsql;
using WarRoomBot.Plans;
using WarRoomBot.Probes;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Probes.Postgres;

/// <summary>A server for these tests alone, because they count its connections.</summary>
public sealed class CountedPostgres : IAsyncLifetime
{
    public PostgresServer? Server { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.WhyNot is null)
            Server = await PostgresServer.StartAsync();
    }

    public ValueTask DisposeAsync() => Server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>Against PostgreSQL itself, as Debian packages it.</summary>
public sealed class RealPostgresTests(CountedPostgres postgres) : IClassFixture<CountedPostgres>, IAsyncLifetime
{
    private readonly Bench _bench = new();
    private string _folder = "";
    private string _database = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Needs.Installed(PostgresServer.WhyNot);
        _folder = new NpgsqlConnectionStringBuilder(postgres.Server!.ConnectionString("postgres")).Host!;
        _database = await postgres.Server.NewDatabaseAsync();

        // A server counts connections for a moment longer than they last.
        await UntilAsync(async () => Number(await ReadAsync("connections")) == 1);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task It_reads_what_a_real_server_says_about_itself()
    {
        await using var client = await OpenAsync();
        await using var worker = await OpenAsync();
        await RunAsync(client, "create table t (x int)");
        await RunAsync(worker, "begin");
        await RunAsync(worker, "lock table t");

        // Two others and the probe's own.
        await ReadsInTheEndAsync(3, "connections");
        await ReadsInTheEndAsync(1.5, "connections-percent");
        await ReadsInTheEndAsync(0, "active");
        await ReadsInTheEndAsync(1, "idle");
        await ReadsInTheEndAsync(1, "idle-in-transaction");
        await ReadsInTheEndAsync(0, "lock-waits");
        await ReadsInTheEndAsync(0, "longest-query");
        Assert.InRange(Number(await ReadAsync("size")), 1_000_000, 100_000_000);

        var waiting = RunAsync(client, "select * from t");
        await UntilAsync(async () => Number(await ReadAsync("lock-waits")) == 1);
        await ReadsInTheEndAsync(1, "active");
        Assert.True(Number(await ReadAsync("longest-query")) > 0);
        await UntilAsync(async () => Number(await ReadAsync("long-queries", ("longer-than", "1ms"))) == 2);
        Assert.Equal(new Reading.Number(0), await ReadAsync("long-queries", ("longer-than", "1h")));
        await RunAsync(worker, "rollback");
        await waiting;
    }

    [Fact]
    public async Task A_share_says_of_how_many()
    {
        var share = Assert.IsType<Reading.Number>(await ReadAsync("connections-percent"));

        Assert.Equal($"{share.Value * 2:0} of 200", share.Note);
    }

    [Fact]
    public async Task Counters_are_told_since_the_last_reading()
    {
        Assert.Equal(new Reading.NoData("counting from this reading on"), await ReadAsync("cache-hit"));
        Assert.Equal(new Reading.NoData("counting from this reading on"), await ReadAsync("deadlocks-per-minute"));

        await using var client = await OpenAsync();
        await RunAsync(client, "create table t as select generate_series(1, 10000) x");
        await RunAsync(client, "select count(*) from t");
        await RunAsync(client, "select pg_stat_force_next_flush()");
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.InRange(Number(await ReadAsync("cache-hit")), 1, 100);
        Assert.Equal(new Reading.Number(0), await ReadAsync("deadlocks-per-minute"));
    }

    [Fact]
    public async Task One_value_of_a_statement_is_read_whatever_its_type()
    {
        await ReadsAsync(new Reading.Number(7), "select 7");
        await ReadsAsync(new Reading.Number(7), "select count(*) from generate_series(1, 7)");
        await ReadsAsync(new Reading.Number(7.5), "select 7.5");
        await ReadsAsync(new Reading.Number(7.5), "select 7.5::float4");
        await ReadsAsync(new Reading.Number(7), "select 7::smallint");
        await ReadsAsync(new Reading.Number(90_000), "select interval '90 seconds'");
        await ReadsAsync(new Reading.Number(12), "select '12 %'");
        await ReadsAsync(new Reading.Number(7), "select 7 -- of ten; or so");
        await ReadsAsync(new Reading.Truth(true), "select true");
        await ReadsAsync(new Reading.Truth(false, "the statement gives false"), "select 1 > 2");
        await ReadsAsync(new Reading.NoData("the statement gives null"), "select null::int");
        await ReadsAsync(new Reading.NoData("the statement gives no row"), "select 1 where false");
        await ReadsAsync(new Reading.NoData("the statement gives no finite number"), "select 'NaN'::float8");
        await ReadsAsync(new Reading.NoData("the statement gives no finite number"), "select 'NaN'::numeric");
        await ReadsAsync(new Reading.NoData("the statement gives no finite number"), "select 'Infinity'::float8");
        await ReadsAsync(Mistake("the statement gives more than one row; let it give one number"), "select generate_series(1, 1000000)");
        await ReadsAsync(Mistake("the statement gives 2 columns; let it give one number"), "select 1, 2");
        await ReadsAsync(new Reading.Failed(Failure.NotUnderstood, "the statement gives no number"), "select 'many'");
        await ReadsAsync(new Reading.Failed(Failure.NotUnderstood, "the statement gives a value of type date, not a number"), "select current_date");
        Assert.Equal(new Reading.Number(40), await SqlAsync("select 0.4", ("as", "fraction")));
        Assert.Equal(new Reading.Number(0), await SqlAsync("select 1 where false", ("empty", 0)));
        Assert.Equal(new Reading.Number(0), await SqlAsync("select null::int", ("empty", 0)));

        async Task ReadsAsync(Reading expected, string sql) => Assert.Equal(expected, await SqlAsync(sql));
    }

    [Theory]
    [InlineData("delete from t", "the statement writes; a metric may only read")]
    [InlineData("with gone as (delete from t returning 1) select count(*) from gone", "the statement writes; a metric may only read")]
    [InlineData("commit; delete from t", "the statement is wrong: ")]
    [InlineData("select 1; select 2", "the statement is wrong: ")]
    [InlineData("select set_config('transaction_read_only', 'off', true)", "")]
    [InlineData("select * from pg_stat_statements", "the statement is wrong: ")]
    [InlineData("selct 1", "the statement is wrong: ")]
    [InlineData("select 1/0", "the statement fails: ")]
    [InlineData("commit", "the statement gives nothing")]
    public async Task Nothing_is_written_and_what_is_wrong_is_told(string sql, string why)
    {
        await using var client = await OpenAsync();
        await RunAsync(client, "create table t as select 1 x");

        var failed = Assert.IsType<Reading.Failed>(await SqlAsync(sql));

        Assert.Contains(why, failed.Why, StringComparison.Ordinal);
        await using var count = new NpgsqlCommand("select count(*) from t", client);
        Assert.Equal(1L, await count.ExecuteScalarAsync(Cancelled));
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_given_up()
    {
        var reading = SqlAsync("select pg_sleep(60)::text");
        await UntilAsync(async () => Number(await ReadAsync("active")) == 1);
        _bench.Clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(new Reading.Failed(Failure.Timeout, "no answer within 7 s"), await reading);
    }

    [Fact]
    public async Task The_server_itself_ends_what_takes_too_long()
    {
        Assert.Equal(new Reading.Number(5000), await SqlAsync("select setting::int from pg_settings where name = 'statement_timeout'"));
        Assert.Equal(
            new Reading.Failed(Failure.Timeout, "the statement took longer than 5 s"),
            await SqlAsync("select pg_cancel_backend(pg_backend_pid())::text || pg_sleep(60)::text"));
    }

    [Fact]
    public async Task A_user_who_cannot_see_the_others_is_told_what_is_missing()
    {
        await using var client = await OpenAsync();
        await RunAsync(client, "create role watcher login");

        var hidden = new Reading.Failed(Failure.Status, "the user cannot see what others do; grant it pg_monitor");
        await ReadsInTheEndAsync(2, "connections", "watcher");
        Assert.Equal(hidden, await ReadAsync("active", "watcher"));
        Assert.Equal(hidden, await ReadAsync("long-queries", "watcher"));

        await RunAsync(client, "grant pg_monitor to watcher");
        await ReadsInTheEndAsync(0, "active", "watcher");
    }

    [Fact]
    public async Task All_metrics_of_a_server_take_turns_on_one_connection_and_like_ones_share_the_statement()
    {
        await using var client = await OpenAsync();
        await RunAsync(client, "create role single login connection limit 1");
        await RunAsync(client, "grant pg_monitor to single");
        var round = new ProbeRound(1);

        var readings = new[] { ("read", "connections"), ("read", "idle"), ("read", "size"), ("read", "long-queries"), ("sql", "select 7") }
            .Select(what => _bench.Spec("postgres", ("postgres", Address("single")), (what.Item1, what.Item2)))
            .ToList()
            .ConvertAll(spec => _bench.Kind("postgres").ReadAsync(spec, round, Cancelled));

        Assert.All(await Task.WhenAll(readings), reading => Assert.IsType<Reading.Number>(reading));
    }

    [Fact]
    public async Task A_wrong_password_and_too_many_connections_are_told()
    {
        await using var client = await OpenAsync();
        await RunAsync(client, "create role ana login password 'hunter2-right'");
        await RunAsync(client, "copy (select unnest(array['local all ana scram-sha-256', 'local all all trust'])) to program 'cat > pg_hba.conf'");
        await RunAsync(client, "select pg_reload_conf()");
        await UntilAsync(async () => await ReadAsync("connections", "ana:hunter2-wrong") is Reading.Failed);
        Assert.IsType<Reading.Number>(await ReadAsync("connections", "ana:hunter2-right"));

        Assert.Equal(
            new Reading.Failed(Failure.Status, "the user or the password is not accepted"),
            await ReadAsync("connections", "ana:hunter2-wrong"));
        await RunAsync(client, "alter role ana connection limit 0");
        Assert.Equal(
            new Reading.Failed(Failure.Status, "the server has no connection left to give"),
            await ReadAsync("connections", "ana:hunter2-right"));
    }

    [Fact]
    public async Task A_socket_of_this_machine_is_as_private_as_its_loopback()
    {
        await using var bench = new Bench(allowPrivateNetworks: false);

        var failed = Assert.IsType<Reading.Failed>(await bench.ReadAsync("postgres", ("postgres", Address("postgres")), ("read", "size")));

        Assert.Equal(Failure.Forbidden, failed.Failure);
    }

    [Fact]
    public void It_says_what_is_read_and_in_which_unit()
    {
        var spec = _bench.Spec("postgres", ("postgres", "postgres://ana:hunter2@db.example/app"), ("read", "long-queries"), ("longer-than", "30s"));

        Assert.Equal("PostgreSQL → queries running longer than 30 s", spec.Origin);
        Assert.Equal(Unit.Count, spec.Unit);
        Assert.Equal("db.example", spec.Host);
    }

    private static double Number(Reading reading) => Assert.IsType<Reading.Number>(reading).Value;

    private static Reading.Failed Mistake(string why) => new(Failure.Configuration, why);

    private string Address(string who) => $"postgres://{who}@localhost/{_database}?host={Uri.EscapeDataString(_folder)}";

    private Task<Reading> ReadAsync(string figure, params (string Key, object Value)[] more) =>
        _bench.ReadAsync("postgres", [("postgres", Address("postgres")), ("read", figure), .. more]);

    private Task<Reading> ReadAsync(string figure, string who) => _bench.ReadAsync("postgres", ("postgres", Address(who)), ("read", figure));

    private Task<Reading> SqlAsync(string sql, params (string Key, object Value)[] more) =>
        _bench.ReadAsync("postgres", [("postgres", Address("postgres")), ("sql", sql), .. more]);

    private Task ReadsInTheEndAsync(double value, string figure, string who = "postgres") =>
        UntilAsync(async () => Number(await ReadAsync(figure, who)) == value);

    /// <summary>What the server does in its own time, and tells nobody.</summary>
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isSo())
            Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30), "it never came to that");
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(postgres.Server!.ConnectionString(_database) + ";Pooling=false");
        await connection.OpenAsync(Cancelled);
        return connection;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
