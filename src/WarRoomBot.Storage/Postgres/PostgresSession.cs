using System.Security.Cryptography;
using System.Text;
using Npgsql;
using WarRoomBot.Data;

namespace WarRoomBot.Storage.Postgres;

/// <summary>A lane is an advisory lock that ends with its transaction: a replica that dies lets go of it.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, NpgsqlTransaction transaction) : Session(connection, transaction)
{
    public override string ForUpdate => " for update";

    /// <remarks>What has an offset is planned by itself.</remarks>
    public override string ThenJoin(string table, string condition) => $"cross join lateral (select * from {table} where {condition} offset 0) as {table}";

    public override Task LockAsync(string name, CancellationToken cancellationToken) =>
        ExecuteAsync("select pg_advisory_xact_lock(@key)", new { key = KeyOf(name) }, cancellationToken);

    /// <summary>Two names with one key only wait for each other now and then.</summary>
    private static long KeyOf(string name) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
