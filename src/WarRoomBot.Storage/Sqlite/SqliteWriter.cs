using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
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

    /// <summary>Work beyond this waits for the next commit, so that arrivals need not wait for it.</summary>
    private static readonly TimeSpan WorkTime = TimeSpan.FromMilliseconds(3);

    private readonly SqliteConnections _connections;
    private readonly Channel<WriteUnit> _arrivals = Channel.CreateBounded<WriteUnit>(8192);
    private readonly Channel<WriteUnit> _work = Channel.CreateBounded<WriteUnit>(1024);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _loop;
    private SqliteConnection? _connection;

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
        _connection?.Dispose();
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
                _connection?.Dispose();
                _connection = null;
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
        using var transaction = _connection.BeginTransaction(deferred: false);
        var session = new SqliteSession(_connection, transaction);
        var began = Stopwatch.GetTimestamp();
        foreach (var unit in units)
            await unit.RunAsync(session, transaction);
        while (Stopwatch.GetElapsedTime(began) < WorkTime && _work.Reader.TryRead(out var work))
        {
            units.Add(work);
            await work.RunAsync(session, transaction);
        }

        transaction.Commit();
        foreach (var unit in units)
            unit.Committed();
    }
}
