namespace WarRoomBot.Pipeline;

/// <summary>Wakes one waiting loop. Rung before the wait counts; rung several times counts once.</summary>
internal sealed class Bell : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);

    public void Ring()
    {
        try
        {
            _semaphore.Release();
        }
        catch (SemaphoreFullException)
        {
            // Rung already: the loop has not looked yet, so it will see this work too.
        }
    }

    /// <summary>Returns when rung, or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = _semaphore.WaitAsync(enough.Token);
        var timer = Task.Delay(longest, time, enough.Token);
        await Task.WhenAny(waiting, timer);
        await enough.CancelAsync();
        await waiting.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => _semaphore.Dispose();
}
