namespace WarRoomBot.TestKit.Slack;

/// <summary>
/// Counts what Slack's documented limits forbid (Docs "Rate limits"): too many calls of a method in a minute, two messages in a channel
/// within a second, and any call before a Retry-After has passed.
/// </summary>
public sealed class FakeRates
{
    /// <summary>What may have crossed a 429 on the wire, in real time, is no offence: only calls about other channels can.</summary>
    private static readonly TimeSpan Crossing = TimeSpan.FromMilliseconds(250);

    /// <summary>Two messages a second apart by the sender's clock may arrive a little closer.</summary>
    private static readonly TimeSpan BetweenMessages = TimeSpan.FromMilliseconds(750);

    private static readonly Dictionary<string, int> PerMinute = new()
    {
        ["auth.test"] = 600,
        ["apps.connections.open"] = 50,
        ["chat.postMessage"] = 400,
        ["response_url"] = 400,
        ["chat.postEphemeral"] = 100,
        ["chat.update"] = 50,
        ["chat.delete"] = 50,
        ["pins.add"] = 20,
        ["conversations.history"] = 50,
        ["conversations.replies"] = 50,
        ["conversations.join"] = 50,
        ["conversations.create"] = 20,
        ["conversations.setTopic"] = 20,
        ["conversations.setPurpose"] = 20,
        ["conversations.invite"] = 50,
        ["conversations.archive"] = 20,
        ["users.conversations"] = 50,
        ["bookmarks.list"] = 50,
        ["bookmarks.add"] = 20,
        ["users.info"] = 100,
        ["usergroups.users.list"] = 20,
        ["views.open"] = 100,
        ["views.publish"] = 100,
        ["chat.getPermalink"] = 600,
        ["files.getUploadURLExternal"] = 100,
        ["files.completeUploadExternal"] = 100,
    };

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<string> _violations = [];
    private readonly Dictionary<string, Queue<DateTimeOffset>> _calls = [];
    private readonly Dictionary<string, DateTimeOffset> _posted = [];
    private readonly Dictionary<string, Held> _held = [];

    internal FakeRates(TimeProvider time) => _time = time;

    private sealed record Held(DateTimeOffset Until, string? Channel, long Since);

    /// <summary>Each a sentence; empty when the bot behaved.</summary>
    public IReadOnlyList<string> Violations
    {
        get
        {
            lock (_lock)
                return [.. _violations];
        }
    }

    /// <summary>Answers 429 by itself to a call that is one too many in a minute.</summary>
    public bool Enforced { get; set; }

    /// <returns>How long the caller has to wait; null when the call may go on.</returns>
    internal TimeSpan? Called(string method, string? channel)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            CheckHeld(method, channel, now);
            CheckChannel(method, channel, now);
            return TooMany(method, now) is { } wait && Enforced ? wait : null;
        }
    }

    internal void Throttled(string method, string? channel, TimeSpan retryAfter)
    {
        lock (_lock)
            _held[method] = new(_time.GetUtcNow() + retryAfter, channel, TimeProvider.System.GetTimestamp());
    }

    private void CheckHeld(string method, string? channel, DateTimeOffset now)
    {
        if (!_held.TryGetValue(method, out var held) || now >= held.Until)
            return;
        if (channel != held.Channel && TimeProvider.System.GetElapsedTime(held.Since) < Crossing)
            return;
        _violations.Add($"{method} was called {(held.Until - now).TotalSeconds:0.###} s before Retry-After had passed");
    }

    private void CheckChannel(string method, string? channel, DateTimeOffset now)
    {
        if (channel is null || method is not ("chat.postMessage" or "chat.postEphemeral" or "response_url" or "files.completeUploadExternal"))
            return;
        if (_posted.TryGetValue(channel, out var last) && now - last < BetweenMessages)
            _violations.Add($"{method} posted to {channel} {(now - last).TotalSeconds:0.###} s after the message before");
        _posted[channel] = now;
    }

    private TimeSpan? TooMany(string method, DateTimeOffset now)
    {
        if (!PerMinute.TryGetValue(method, out var most))
            return null;
        if (!_calls.TryGetValue(method, out var calls))
            _calls[method] = calls = [];
        while (calls.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromMinutes(1))
            calls.Dequeue();
        calls.Enqueue(now);
        if (calls.Count <= most)
            return null;
        _violations.Add($"{method} was called {calls.Count} times within a minute, {most} are allowed");
        return TimeSpan.FromSeconds(Math.Ceiling((calls.Peek() + TimeSpan.FromMinutes(1) - now).TotalSeconds));
    }
}
