using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Slack;

/// <summary>
/// Keeps to Slack's rate limits (Docs "Rate limits"): about one message a second in a channel by whatever way, so many
/// calls of a method a minute in a workspace, and silence after a 429 for as long as it says. The last part of a workspace-wide budget is
/// kept for what is urgent.
/// </summary>
internal sealed class SlackPacing(TimeProvider time)
{
    /// <summary>Channels remembered before those that are quiet again are forgotten.</summary>
    private const int MostChannels = 1000;

    private static readonly TimeSpan BetweenMessages = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<SlackMethod, Budget> _methods = [];
    private readonly Dictionary<string, Budget> _channels = [];

    /// <summary>As <see cref="IChatPlatform.Take"/>.</summary>
    public TimeSpan Take(ChatCall call, string channel, Priority priority)
    {
        lock (_lock)
        {
            return call switch
            {
                ChatCall.Post or ChatCall.Edit or ChatCall.Delete or ChatCall.Find when SlackHome.IsHome(channel, out _) => Take(priority, Of(SlackMethod.PublishView)),
                ChatCall.Post => Take(priority, Of(SlackMethod.PostMessage), OfChannel(channel)),
                // Most go by response_url, which has no tier but counts as posting.
                ChatCall.Whisper => Take(priority, Of(SlackMethod.ResponseUrl), Of(SlackMethod.PostMessage), OfChannel(channel)),
                ChatCall.Edit => Take(priority, Of(SlackMethod.Update)),
                ChatCall.Delete => Take(priority, Of(SlackMethod.Delete)),
                ChatCall.Pin => Take(priority, Of(SlackMethod.AddPin)),
                ChatCall.Upload => Take(priority, Of(SlackMethod.GetUploadUrl)),
                ChatCall.Find => Take(priority, Of(SlackMethod.History), Of(SlackMethod.Replies)),
                _ => throw new ArgumentOutOfRangeException(nameof(call), call, "no such call"),
            };
        }
    }

    /// <summary>Asks for one more call: that a step turned out to need, or, less urgently, to look something up. Zero: go, and it is counted.</summary>
    public TimeSpan Take(SlackMethod method, Priority priority = Priority.Urgent)
    {
        lock (_lock)
            return Take(priority, Of(method));
    }

    /// <summary>Slack said 429.</summary>
    /// <param name="method">Nothing of this until <paramref name="after"/> has passed.</param>
    /// <param name="channel">The channel that was posted to; null when the call was no posting.</param>
    /// <param name="after">Retry-After.</param>
    public void Hold(SlackMethod method, string? channel, TimeSpan after)
    {
        lock (_lock)
        {
            var until = Now + after;
            Of(method).HoldUntil(until);
            if (channel is not null)
                OfChannel(channel).HoldUntil(until);
        }
    }

    /// <summary>How long the method, or the channel, is still held: a 429 may have come in since the call was granted.</summary>
    public TimeSpan Held(SlackMethod method, string? channel)
    {
        lock (_lock)
        {
            var held = Of(method).Held(Now);
            var heldThere = channel is null ? TimeSpan.Zero : OfChannel(channel).Held(Now);
            return held > heldThere ? held : heldThere;
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_start);

    private TimeSpan Take(Priority priority, params ReadOnlySpan<Budget> budgets)
    {
        var now = Now;
        var longest = TimeSpan.Zero;
        foreach (var budget in budgets)
        {
            var wait = budget.Wait(now, KeptFrom(priority));
            if (wait > longest)
                longest = wait;
        }

        if (longest > TimeSpan.Zero)
            return longest;
        foreach (var budget in budgets)
            budget.Spend(now);
        return TimeSpan.Zero;
    }

    /// <summary>The share of a budget that others with more right to it find untouched.</summary>
    private static double KeptFrom(Priority priority) => priority switch
    {
        Priority.Urgent => 0,
        Priority.Answer => 0.2,
        Priority.Routine => 0.4,
        _ => 0.6,
    };

    private Budget Of(SlackMethod method) =>
        _methods.TryGetValue(method, out var budget) ? budget : _methods[method] = Budget.PerMinute(method.PerMinute);

    private Budget OfChannel(string channel)
    {
        if (_channels.TryGetValue(channel, out var budget))
            return budget;
        if (_channels.Count >= MostChannels)
        {
            var now = Now;
            foreach (var quiet in _channels.Where(pair => pair.Value.IsFull(now)).Select(pair => pair.Key).ToList())
                _channels.Remove(quiet);
        }

        return _channels[channel] = new(1, BetweenMessages);
    }
}
