using Microsoft.Data.Sqlite;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Storage.Sqlite;

/// <summary>The hottest statement, prepared once for a connection.</summary>
internal sealed class ArrivalInsert : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter _key;
    private readonly SqliteParameter _lane;
    private readonly SqliteParameter _kind;
    private readonly SqliteParameter _body;
    private readonly SqliteParameter _at;

    public ArrivalInsert(SqliteConnection connection)
    {
        _command = connection.CreateCommand();
        _command.CommandText = InboxStore.Insert;
        _key = Add("@Key", SqliteType.Text);
        _lane = Add("@Lane", SqliteType.Text);
        _kind = Add("@Kind", SqliteType.Text);
        _body = Add("@Body", SqliteType.Text);
        _at = Add("@At", SqliteType.Integer);
    }

    /// <returns>False when an arrival with this key was stored before.</returns>
    public bool Insert(Arrival arrival, SqliteTransaction transaction)
    {
        _command.Transaction = transaction;
        _key.Value = arrival.Key;
        _lane.Value = arrival.Lane;
        _kind.Value = arrival.Kind;
        _body.Value = arrival.Body;
        _at.Value = arrival.At.ToUnixTimeMilliseconds();
        return _command.ExecuteNonQuery() == 1;
    }

    public void Dispose() => _command.Dispose();

    private SqliteParameter Add(string name, SqliteType type) => _command.Parameters.Add(name, type);
}
