namespace WarRoomBot.Probes.Network;

/// <summary>
/// The one connection to a server that the metrics of a round take turns on: opened by the first, closed by the last, so that a server
/// with few connections to give is asked for one. A connection on which something failed is not used again.
/// </summary>
/// <param name="open">Opens it; a failure is the answer to everybody who waits.</param>
internal sealed class SharedConnection<TConnection>(Func<CancellationToken, Task<TConnection>> open)
    where TConnection : class, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private bool _isTaken;
    private TConnection? _connection;
    private Exception? _refused;

    public async Task<T> UseAsync<T>(Func<TConnection, Task<T>> use, CancellationToken cancellationToken)
    {
        await TurnAsync(cancellationToken);
        try
        {
            return await use(_connection ??= await OpenAsync(cancellationToken));
        }
        catch
        {
            await CloseAsync();
            throw;
        }
        finally
        {
            await PassOnAsync();
        }
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return;
            }

            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
        }

        await using var _ = cancellationToken.UnsafeRegister(static (turn, token) => ((TaskCompletionSource)turn!).TrySetCanceled(token), turn);
        await turn.Task;
    }

    /// <summary>To the next who waits; when there is none the connection is closed first.</summary>
    private async Task PassOnAsync()
    {
        while (true)
        {
            lock (_lock)
            {
                while (_waiting.TryDequeue(out var next))
                {
                    if (next.TrySetResult())
                        return;
                }

                if (_connection is null)
                {
                    _isTaken = false;
                    return;
                }
            }

            await CloseAsync();
        }
    }

    private async Task<TConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (_refused is not null)
            throw _refused;
        try
        {
            return await open(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _refused = exception;
            throw;
        }
    }

    private async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
