using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace WarRoomBot.Probes.Network;

/// <summary>
/// Conversations of the probes that are not HTTP: connections through the guard, within time limits, and whatever goes wrong outside is
/// an answer too.
/// </summary>
internal sealed class GuardedTalk(GuardedDialer dialer, TimeProvider time, ILogger<GuardedTalk> logger)
{
    public TimeProvider Time => time;

    /// <exception cref="ProbeFailedException">No connection within <paramref name="limit"/>.</exception>
    /// <inheritdoc cref="GuardedDialer.ConnectAsync(System.Net.DnsEndPoint, CancellationToken)"/>
    public async Task<Stream> ConnectAsync(Endpoint to, TimeSpan limit, CancellationToken cancellationToken) =>
        await WithinAsync(limit, "no connection", token => dialer.ConnectAsync(to.Dns, token).AsTask(), cancellationToken, Failure.Unreachable);

    /// <param name="limit">How long it may take.</param>
    /// <param name="missing">What there is none of when it takes longer: <c>no answer</c>.</param>
    /// <param name="failure">What it is then.</param>
    /// <exception cref="ProbeFailedException">It took longer.</exception>
    public async Task<T> WithinAsync<T>(
        TimeSpan limit, string missing, Func<CancellationToken, Task<T>> act, CancellationToken cancellationToken, Failure failure = Failure.Timeout)
    {
        using var patience = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await act(either.Token);
        }
        catch (Exception exception) when (patience.IsCancellationRequested && exception is not ProbeFailedException)
        {
            // What is torn away by a time-out may also fail in other ways than by being cancelled.
            cancellationToken.ThrowIfCancellationRequested();
            throw new ProbeFailedException(failure, $"{missing} within {TimeWords.Short(limit)}");
        }
    }

    /// <summary>Runs a conversation to its end, good or bad.</summary>
    /// <param name="words">What is asked, for the log: without secrets.</param>
    /// <param name="understand">What exceptions of the kind's own mean; null for those it does not know.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellationToken"/> is cancelled.</exception>
    public async Task<Answer<T>> AskAsync<T>(
        string words, Func<Task<T>> ask, CancellationToken cancellationToken, Func<Exception, (Failure Failure, string Why)?>? understand = null)
    {
        try
        {
            return new Answer<T>.Given(await ask());
        }
        catch (Exception exception) when (IsOutside(exception) || understand?.Invoke(exception) is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (failure, why) = understand?.Invoke(exception) ?? Faults.Of(exception, answering: false);
            if (failure == Failure.Forbidden)
                Log.AddressRefused(logger, why);
            else
                Log.NotAnswered(logger, words, failure, why);
            return new Answer<T>.Failed(failure, why);
        }
    }

    private static bool IsOutside(Exception exception) => exception is ProbeFailedException or AddressRefusedException
        or SocketException or IOException or AuthenticationException or InvalidDataException or OperationCanceledException;
}
