using System.Collections.Concurrent;

namespace WarRoomBot.Host.Signals.Receiving;

/// <summary>Says why a source is refused, but not for each request of a flood: one line in ten seconds for each source, and how many there were.</summary>
internal sealed class RefusalLog(TimeProvider time, ILogger<RefusalLog> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Count> _counts = [];

    /// <param name="source">The name of a configured source: there are few of them.</param>
    public void Tell(string source, int status, string why)
    {
        var count = _counts.GetOrAdd(source, _ => new());
        long unsaid;
        lock (count)
        {
            var now = time.GetTimestamp();
            if (count.Said is { } said && time.GetElapsedTime(said, now) < Pause)
            {
                count.Unsaid++;
                return;
            }

            (unsaid, count.Unsaid, count.Said) = (count.Unsaid, 0, now);
        }

        Log.Refused(logger, source, status, why, unsaid);
    }

    private sealed class Count
    {
        public long? Said { get; set; }

        public long Unsaid { get; set; }
    }
}
