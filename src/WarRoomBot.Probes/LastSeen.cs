using System.Collections.Concurrent;

namespace WarRoomBot.Probes;

/// <summary>
/// What probes saw when they last looked, for figures that are differences of two looks: per specification, so that each metric counts
/// from its own last reading. Forgets what nobody asks for any more.
/// </summary>
internal sealed class LastSeen<TSeen>(TimeProvider time)
    where TSeen : class
{
    private const int Most = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<ProbeSpec, (TSeen Seen, DateTimeOffset At)> _last = [];

    /// <summary>Keeps <paramref name="seen"/> for the next time.</summary>
    /// <returns>What was seen before, and how long ago; null at the first look.</returns>
    public (TSeen Before, TimeSpan Ago)? Swap(ProbeSpec spec, TSeen seen)
    {
        var now = time.GetUtcNow();
        (TSeen, TimeSpan)? before = _last.TryGetValue(spec, out var last) && now - last.At < Longest ? (last.Seen, now - last.At) : null;
        _last[spec] = (seen, now);
        if (_last.Count > Most)
        {
            foreach (var (old, _) in _last.OrderBy(pair => pair.Value.At).Take(Most / 2))
                _last.TryRemove(old, out _);
        }

        return before;
    }

    /// <summary>How much a counter rose; one that fell was started again at zero.</summary>
    public static double Rise(double before, double now) => now >= before ? now - before : now;
}
