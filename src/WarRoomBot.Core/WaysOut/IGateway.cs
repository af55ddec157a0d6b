using WarRoomBot.Checkups;
using WarRoomBot.Plans;

namespace WarRoomBot.WaysOut;

/// <summary>Says words about alerts by one kind of means.</summary>
public interface IGateway
{
    /// <summary>Whether this is the one for <paramref name="means"/>.</summary>
    bool Serves(Means means);

    /// <summary>
    /// Says it, within a time-out of its own. The same word said twice does no harm. Whatever goes wrong outside is an answer, with neither
    /// a secret nor an address in it.
    /// </summary>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellationToken"/> is cancelled.</exception>
    Task<GatewayAnswer> SayAsync(AlertWord word, Means means, CancellationToken cancellationToken);

    /// <summary>Finds out, as far as that rings nobody, whether a word would be taken; within a time-out of its own.</summary>
    /// <param name="what">What the finding calls it.</param>
    /// <param name="means">Of the kind it serves.</param>
    /// <param name="cancellationToken">Stops trying.</param>
    /// <returns>With neither a secret nor an address in it.</returns>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellationToken"/> is cancelled.</exception>
    Task<Finding> ProveAsync(string what, Means means, CancellationToken cancellationToken);
}

public abstract record GatewayAnswer
{
    private GatewayAnswer()
    {
    }

    /// <summary>It is there.</summary>
    public sealed record Taken : GatewayAnswer;

    /// <summary>It was not taken, and saying it again would not help.</summary>
    /// <param name="Why">A few words that say what would be right, for people.</param>
    public sealed record Refused(string Why) : GatewayAnswer;

    /// <summary>It may have arrived or not; it is worth saying again.</summary>
    /// <param name="Why">A few words, for people.</param>
    /// <param name="After">How long to wait at least; null when nothing is known.</param>
    public sealed record Later(string Why, TimeSpan? After = null) : GatewayAnswer;

    /// <summary>The bot's configuration lacks what it needs.</summary>
    /// <param name="Remedy">What to do, small and without a full stop: <c>set WaysOut:Sms:Url</c>.</param>
    public sealed record NotSetUp(string Remedy) : GatewayAnswer;
}
