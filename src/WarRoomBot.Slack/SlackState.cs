using System.Collections.Concurrent;

namespace WarRoomBot.Slack;

/// <summary>Whether Slack knows us, for the readiness page and for what the bot says about itself.</summary>
public sealed class SlackState
{
    private sealed record Snapshot(SlackIdentity? Identity, string? Why, SlackFailure? Dead);

    private readonly ConcurrentDictionary<string, string> _missing = [];
    private volatile Snapshot _snapshot = new(null, "Slack was not asked yet.", null);
    private volatile string? _deaf;

    /// <summary>
    /// True once <c>auth.test</c> succeeded, until Slack refuses the token or says that it lacks a scope; with Socket Mode also only while it is
    /// connected.
    /// </summary>
    public bool Ready => Why is null;

    /// <summary>Why not <see cref="Ready"/>: for the operator, without secrets. Null when ready.</summary>
    public string? Why => string.Join(' ', new[] { _snapshot.Why, _deaf, Lacking }.OfType<string>()) is { Length: > 0 } why ? why : null;

    /// <summary>Whether Slack took the bot token when it was last used.</summary>
    internal bool TokenIsGood => _snapshot.Why is null;

    /// <summary>How Slack refused the bot token for good; null while it has not. Until it is taken again, calling is of no use.</summary>
    internal SlackFailure? Dead => _snapshot.Dead;

    /// <summary>The workspace's name; null while it is not known.</summary>
    public string? Team => _snapshot.Identity?.Team;

    /// <summary>The bot's name without <c>@</c>; null while it is not known.</summary>
    public string? BotName => _snapshot.Identity?.BotName;

    /// <summary>As last told by Slack, kept when the token is refused later.</summary>
    internal SlackIdentity? Identity => _snapshot.Identity;

    internal void Accepted(SlackIdentity identity) => _snapshot = new(identity, null, null);

    /// <param name="why">Why nothing can come in by a socket; null while it can.</param>
    internal void Listening(string? why) => _deaf = why;

    internal void Refused(string why, SlackFailure? dead = null) => _snapshot = new(_snapshot.Identity, why, dead);

    /// <summary>Slack says that the bot token lacks the scope that a method takes.</summary>
    /// <param name="scope">Empty when Slack does not say which.</param>
    internal void Lacks(string scope, SlackMethod method) => _missing[method.Name] = scope.Length > 0 ? scope : string.Join(" or ", method.Scopes);

    /// <summary>The method went through: if it lacked a scope, it has it now.</summary>
    internal void Allowed(SlackMethod method)
    {
        if (!_missing.IsEmpty)
            _missing.TryRemove(method.Name, out _);
    }

    private string? Lacking => _missing.IsEmpty
        ? null
        : $"The Slack app lacks {string.Join(", ", _missing.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} (for {pair.Key})"))}: "
            + "paste the manifest of this version under App Manifest, then reinstall the app to the workspace.";
}

/// <summary>The answer of <c>auth.test</c> (Docs "auth.test method").</summary>
/// <param name="BotId">Stands in messages the bot posted (<c>B…</c>).</param>
/// <param name="UserId">The bot as a user (<c>U…</c>).</param>
internal sealed record SlackIdentity(string Team, string TeamId, string BotName, string BotId, string UserId);
