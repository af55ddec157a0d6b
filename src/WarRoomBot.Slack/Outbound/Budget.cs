namespace WarRoomBot.Slack;

/// <summary>
/// A token bucket, kept as the one moment at which it is full again, so that a wait it names is exact. Not for use from several threads.
/// </summary>
/// <param name="capacity">The most that may go at once.</param>
/// <param name="interval">The time in which one more may go.</param>
internal sealed class Budget(int capacity, TimeSpan interval)
{
    /// <summary>When everything spent is made up for.</summary>
    private TimeSpan _fullAt = TimeSpan.MinValue;

    /// <summary>Nothing goes before this, whatever is left.</summary>
    private TimeSpan _heldUntil = TimeSpan.MinValue;

    /// <summary>
    /// At most <paramref name="perMinute"/> in any minute, wherever it begins: a fifth of it may go at once, the rest comes back evenly.
    /// </summary>
    internal static Budget PerMinute(int perMinute)
    {
        var atOnce = perMinute / 5;
        return new(atOnce, TimeSpan.FromMinutes(1) / (perMinute - atOnce));
    }

    /// <summary>How long until one may go.</summary>
    /// <param name="now">Any clock that only goes forward.</param>
    /// <param name="keep">The share of the capacity, from 0 to below 1, that is to be left for others.</param>
    public TimeSpan Wait(TimeSpan now, double keep)
    {
        var mayOwe = interval * (capacity - 1 - Math.Floor(capacity * keep));
        var earliest = _fullAt == TimeSpan.MinValue ? now : _fullAt - mayOwe;
        var wait = (earliest > _heldUntil ? earliest : _heldUntil) - now;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    public void Spend(TimeSpan now) => _fullAt = (_fullAt > now ? _fullAt : now) + interval;

    /// <summary>Nothing until then; afterwards one, as a probe, and the others evenly.</summary>
    public void HoldUntil(TimeSpan until)
    {
        if (until <= _heldUntil)
            return;
        _heldUntil = until;
        var used = until + (interval * (capacity - 1));
        _fullAt = _fullAt > used ? _fullAt : used;
    }

    public TimeSpan Held(TimeSpan now) => _heldUntil > now ? _heldUntil - now : TimeSpan.Zero;

    /// <summary>Nothing of it is spent or held, so forgetting it changes nothing.</summary>
    public bool IsFull(TimeSpan now) => _fullAt <= now && _heldUntil <= now;
}
