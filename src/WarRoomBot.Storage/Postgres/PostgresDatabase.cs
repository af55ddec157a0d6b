using Npgsql;
using WarRoomBot.Data;
using WarRoomBot.Storage.Schema;

namespace WarRoomBot.Storage.Postgres;

/// <summary>A server that several replicas share.</summary>
internal sealed class PostgresDatabase : IEngine, IAsyncDisposable
{
    private const string MigrationLock = "warroombot/migration";

    private readonly NpgsqlDataSource _source;
    private readonly PostgresAppender _appender;

    public PostgresDatabase(StorageOptions options)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.ConnectionString) { ApplicationName = "warroombot" };
        // A replica cut off in the middle of a transaction must let go of its locks soon, not after the system's two hours.
        connection.Options ??= "-c idle_in_transaction_session_timeout=15s";
        _source = new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
        _appender = new(_source);
    }

    public string Name => "PostgreSQL";

    public IReadOnlyList<SchemaStep> Steps { get; } = SchemaStep.AllFor("postgres");

    public string HasSchema => "select count(*) from pg_tables where schemaname = current_schema() and tablename = 'schema_version'";

    public Task<bool> AppendAsync(Arrival arrival, CancellationToken cancellationToken) => _appender.AppendAsync(arrival, cancellationToken);

    public Task<T> ReadAsync<T>(Func<Session, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(System.Data.IsolationLevel.RepeatableRead, read, cancellationToken);

    public Task<T> WriteAsync<T>(Func<Session, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        RunAsync(System.Data.IsolationLevel.ReadCommitted, write, cancellationToken);

    public Task MigrateAsync(DateTimeOffset now, CancellationToken cancellationToken) => WriteAsync(
        async (session, token) =>
        {
            await session.LockAsync(MigrationLock, token);
            await Migrator.MigrateAsync(session, Steps, now, token);
            return true;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _appender.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async Task<T> RunAsync<T>(
        System.Data.IsolationLevel isolation, Func<Session, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(isolation, cancellationToken);
            var result = await work(new PostgresSession(connection, transaction), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (Exception exception) when (PostgresFaults.Translate(exception) is var translated && translated != exception)
        {
            throw translated;
        }
    }
}
