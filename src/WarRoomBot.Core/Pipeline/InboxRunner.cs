using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarRoomBot.Data;

namespace WarRoomBot.Pipeline;

/// <summary>
/// Runs what is in the inbox, lane by lane. It is told of a lane when something was stored there, and looks for itself every second for
/// what a crash, another replica or a retry left. Both ways end in the same code, so a retry is an ordinary run.
/// </summary>
internal sealed class InboxRunner : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    private readonly IDatabase _database;
    private readonly LaneTurns _turns;
    private readonly AfterCommit _afterCommit;
    private readonly TimeProvider _time;
    private readonly ILogger<InboxRunner> _logger;
    private readonly Worker[] _workers;

    public InboxRunner(IDatabase database, LaneTurns turns, AfterCommit afterCommit, TimeProvider time, ILogger<InboxRunner> logger)
    {
        (_database, _turns, _afterCommit, _time, _logger) = (database, turns, afterCommit, time, logger);
        _workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Worker())];
        afterCommit.LaneHasWork += Wake;
    }

    /// <summary>A lane is being run right now, or about to be.</summary>
    internal bool IsBusy => _workers.Any(worker => worker.IsBusy);

    /// <summary>Something was stored in the lane. A lane is always run by the same worker, so never twice at once here.</summary>
    private void Wake(string lane) => _workers[(uint)lane.GetHashCode(StringComparison.Ordinal) % (uint)_workers.Length].Add(lane);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _database.Opened.WaitAsync(stoppingToken);
        await Task.WhenAll([.. _workers.Select(worker => RunAsync(worker, stoppingToken)), SweepAsync(stoppingToken)]);
    }

    private async Task RunAsync(Worker worker, CancellationToken stoppingToken)
    {
        await foreach (var lane in worker.LanesAsync(stoppingToken))
        {
            try
            {
                while (await RunLaneAsync(lane, stoppingToken))
                {
                }
            }
            catch (StorageUnavailableException exception)
            {
                Log.LaneWaitsForStorage(_logger, lane, exception.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.LaneFailed(_logger, lane, exception);
            }
        }
    }

    /// <returns>True when there may be more to run.</returns>
    private async Task<bool> RunLaneAsync(string lane, CancellationToken cancellationToken)
    {
        var ran = await _database.WriteAsync((session, token) => _turns.RunAsync(session, lane, _time.GetUtcNow(), token), cancellationToken);
        _afterCommit.Announce(ran.Wakes);
        return ran.Count == LaneTurns.Most;
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepEvery, _time);
        do
        {
            try
            {
                var lanes = await _database.ReadAsync(InboxStore.WaitingLanesAsync, stoppingToken);
                foreach (var lane in lanes)
                    Wake(lane);
            }
            catch (StorageUnavailableException exception)
            {
                Log.SweepWaitsForStorage(_logger, exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override void Dispose()
    {
        _afterCommit.LaneHasWork -= Wake;
        base.Dispose();
    }

    /// <summary>The lanes one worker has to look at, each at most once in the queue.</summary>
    private sealed class Worker
    {
        private readonly Channel<string> _queue = Channel.CreateUnbounded<string>(new() { SingleReader = true });
        private readonly HashSet<string> _queued = [];
        private bool _runs;

        public bool IsBusy
        {
            get
            {
                lock (_queued)
                    return _runs || _queued.Count > 0;
            }
        }

        public void Add(string lane)
        {
            lock (_queued)
            {
                if (_queued.Add(lane))
                    _queue.Writer.TryWrite(lane);
            }
        }

        public async IAsyncEnumerable<string> LanesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var lane in _queue.Reader.ReadAllAsync(cancellationToken))
            {
                lock (_queued)
                    _runs = _queued.Remove(lane);
                yield return lane;
                lock (_queued)
                    _runs = false;
            }
        }
    }
}
