using Microsoft.Data.Sqlite;
using WarRoomBot.Data;

namespace WarRoomBot.Storage.Sqlite;

/// <summary>What the parts of a shared commit work with.</summary>
internal sealed record SqliteShare(SqliteSession Session, SqliteTransaction Transaction, ArrivalInsert Arrivals);

/// <summary>One caller's part of a shared commit.</summary>
internal abstract class WriteUnit
{
    /// <summary>Does the work; its own failure is kept for its caller, a failure of the storage is thrown and ends the whole commit.</summary>
    public abstract Task RunAsync(SqliteShare share);

    /// <summary>The commit is on disk.</summary>
    public abstract void Committed();

    /// <summary>The commit did not happen.</summary>
    public abstract void Failed(Exception exception);
}

internal abstract class WriteUnit<T> : WriteUnit
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    /// <summary>What the caller gets after the commit.</summary>
    protected T? Value { get; set; }

    /// <summary>Why this part was undone, while the others go on.</summary>
    protected Exception? Refused { get; set; }

    public override void Committed()
    {
        if (Refused is null)
            _result.TrySetResult(Value!);
        else
            _result.TrySetException(Refused);
    }

    public override void Failed(Exception exception) => _result.TrySetException(Refused ?? exception);
}

/// <summary>An arrival: one insert that cannot fail alone, so it needs no savepoint.</summary>
internal sealed class ArrivalUnit(Arrival arrival) : WriteUnit<bool>
{
    public override Task RunAsync(SqliteShare share)
    {
        Value = share.Arrivals.Insert(arrival, share.Transaction);
        return Task.CompletedTask;
    }
}

/// <summary>Any other work, in a savepoint of its own.</summary>
internal sealed class WorkUnit<T>(Func<Session, CancellationToken, Task<T>> write, CancellationToken cancellationToken) : WriteUnit<T>
{
    private const string Savepoint = "unit";

    public override async Task RunAsync(SqliteShare share)
    {
        var session = share.Session;
        await session.SavepointAsync(Savepoint, CancellationToken.None);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            Value = await write(session, cancellationToken);
        }
        catch (Exception exception) when (!SqliteFaults.IsOfStorage(exception))
        {
            Refused = exception;
            await session.RollbackToAsync(Savepoint, CancellationToken.None);
        }

        await session.ReleaseAsync(Savepoint, CancellationToken.None);
    }
}
