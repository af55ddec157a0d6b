using WarRoomBot.Checkups;
using WarRoomBot.Plans;

namespace WarRoomBot.WaysOut;

/// <summary>Sends what a step of a playbook sends.</summary>
public interface IStepCalls
{
    /// <summary>
    /// Posts <paramref name="body"/>, within a time-out of its own, and never follows where it is sent on to. Whatever goes wrong outside is
    /// an answer, with neither a secret nor an address in it.
    /// </summary>
    /// <param name="call">Where to and with which headers.</param>
    /// <param name="body">JSON.</param>
    /// <param name="id">Goes along as <c>Idempotency-Key</c>: the same for the same call made twice, because nobody knows whether it arrived.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellationToken"/> is cancelled.</exception>
    Task<StepAnswer> CallAsync(StepCall call, string body, string id, CancellationToken cancellationToken);

    /// <summary>Finds out, as far as that starts nothing, whether a call would be taken; within a time-out of its own.</summary>
    /// <param name="what">What the finding calls it.</param>
    /// <param name="call">Where to and with which headers.</param>
    /// <param name="cancellationToken">Stops trying.</param>
    /// <returns>With neither a secret nor an address in it.</returns>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellationToken"/> is cancelled.</exception>
    Task<Finding> ProveAsync(string what, StepCall call, CancellationToken cancellationToken);
}

/// <param name="Succeeded">It was taken.</param>
/// <param name="Words">A few words for people: <c>HTTP 201</c>.</param>
/// <param name="Output">The answer's text, cut and without secrets; null for none.</param>
public sealed record StepAnswer(bool Succeeded, string Words, string? Output)
{
    /// <summary>It did not arrive, or was turned away for now.</summary>
    public bool IsWorthAnotherTry { get; init; }

    /// <summary>How long to wait at least; null when nothing is known.</summary>
    public TimeSpan? After { get; init; }
}
