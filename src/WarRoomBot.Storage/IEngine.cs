using WarRoomBot.Data;

namespace WarRoomBot.Storage;

/// <summary>What the two engines do each in its own way. It may be used before the schema is in place only to migrate.</summary>
internal interface IEngine
{
    Task<T> ReadAsync<T>(Func<Session, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    Task<T> WriteAsync<T>(Func<Session, CancellationToken, Task<T>> write, CancellationToken cancellationToken);

    Task<bool> AppendAsync(Arrival arrival, CancellationToken cancellationToken);

    /// <exception cref="Schema.SchemaRefusedException">The database is not one this program may work on.</exception>
    Task MigrateAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
