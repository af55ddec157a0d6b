using Microsoft.Data.Sqlite;
using WarRoomBot.Data;

namespace WarRoomBot.Storage.Sqlite;

/// <summary>There is one writer, so everything that has to wait for somebody else has waited before it got here.</summary>
internal sealed class SqliteSession(PreparedConnection connection, SqliteTransaction? transaction) : Session(connection, transaction)
{
    public override string ForUpdate => "";

    /// <remarks>Of a cross join the order is kept (SQLite, "The SQLite Query Optimizer Overview").</remarks>
    public override string ThenJoin(string table, string condition) => $"cross join {table} on {condition}";

    public override Task LockAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <remarks>Savepoints are half of what a turn runs, and need nothing of what Dapper does.</remarks>
    protected override Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        var command = connection.Take(sql);
        command.Transaction = transaction;
        try
        {
            command.ExecuteNonQuery();
        }
        finally
        {
            connection.Return(command);
        }

        return Task.CompletedTask;
    }
}
