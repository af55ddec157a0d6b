using Microsoft.Extensions.Logging;
using WarRoomBot.Checkups;

namespace WarRoomBot.Features.Doctor;

/// <summary>Lets every part of the product be looked at, beside each other and in less than a minute; one examination at a time.</summary>
internal sealed class Examiner(IEnumerable<ICheckup> checkups, TimeProvider time, ILogger<Examiner> logger) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly SemaphoreSlim _free = new(1);

    public async Task<Diagnosis> ExamineAsync(CheckupOrder order, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            var began = time.GetTimestamp();
            var parts = await Task.WhenAll(checkups.Select(checkup => LookAsync(checkup, order, cancellationToken)));
            return new([.. parts.Where(part => part.Findings.Count > 0)], time.GetElapsedTime(began));
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();

    private async Task<Examined> LookAsync(ICheckup checkup, CheckupOrder order, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            return new(checkup.Name, await checkup.LookAsync(order, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(checkup.Name, [Finding.Fails(checkup.Name, $"not done after {Patience.TotalSeconds:0} s", "Try again; if it stays so, look at the bot's log and its network")]);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.CheckupFailed(logger, checkup.Name, exception);
            return new(checkup.Name, [Finding.Fails(checkup.Name, "an error inside the bot", "Look into the bot's log, event 501, and report it")]);
        }
    }
}
