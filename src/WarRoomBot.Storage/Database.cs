using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarRoomBot.Data;
using WarRoomBot.Storage.Schema;

namespace WarRoomBot.Storage;

/// <summary>The store as the product sees it: closed until the schema is in place, and opened as soon as the engine can be reached.</summary>
internal sealed class Database(IEngine engine, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<Database> logger)
    : BackgroundService, IDatabase, IStorageHealth
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _closedBecause = "The storage is being opened.";

    public Task Opened => _opened.Task;

    /// <summary>Why the process had to be stopped; null as long as it may run.</summary>
    public string? Refused { get; private set; }

    public Task<T> ReadAsync<T>(Func<Session, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        NotedAsync(() => engine.ReadAsync(read, cancellationToken));

    public Task<T> WriteAsync<T>(Func<Session, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        NotedAsync(() => engine.WriteAsync(write, cancellationToken));

    public Task<bool> AppendAsync(Arrival arrival, CancellationToken cancellationToken) =>
        NotedAsync(() => engine.AppendAsync(arrival, cancellationToken));

    public async Task<string?> TroubleAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync((session, token) => session.ExecuteAsync("delete from lease where name = 'health'", null, token), cancellationToken);
            return null;
        }
        catch (StorageUnavailableException exception)
        {
            return exception.Message;
        }
    }

    public async Task OpenAsIsAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await engine.ReadAsync(IsUpToDateAsync, cancellationToken))
                _opened.TrySetResult();
        }
        catch (Exception exception) when (exception is StorageUnavailableException or SchemaRefusedException)
        {
            // It stays closed; the storage's own checkup says why.
        }
    }

    private async Task<bool> IsUpToDateAsync(Session session, CancellationToken cancellationToken) =>
        await session.ValueAsync<long>(engine.HasSchema, null, cancellationToken) > 0
        && (await Migrator.MissingAsync(session, engine.Steps, cancellationToken)).Count == 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!_opened.Task.IsCompleted)
        {
            try
            {
                await engine.MigrateAsync(time.GetUtcNow(), stoppingToken);
                _closedBecause = null;
                _opened.TrySetResult();
            }
            catch (SchemaRefusedException exception)
            {
                Refused = _closedBecause = exception.Message;
                Log.SchemaRefused(logger, exception.Message);
                lifetime.StopApplication();
                return;
            }
            catch (StorageUnavailableException exception)
            {
                if (_closedBecause != exception.Message)
                    Log.NotReached(logger, exception.Message);
                _closedBecause = exception.Message;
                await Task.Delay(TryAgainAfter, time, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                _opened.SetException(exception);
                throw;
            }
        }
    }

    private async Task<T> NotedAsync<T>(Func<Task<T>> work)
    {
        if (!_opened.Task.IsCompletedSuccessfully)
            throw new StorageUnavailableException(_closedBecause ?? "The storage is being opened.");
        return await work();
    }
}

/// <summary>For <c>/health/ready</c>.</summary>
public interface IStorageHealth
{
    /// <summary>Why nothing can be stored right now; null when it can.</summary>
    Task<string?> TroubleAsync(CancellationToken cancellationToken);

    /// <summary>For a command that only looks: opens a store whose schema is in place already, and changes nothing about any other.</summary>
    Task OpenAsIsAsync(CancellationToken cancellationToken);

    /// <summary>Why this program must not work on the database at all; null when it may.</summary>
    string? Refused { get; }
}
