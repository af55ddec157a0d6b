using WarRoomBot.Data;
using WarRoomBot.Storage.Schema;

namespace WarRoomBot.Storage.Sqlite;

/// <summary>One file in WAL mode: many readers, one writer.</summary>
internal sealed class SqliteDatabase : IEngine, IAsyncDisposable
{
    private readonly SqliteConnections _connections;
    private readonly SqliteWriter _writer;

    public SqliteDatabase(StorageOptions options)
    {
        _connections = new(options.ConnectionString);
        _writer = new(_connections);
    }

    public string Name => "SQLite";

    public IReadOnlyList<SchemaStep> Steps { get; } = SchemaStep.AllFor("sqlite");

    public string HasSchema => "select count(*) from sqlite_master where type = 'table' and name = 'schema_version'";

    public Task<T> WriteAsync<T>(Func<Session, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        _writer.WriteAsync(write, cancellationToken);

    public Task<bool> AppendAsync(Arrival arrival, CancellationToken cancellationToken) => _writer.AppendAsync(arrival, cancellationToken);

    public async Task<T> ReadAsync<T>(Func<Session, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            var connection = _connections.Borrow();
            T result;
            try
            {
                using var snapshot = connection.Begin(deferred: true);
                result = await read(new SqliteSession(connection, snapshot), cancellationToken);
            }
            catch
            {
                connection.Dispose();
                throw;
            }

            _connections.Return(connection);
            return result;
        }
        catch (Exception exception) when (SqliteFaults.Translate(exception) is StorageUnavailableException translated && translated != exception)
        {
            throw translated;
        }
    }

    public Task MigrateAsync(DateTimeOffset now, CancellationToken cancellationToken) => _writer.WriteAsync(
        async (session, token) =>
        {
            await Migrator.MigrateAsync(session, Steps, now, token);
            return true;
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _connections.Dispose();
    }
}
