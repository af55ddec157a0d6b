namespace WarRoomBot.Pipeline;

/// <summary>Wakes one waiting loop. Rung before the wait counts; rung several times counts once.</summary>
internal sealed class Bell : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);
    private readonly Lock _lock = new();
    private bool _waits;

    /// <summary>The loop waits, and nothing has woken it.</summary>
    public bool Waits
    {
        get
        {
            lock (_lock)
                return _waits;
        }
    }

    public void Ring()
    {
        lock (_lock)
        {
            _waits = false;
            // Rung already: the loop has not looked yet, so it will see this work too.
            if (_semaphore.CurrentCount == 0)
                _semaphore.Release();
        }
    }

    /// <summary>Returns when rung, or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task waiting;
        lock (_lock)
        {
            waiting = _semaphore.WaitAsync(enough.Token);
            _waits = !waiting.IsCompleted;
        }

        var timer = Task.Delay(longest, time, enough.Token);
        await Task.WhenAny(waiting, timer);
        lock (_lock)
            _waits = false;
        await enough.CancelAsync();
        await waiting.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => _semaphore.Dispose();
}
