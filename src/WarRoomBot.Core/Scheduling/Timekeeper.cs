using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Scheduling;

/// <summary>
/// Puts what has fallen due into the inbox. It is woken for the moments it knows of and looks through the rows itself at the start and every
/// few seconds: so every replica knows the moments of all, and a dead one's moments pass on by themselves. The inbox takes each only once.
/// </summary>
internal sealed class Timekeeper : BackgroundService
{
    internal static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LooksAhead = 2 * LooksEvery;
    private const int MostAtOnce = 1000;

    private readonly IDatabase _database;
    private readonly IWakeUp _wakeUp;
    private readonly AfterCommit _afterCommit;
    private readonly TimeProvider _time;
    private readonly ILogger<Timekeeper> _logger;
    private readonly CancellationTokenSource _stopping = new();

    public Timekeeper(IDatabase database, IWakeUp wakeUp, AfterCommit afterCommit, TimeProvider time, ILogger<Timekeeper> logger)
    {
        (_database, _wakeUp, _afterCommit, _time, _logger) = (database, wakeUp, afterCommit, time, logger);
        afterCommit.DueAt += Expect;
        wakeUp.Woke += FireAsync;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _database.Opened.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(LooksEvery, _time);
        do
        {
            await FireAsync(stoppingToken);
            await ExpectNextAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override void Dispose()
    {
        _afterCommit.DueAt -= Expect;
        _wakeUp.Woke -= FireAsync;
        _stopping.Cancel();
        _stopping.Dispose();
        base.Dispose();
    }

    /// <summary>Stores everything that is due by now in the inbox; the rows go when they are handled.</summary>
    private async Task FireAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        try
        {
            var rows = await _database.WriteAsync(
                async (session, token) =>
                {
                    var due = await DueStore.UntilAsync(session, now, MostAtOnce, token);
                    await InboxStore.AppendAsync(
                        session, [.. due.Select(row => Kinds.Of(new DueMoment(row.Key, row.Kind, row.At, row.Subject), row.Lane, now))], token);
                    return due;
                },
                cancellationToken);
            foreach (var lane in rows.Select(row => row.Lane).Distinct())
                _afterCommit.Announce(lane);
        }
        catch (StorageUnavailableException exception)
        {
            Log.TimekeeperWaitsForStorage(_logger, exception.Message);
        }
    }

    private async Task ExpectNextAsync(CancellationToken cancellationToken)
    {
        try
        {
            var horizon = _time.GetUtcNow() + LooksAhead;
            var rows = await _database.ReadAsync((session, token) => DueStore.UntilAsync(session, horizon, MostAtOnce, token), cancellationToken);
            foreach (var at in rows.Select(row => row.At).Distinct())
                await _wakeUp.AtAsync(at, cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            Log.TimekeeperWaitsForStorage(_logger, exception.Message);
        }
    }

    /// <summary>A moment further off is found when it comes near.</summary>
    private void Expect(DateTimeOffset at)
    {
        if (at <= _time.GetUtcNow() + LooksAhead)
            _ = _wakeUp.AtAsync(at, _stopping.Token);
    }
}
