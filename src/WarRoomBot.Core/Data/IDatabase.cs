namespace WarRoomBot.Data;

/// <summary>The store of everything: one implementation per engine.</summary>
/// <remarks>
/// No network call is made inside a transaction: SQLite has one writer, and PostgreSQL holds the conversation's lane while it lasts.
/// Every method throws <see cref="StorageUnavailableException"/> when the engine cannot be reached.
/// </remarks>
public interface IDatabase
{
    /// <summary>Completes once the engine was reached and its schema is in place; until then every other member throws.</summary>
    Task Opened { get; }

    /// <summary>Runs <paramref name="read"/> on a connection of its own; what it writes is not kept.</summary>
    Task<T> ReadAsync<T>(Func<Session, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>
    /// Runs <paramref name="write"/> in one transaction that is durable when this returns. On SQLite several callers may share a
    /// commit; each still succeeds or fails alone.
    /// </summary>
    Task<T> WriteAsync<T>(Func<Session, CancellationToken, Task<T>> write, CancellationToken cancellationToken);

    /// <summary>Appends one arrival to the inbox, durably, before the sender is answered. Many callers share a commit.</summary>
    /// <returns>False when an arrival with the same key was stored before: the caller answers as if it were new.</returns>
    Task<bool> AppendAsync(Arrival arrival, CancellationToken cancellationToken);
}

/// <summary>One thing that came in from outside, to be stored before it is acknowledged.</summary>
/// <param name="Key">Unique over all time: the platform's own id of the delivery, or the due moment's key and time.</param>
/// <param name="Lane">What it has to be kept in order with: as a rule the conversation.</param>
/// <param name="Kind">Names the message type in <paramref name="Body"/>; see <c>Pipeline/Kinds.cs</c>.</param>
/// <param name="Body">JSON.</param>
/// <param name="At">When it came in, UTC.</param>
public sealed record Arrival(string Key, string Lane, string Kind, string Body, DateTimeOffset At);

/// <summary>The storage engine cannot be reached or refuses to work; the caller may try again later.</summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A row was changed by somebody else between reading and writing it: run the command again.</summary>
public sealed class ConflictException(string what) : Exception($"{what} was changed meanwhile");
