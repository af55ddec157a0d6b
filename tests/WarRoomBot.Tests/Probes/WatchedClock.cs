using WarRoomBot.TestKit;

namespace WarRoomBot.Tests.Probes;

/// <summary>A fake clock that tells when somebody began to wait, so that a test moves it neither too early nor by guess.</summary>
internal sealed class WatchedClock : TimeProvider
{
    /// <summary>Of real time, for a timer that nobody ever sets.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeClock _clock = new();
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _set = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Seen)> _watchers = [];

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _clock.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
        {
            var watcher = _watchers.FindIndex(watcher => watcher.Due == dueTime);
            if (watcher < 0)
            {
                _set.Add(dueTime);
            }
            else
            {
                _watchers[watcher].Seen.SetResult();
                _watchers.RemoveAt(watcher);
            }
        }

        return timer;
    }

    public void Advance(TimeSpan by) => _clock.Advance(by);

    /// <summary>Waits until a timer of this length is running, and lets it run out.</summary>
    public async Task PassAsync(TimeSpan due)
    {
        await SetAsync(due);
        Advance(due);
    }

    /// <summary>Waits until a timer of this length is running that was not waited for before.</summary>
    public async Task SetAsync(TimeSpan due)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_set.Remove(due))
                seen.SetResult();
            else
                _watchers.Add((due, seen));
        }

        await seen.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
