using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Delivery;

/// <summary>
/// Carries out what has to be done outside chat, several at once; each result goes back in through the inbox. A result is stored in the
/// transaction that ends the action, so a crash repeats the work but never its result.
/// </summary>
internal sealed class ActionLoop : BackgroundService
{
    private const int MostUnderWay = 64;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly IDatabase _database;
    private readonly Dictionary<string, IPerformer> _performers;
    private readonly Leadership _leadership;
    private readonly AfterCommit _afterCommit;
    private readonly TimeProvider _time;
    private readonly ILogger<ActionLoop> _logger;
    private readonly Bell _bell = new();
    private readonly UnderWay<long> _underWay = new();

    public ActionLoop(
        IDatabase database, IEnumerable<IPerformer> performers, Leadership leadership, AfterCommit afterCommit, TimeProvider time,
        ILogger<ActionLoop> logger)
    {
        (_database, _leadership, _afterCommit, _time, _logger) = (database, leadership, afterCommit, time, logger);
        _performers = performers.ToDictionary(performer => performer.Kind);
        afterCommit.ActionsHaveWork += _bell.Ring;
        leadership.Changed += _bell.Ring;
    }

    /// <summary>Something is being done, or looked for, right now.</summary>
    internal bool IsBusy => !_underWay.IsEmpty || !_bell.Waits;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _database.Opened.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (_leadership.Held)
                    await StartWhatMayGoAsync(stoppingToken);
            }
            catch (StorageUnavailableException exception)
            {
                Log.DeliveryWaitsForStorage(_logger, exception.Message);
            }

            await _bell.WaitAsync(Leadership.Interval, _time, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _underWay.Ended;
    }

    public override void Dispose()
    {
        _afterCommit.ActionsHaveWork -= _bell.Ring;
        _leadership.Changed -= _bell.Ring;
        _bell.Dispose();
        base.Dispose();
    }

    private async Task StartWhatMayGoAsync(CancellationToken stoppingToken)
    {
        // Work that was under way when the rows were read may be done by now: what was read of it is old.
        var busy = _underWay.Keys.ToHashSet();
        // Rows under way are still in the table, so as many more are asked for.
        var most = (2 * MostUnderWay) - _underWay.Count;
        var rows = await _database.ReadAsync((session, token) => ActionStore.ReadyAsync(session, _time.GetUtcNow(), most, token), stoppingToken);
        foreach (var row in rows.Where(row => !busy.Contains(row.Id)).Take(MostUnderWay - _underWay.Count))
            _underWay.Start(row.Id, () => GoAsync(row, stoppingToken), () => Ended(stoppingToken));
    }

    private async Task GoAsync(ActionRow row, CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            using var activity = Telemetry.Action(row.Kind);
            var began = _time.GetTimestamp();
            var result = await _performers[row.Kind].PerformAsync(row.Key, row.Body, stoppingToken);
            Telemetry.Performed(row.Kind, _time.GetElapsedTime(began));
            await FinishAsync(row, result, stoppingToken);
        }
        catch (StorageUnavailableException exception)
        {
            Log.DeliveryWaitsForStorage(_logger, exception.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: the row is still there, the next process does it.
        }
        catch (TryLaterException later)
        {
            Log.ActionLater(_logger, row.Key, row.Kind, row.Attempts + 1, later.Message);
            await PostponeAsync(row, later.After, stoppingToken);
        }
        catch (Exception exception)
        {
            Log.ActionFailed(_logger, row.Key, row.Kind, row.Attempts + 1, exception);
            await PostponeAsync(row, null, stoppingToken);
        }
    }

    private void Ended(CancellationToken stoppingToken)
    {
        if (!stoppingToken.IsCancellationRequested)
            _bell.Ring();
    }

    private async Task FinishAsync(ActionRow row, string result, CancellationToken stoppingToken)
    {
        var arrival = Kinds.Of(new Performed(row.Key, row.Body, result), row.Kind, row.Lane, _time.GetUtcNow());
        await _database.WriteAsync(
            async (session, token) =>
            {
                if (await ActionStore.TakeAsync(session, row.Id, token))
                    await InboxStore.AppendAsync(session, [arrival], token);
                return true;
            },
            stoppingToken);
        _afterCommit.Announce(row.Lane);
    }

    private async Task PostponeAsync(ActionRow row, TimeSpan? after, CancellationToken stoppingToken)
    {
        var pause = after ?? TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, row.Attempts)));
        try
        {
            await _database.WriteAsync(
                async (session, token) =>
                {
                    await ActionStore.PostponeAsync(session, row.Id, _time.GetUtcNow() + pause, token);
                    return true;
                },
                stoppingToken);
        }
        catch (StorageUnavailableException exception)
        {
            Log.DeliveryWaitsForStorage(_logger, exception.Message);
        }
    }
}
