namespace WarRoomBot.TestKit;

/// <summary>A clock that moves only when told. Timers fire in order, each at its own time, while it moves.</summary>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now = start;

    /// <summary>A Tuesday at noon, UTC.</summary>
    public FakeClock()
        : this(new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the next timer fires; null when nobody waits.</summary>
    public DateTimeOffset? NextTimerAt
    {
        get
        {
            lock (_lock)
                return _timers.Count == 0 ? null : _timers.Min(timer => timer.DueAt);
        }
    }

    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    public void AdvanceTo(DateTimeOffset to)
    {
        while (true)
        {
            FakeTimer? next;
            lock (_lock)
            {
                next = _timers.Where(timer => timer.DueAt <= to).MinBy(timer => timer.DueAt);
                _now = next is null ? to : next.DueAt > _now ? next.DueAt : _now;
                next?.Fired();
            }

            if (next is null)
                return;
            next.Call();
        }
    }

    /// <summary>
    /// It is later all at once, as for a machine that was asleep: each timer that was to fire meanwhile fires once. Much cheaper than
    /// <see cref="AdvanceTo"/> over a stretch in which nothing but routine wakes up.
    /// </summary>
    public void JumpTo(DateTimeOffset to)
    {
        List<FakeTimer> due;
        lock (_lock)
        {
            _now = to > _now ? to : _now;
            due = [.. _timers.Where(timer => timer.DueAt <= _now).OrderBy(timer => timer.DueAt)];
            foreach (var timer in due)
                timer.Jumped();
        }

        foreach (var timer in due)
            timer.Call();
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset DueAt { get; private set; }

        /// <summary>Called under the clock's lock.</summary>
        public void Fired()
        {
            if (_period > TimeSpan.Zero && _period != Timeout.InfiniteTimeSpan)
                DueAt += _period;
            else
                clock._timers.Remove(this);
        }

        /// <summary>Called under the clock's lock: over all periods that have passed, to the first that has not.</summary>
        public void Jumped()
        {
            var before = DueAt;
            Fired();
            if (DueAt > before && DueAt <= clock._now)
                DueAt += _period * ((clock._now - DueAt).Ticks / _period.Ticks + 1);
        }

        public void Call() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timers.Remove(this);
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    DueAt = clock._now + dueTime;
                    clock._timers.Add(this);
                }
            }

            if (dueTime == TimeSpan.Zero)
                clock.AdvanceTo(clock.GetUtcNow());
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
