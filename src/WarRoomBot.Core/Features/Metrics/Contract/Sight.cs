namespace WarRoomBot.Features.Metrics.Contract;

/// <summary>
/// Tells a room whose own network is down from services that are: one that reaches nobody at all cannot say anything about anybody. Pure.
/// </summary>
internal static class Sight
{
    /// <summary>With one host alone nobody can tell which end is down.</summary>
    private const int FewestHosts = 2;

    /// <param name="blindSince">Since when the room has seen nothing; null while it sees.</param>
    /// <param name="round">What was read together.</param>
    /// <returns>The same after this round. A round that proves neither leaves it as it was.</returns>
    public static DateTimeOffset? After(DateTimeOffset? blindSince, IReadOnlyList<Sample> round)
    {
        if (round.Any(sample => sample.Reach.Way == Way.There))
            return null;
        var unreached = round.Where(sample => sample.Reach.Way == Way.None).ToList();
        return unreached.Select(sample => sample.Reach.Host).Distinct().Count() >= FewestHosts
            ? blindSince ?? unreached.Min(sample => sample.At)
            : blindSince;
    }

    /// <summary>What is kept of a round: while the room sees nothing, what was not reached is neither down nor silent.</summary>
    public static IReadOnlyList<Sample> Kept(DateTimeOffset? blindSince, IReadOnlyList<Sample> round) => blindSince is null
        ? round
        : [.. round.Select(sample => sample.Reach.Way is Way.None or Way.Unsure ? sample with { Outcome = SampleOutcome.Blind, Value = null } : sample)];
}
