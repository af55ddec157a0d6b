using System.Diagnostics;
using System.Threading.Channels;
using WarRoomBot.Data;

namespace WarRoomBot.Storage.Sqlite;

/// <summary>
/// The one writer. Takes what waits and commits it together: the disk is asked once for many. Arrivals go first, since somebody is waiting
/// for their 200; a piece of work that fails is undone alone.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>More in one commit makes the slowest wait too long: measured, the 99th percentile jumps beyond it.</summary>
    private const int MostArrivals = 64;

    /// <summary>So many that come together are a flood: more wait behind them, or come as soon as these have their answer.</summary>
    private const int Flood = 16;

    /// <summary>Work beyond this waits for the next commit.</summary>
    private static readonly TimeSpan WorkTime = TimeSpan.FromMilliseconds(5);

    /// <summary>In a flood of arrivals work goes at least this often, so that it never stops what was accepted before.</summary>
    private static readonly TimeSpan WorkEvery = TimeSpan.FromMilliseconds(25);

    private readonly SqliteConnections _connections;
    private readonly Channel<WriteUnit> _arrivals = Channel.CreateBounded<WriteUnit>(8192);
    private readonly Channel<WriteUnit> _work = Channel.CreateBounded<WriteUnit>(1024);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _loop;
    private PreparedConnection? _connection;
    private ArrivalInsert? _arrivalInsert;
    private long _workedAt;

    public SqliteWriter(SqliteConnections connections)
    {
        _connections = connections;
        _loop = Task.Run(RunAsync);
    }

    public Task<bool> AppendAsync(Arrival arrival, CancellationToken cancellationToken) =>
        QueueAsync(_arrivals, new ArrivalUnit(arrival), cancellationToken);

    public Task<T> WriteAsync<T>(Func<Session, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        QueueAsync(_work, new WorkUnit<T>(write, cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _arrivals.Writer.TryComplete();
        _work.Writer.TryComplete();
        _wake.Writer.TryComplete();
        await _loop;
        Close();
    }

    private async Task<T> QueueAsync<T>(Channel<WriteUnit> queue, WriteUnit<T> unit, CancellationToken cancellationToken)
    {
        try
        {
            await queue.Writer.WriteAsync(unit, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new StorageUnavailableException("The storage is being closed.");
        }

        _wake.Writer.TryWrite(true);
        return await unit.Result;
    }

    private async Task RunAsync()
    {
        var units = new List<WriteUnit>(MostArrivals);
        while (await MoreAsync())
        {
            try
            {
                await CommitTogetherAsync(units);
            }
            catch (Exception exception)
            {
                // The commit failed, and with it everything in it; a fresh connection starts the next.
                Close();
                foreach (var unit in units)
                    unit.Failed(SqliteFaults.Translate(exception));
            }

            units.Clear();
        }
    }

    private async Task<bool> MoreAsync()
    {
        while (_arrivals.Reader.Count == 0 && _work.Reader.Count == 0)
        {
            if (!await _wake.Reader.WaitToReadAsync())
                return _arrivals.Reader.Count > 0 || _work.Reader.Count > 0;
            _wake.Reader.TryRead(out _);
        }

        return true;
    }

    private async Task CommitTogetherAsync(List<WriteUnit> units)
    {
        // Taken first, so that whatever fails below is told to somebody.
        while (units.Count < MostArrivals && _arrivals.Reader.TryRead(out var arrival))
            units.Add(arrival);
        if (units.Count == 0 && _work.Reader.TryRead(out var first))
            units.Add(first);

        _connection ??= _connections.Open();
        _arrivalInsert ??= _connection.PrepareArrivals();
        using var transaction = _connection.Begin(deferred: false);
        var share = new SqliteShare(new(_connection, transaction), transaction, _arrivalInsert);
        foreach (var unit in units)
            await unit.RunAsync(share);
        var (began, isFlooded) = (Stopwatch.GetTimestamp(), _arrivals.Reader.Count > 0 || units.Count >= Flood);
        while (IsTimeForWork(began, isFlooded) && _work.Reader.TryRead(out var work))
        {
            units.Add(work);
            await work.RunAsync(share);
            _workedAt = Stopwatch.GetTimestamp();
        }

        transaction.Commit();
        foreach (var unit in units)
            unit.Committed();
    }

    private bool IsTimeForWork(long began, bool isFlooded) =>
        isFlooded || _arrivals.Reader.Count > 0 ? Stopwatch.GetElapsedTime(_workedAt) >= WorkEvery : Stopwatch.GetElapsedTime(began) < WorkTime;

    private void Close()
    {
        _arrivalInsert?.Dispose();
        _connection?.Dispose();
        (_arrivalInsert, _connection) = (null, null);
    }
}
