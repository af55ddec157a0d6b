using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WarRoomBot.Storage.Sqlite;

/// <summary>Opens connections set up alike, and keeps those of readers for the next.</summary>
internal sealed class SqliteConnections(string connectionString) : IDisposable
{
    private const int MostKept = 16;

    /// <summary>KiB of pages. The writer's are touched in every commit; a reader's lie in the system's own cache anyway.</summary>
    private const int WriterCache = 4000;
    private const int ReaderCache = 500;

    private readonly ConcurrentBag<PreparedConnection> _idle = [];

    /// <remarks>
    /// Full synchronous: what was acknowledged has to survive a power cut, and with shared commits it costs little. The bundled and the
    /// system's library differ in whether foreign keys are on, so it is said. Whoever else holds the file is waited for a second: chat
    /// platforms wait three for their answer.
    /// </remarks>
    public PreparedConnection Open() => Open(WriterCache);

    public PreparedConnection Borrow() => _idle.TryTake(out var connection) ? connection : Open(ReaderCache);

    public void Return(PreparedConnection connection)
    {
        if (_idle.Count < MostKept)
            _idle.Add(connection);
        else
            connection.Dispose();
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    private PreparedConnection Open(int cache)
    {
        SqliteLibrary.Use();
        // The library tries a busy file again by itself, for this many seconds beyond what SQLite waits.
        var connection = new SqliteConnection(connectionString) { DefaultTimeout = 1 };
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = string.Create(
                CultureInfo.InvariantCulture,
                $"pragma busy_timeout = 1000; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory; "
                + $"pragma wal_autocheckpoint = 4000; pragma cache_size = -{cache}");
            command.ExecuteNonQuery();
            return new(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
