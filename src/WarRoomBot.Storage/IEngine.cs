using WarRoomBot.Data;
using WarRoomBot.Storage.Schema;

namespace WarRoomBot.Storage;

/// <summary>What the two engines do each in its own way. It may be used before the schema is in place only to look at it and to migrate.</summary>
internal interface IEngine
{
    /// <summary>As people know it.</summary>
    string Name { get; }

    /// <summary>All that this program knows, in order.</summary>
    IReadOnlyList<SchemaStep> Steps { get; }

    /// <summary>Counts the tables named <c>schema_version</c>: none before the first start.</summary>
    string HasSchema { get; }

    Task<T> ReadAsync<T>(Func<Session, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    Task<T> WriteAsync<T>(Func<Session, CancellationToken, Task<T>> write, CancellationToken cancellationToken);

    Task<bool> AppendAsync(Arrival arrival, CancellationToken cancellationToken);

    /// <exception cref="SchemaRefusedException">The database is not one this program may work on.</exception>
    Task MigrateAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
