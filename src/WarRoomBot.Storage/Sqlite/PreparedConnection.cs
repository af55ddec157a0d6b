using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace WarRoomBot.Storage.Sqlite;

/// <summary>
/// A connection that keeps what it has prepared: our statements are few and come again and again, and SQLite takes longer to understand most
/// of them than to run them (measured: half of a turn). Not for use from several threads.
/// </summary>
internal sealed class PreparedConnection(SqliteConnection connection) : DbConnection
{
    /// <summary>More than all our statements; a text made up as it goes must not fill the memory.</summary>
    private const int MostKept = 500;

    private readonly Dictionary<string, SqliteCommand> _idle = [];

    [AllowNull]
    public override string ConnectionString
    {
        get => connection.ConnectionString;
        set => throw new NotSupportedException();
    }

    public override string Database => connection.Database;

    public override string DataSource => connection.DataSource;

    public override string ServerVersion => connection.ServerVersion;

    public override ConnectionState State => connection.State;

    /// <summary>Taken out while it runs, so that the same statement inside itself gets one of its own.</summary>
    internal SqliteCommand Take(string text)
    {
        if (_idle.Remove(text, out var command))
            return command;
        command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    internal void Return(SqliteCommand command)
    {
        command.Parameters.Clear();
        command.Transaction = null;
        if (_idle.Count >= MostKept || !_idle.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    public SqliteTransaction Begin(bool deferred) => connection.BeginTransaction(deferred);

    public ArrivalInsert PrepareArrivals() => new(connection);

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Open() => connection.Open();

    public override void Close() => connection.Close();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => connection.BeginTransaction(isolationLevel);

    protected override DbCommand CreateDbCommand() => new PreparedCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var command in _idle.Values)
                command.Dispose();
            _idle.Clear();
            connection.Dispose();
        }

        base.Dispose(disposing);
    }
}
