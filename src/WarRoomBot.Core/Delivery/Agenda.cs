using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Delivery;

/// <summary>Which conversations to look at, and when. Only a memory of what was told and found: the rows themselves are the truth.</summary>
internal sealed class Agenda
{
    /// <summary>When too much is under way; whatever ends sooner brings its own conversation up.</summary>
    internal static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly HashSet<Conversation> _now = [];
    private readonly Dictionary<Conversation, (DateTimeOffset At, long Rank)> _later = [];
    private readonly PriorityQueue<Conversation, DateTimeOffset> _queue = new();

    /// <summary>
    /// Something new was queued. Behind a message that is put off it waits like that one: a throttled conversation is not looked at anew for
    /// every message that joins the queue.
    /// </summary>
    public void Queued(Conversation conversation, Priority priority)
    {
        lock (_lock)
        {
            if (_later.TryGetValue(conversation, out var planned) && planned.Rank <= (long)priority)
                return;
            _later.Remove(conversation);
            _now.Add(conversation);
        }
    }

    /// <summary>Something was done: what was planned for it is out of date.</summary>
    public void Now(Conversation conversation)
    {
        lock (_lock)
        {
            _later.Remove(conversation);
            _now.Add(conversation);
        }
    }

    /// <summary>There may be something; if it is planned for later, that stands.</summary>
    public void Sometime(Conversation conversation)
    {
        lock (_lock)
        {
            if (!_later.ContainsKey(conversation))
                _now.Add(conversation);
        }
    }

    /// <param name="rank">Of the message that is put off.</param>
    public void At(Conversation conversation, DateTimeOffset at, long rank)
    {
        lock (_lock)
        {
            _later[conversation] = (at, rank);
            _queue.Enqueue(conversation, at);
        }
    }

    /// <summary>Those to look at now; they are forgotten here.</summary>
    public List<Conversation> Take(DateTimeOffset now)
    {
        lock (_lock)
        {
            while (_queue.TryPeek(out var conversation, out var at) && at <= now)
            {
                _queue.Dequeue();
                // A conversation planned anew stands in the queue twice.
                if (_later.TryGetValue(conversation, out var planned) && planned.At == at)
                {
                    _later.Remove(conversation);
                    _now.Add(conversation);
                }
            }

            var due = _now.ToList();
            _now.Clear();
            return due;
        }
    }

    /// <summary>How long there is nothing to look at, at most <paramref name="longest"/>.</summary>
    public TimeSpan Pause(DateTimeOffset now, TimeSpan longest)
    {
        lock (_lock)
        {
            if (_now.Count > 0)
                return TimeSpan.Zero;
            var pause = _queue.TryPeek(out _, out var at) ? at - now : longest;
            return pause < TimeSpan.Zero ? TimeSpan.Zero : pause < longest ? pause : longest;
        }
    }
}
