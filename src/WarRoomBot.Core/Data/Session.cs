using System.Data.Common;
using Dapper;

namespace WarRoomBot.Data;

/// <summary>One connection, inside one transaction when it may write. SQL is shared by the engines; the few differences are members here.</summary>
public abstract class Session(DbConnection connection, DbTransaction? transaction)
{
    static Session() => ColumnTypes.Register();

    public Task<int> ExecuteAsync(string sql, object? arguments, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command(sql, arguments, cancellationToken));

    public Task<T?> FindAsync<T>(string sql, object? arguments, CancellationToken cancellationToken) =>
        connection.QuerySingleOrDefaultAsync<T>(Command(sql, arguments, cancellationToken));

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? arguments, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<T>(Command(sql, arguments, cancellationToken))).AsList();

    /// <summary>Row by row, without an object for each: for more rows than should be in memory at once.</summary>
    public async Task EachAsync(string sql, object? arguments, Action<DbDataReader> row, CancellationToken cancellationToken)
    {
        await using var reader = await connection.ExecuteReaderAsync(Command(sql, arguments, cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
            row(reader);
    }

    public async Task<T> ValueAsync<T>(string sql, object? arguments, CancellationToken cancellationToken) =>
        (await connection.ExecuteScalarAsync<T>(Command(sql, arguments, cancellationToken)))!;

    /// <summary>Waits until no other transaction, in this or another process, works on the same name; held until this one ends.</summary>
    public abstract Task LockAsync(string name, CancellationToken cancellationToken);

    /// <summary>Ends a select of rows that are to be changed in this transaction, so that nobody else changes them meanwhile.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>
    /// Joins a table to what was named before, row by row in that order. An engine that has no statistics yet, as PostgreSQL of what was
    /// stored in the last minute, would guess, and may read all of the table for the few rows that are wanted.
    /// </summary>
    /// <param name="condition">Which of its rows belong to a row of what was named before.</param>
    public abstract string ThenJoin(string table, string condition);

    /// <summary>A point to go back to with <see cref="RollbackToAsync"/> when one of several pieces of work in the transaction fails.</summary>
    public Task SavepointAsync(string name, CancellationToken cancellationToken) => RunAsync($"savepoint {name}", cancellationToken);

    public Task RollbackToAsync(string name, CancellationToken cancellationToken) => RunAsync($"rollback to savepoint {name}", cancellationToken);

    public Task ReleaseAsync(string name, CancellationToken cancellationToken) => RunAsync($"release savepoint {name}", cancellationToken);

    /// <summary>Runs a statement without arguments.</summary>
    protected virtual Task RunAsync(string sql, CancellationToken cancellationToken) => ExecuteAsync(sql, null, cancellationToken);

    private CommandDefinition Command(string sql, object? arguments, CancellationToken cancellationToken) =>
        new(sql, arguments, transaction, cancellationToken: cancellationToken);
}
