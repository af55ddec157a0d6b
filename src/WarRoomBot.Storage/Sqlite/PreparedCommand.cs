using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace WarRoomBot.Storage.Sqlite;

/// <summary>Collects text and parameters, then runs the prepared statement of that text.</summary>
internal sealed class PreparedCommand(PreparedConnection connection) : DbCommand
{
    private readonly SqliteCommand _written = new();
    private SqliteCommand? _running;

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; } = connection;

    protected override DbParameterCollection DbParameterCollection => _written.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
    }

    public override int ExecuteNonQuery() => Running().ExecuteNonQuery();

    public override object? ExecuteScalar() => Running().ExecuteScalar();

    public override void Prepare() => Running().Prepare();

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Running().ExecuteReader(behavior);

    protected override void Dispose(bool disposing)
    {
        if (disposing && _running is not null)
        {
            connection.Return(_running);
            _running = null;
        }

        if (disposing)
            _written.Dispose();
        base.Dispose(disposing);
    }

    private SqliteCommand Running()
    {
        _running ??= connection.Take(CommandText);
        _running.Transaction = (SqliteTransaction?)DbTransaction;
        _running.Parameters.Clear();
        foreach (SqliteParameter parameter in _written.Parameters)
            _running.Parameters.Add(parameter);
        return _running;
    }
}
