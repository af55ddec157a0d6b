using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Delivery;

/// <summary>
/// The one door out. Looks which message's turn it is in each conversation, asks the platform's rate limits, and lets
/// <see cref="Shipment"/> do the one next step. Only the replica that holds the lease sends: rate limits belong to the workspace, so
/// one hand is on the tap.
/// </summary>
internal sealed class DeliveryLoop : BackgroundService
{
    private const int HeadsAtOnce = 500;
    private const int MostUnderWay = 32;

    private readonly IDatabase _database;
    private readonly PlatformGates _gates;
    private readonly Shipment _shipment;
    private readonly Leadership _leadership;
    private readonly AfterCommit _afterCommit;
    private readonly TimeProvider _time;
    private readonly ILogger<DeliveryLoop> _logger;
    private readonly Signal _signal = new();
    private readonly ConcurrentDictionary<Conversation, Task> _underWay = [];

    public DeliveryLoop(
        IDatabase database, PlatformGates gates, Shipment shipment, Leadership leadership, AfterCommit afterCommit,
        TimeProvider time, ILogger<DeliveryLoop> logger)
    {
        (_database, _shipment, _leadership, _afterCommit, _time, _logger) = (database, shipment, leadership, afterCommit, time, logger);
        _gates = gates;
        afterCommit.DeliveryHasWork += _signal.Set;
        leadership.Changed += _signal.Set;
    }

    /// <summary>Something is on its way right now.</summary>
    internal bool IsBusy => !_underWay.IsEmpty;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _database.Opened.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Leadership.Interval;
            try
            {
                if (_leadership.Held)
                    pause = await StartWhatMayGoAsync(stoppingToken);
            }
            catch (StorageUnavailableException exception)
            {
                Log.DeliveryWaitsForStorage(_logger, exception.Message);
            }

            await _signal.WaitAsync(pause, _time, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_underWay.Values);
    }

    public override void Dispose()
    {
        _afterCommit.DeliveryHasWork -= _signal.Set;
        _leadership.Changed -= _signal.Set;
        _signal.Dispose();
        base.Dispose();
    }

    /// <returns>How long nothing more can go, unless something is queued or finished meanwhile.</returns>
    private async Task<TimeSpan> StartWhatMayGoAsync(CancellationToken stoppingToken)
    {
        // A message that was under way when the rows were read may be out by now: what was read of it is old.
        var busy = _underWay.Keys.ToHashSet();
        var heads = await _database.ReadAsync((session, token) => OutboxStore.HeadsAsync(session, HeadsAtOnce, token), stoppingToken);
        var now = _time.GetUtcNow();
        var pause = Leadership.Interval;
        foreach (var row in heads)
        {
            if (_underWay.Count >= MostUnderWay)
                break;
            if (busy.Contains(row.Conversation) || _gates.Of(row.Conversation) is not { } gate)
                continue;
            var wait = row.NextAt > now ? row.NextAt - now : row.NextStep is { } step ? gate.Take(step, row) : TimeSpan.Zero;
            if (wait > TimeSpan.Zero)
                pause = wait < pause ? wait : pause;
            else
                _underWay[row.Conversation] = GoAsync(row, gate, stoppingToken);
        }

        return pause;
    }

    private async Task GoAsync(OutboxRow row, PlatformGate gate, CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await _shipment.GoAsync(row, gate, stoppingToken);
        }
        catch (StorageUnavailableException exception)
        {
            Log.DeliveryWaitsForStorage(_logger, exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.DeliveryFailed(_logger, row.Key, exception);
        }
        catch (OperationCanceledException)
        {
            // Stopping: what was begun is looked for by the next process.
        }
        finally
        {
            _underWay.TryRemove(row.Conversation, out _);
            if (!stoppingToken.IsCancellationRequested)
                _signal.Set();
        }
    }
}
