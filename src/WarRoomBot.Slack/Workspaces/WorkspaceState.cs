using System.Collections.Concurrent;

namespace WarRoomBot.Slack;

/// <summary>Whether Slack takes a workspace's token, and lets us do there what we must.</summary>
internal sealed class WorkspaceState
{
    private sealed record Snapshot(SlackIdentity? Identity, string? Why, SlackFailure? Dead);

    private readonly ConcurrentDictionary<string, string> _missing = [];
    private const string NotAsked = "Slack was not asked yet.";

    private volatile Snapshot _snapshot = new(null, NotAsked, null);

    /// <summary>Whether Slack took the token when it was last used.</summary>
    public bool TokenIsGood => _snapshot.Why is null;

    /// <summary>Why not <see cref="TokenIsGood"/>, a sentence; null when it is.</summary>
    public string? Refusal => _snapshot.Why;

    /// <summary>Which scopes are missing and what to do about it, a sentence; null when none is known to be.</summary>
    public string? Lacking => _missing.IsEmpty
        ? null
        : $"The Slack app lacks {string.Join(", ", _missing.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} (for {pair.Key})"))}: "
            + "paste the manifest of this version under App Manifest, then reinstall the app to the workspace.";

    /// <summary>How Slack refused the token for good; null while it has not. Until it is taken again, calling is of no use.</summary>
    public SlackFailure? Dead => _snapshot.Dead;

    /// <summary>As last told by Slack, kept when the token is refused later.</summary>
    public SlackIdentity? Identity => _snapshot.Identity;

    /// <summary>Nothing of what was known holds any more: the app was installed anew, or removed.</summary>
    public void Begin()
    {
        _missing.Clear();
        _snapshot = new(null, NotAsked, null);
    }

    /// <summary>There is another token: whether Slack takes that one is not known.</summary>
    public void Unasked() => _snapshot = new(_snapshot.Identity, NotAsked, null);

    public void Accepted(SlackIdentity identity) => _snapshot = new(identity, null, null);

    public void Refused(string why, SlackFailure? dead = null) => _snapshot = new(_snapshot.Identity, why, dead);

    /// <summary>Slack says that the token lacks the scope that a method takes.</summary>
    /// <param name="scope">Empty when Slack does not say which.</param>
    public void Lacks(string scope, SlackMethod method) => _missing[method.Name] = scope.Length > 0 ? scope : string.Join(" or ", method.Scopes);

    /// <summary>The method went through: if it lacked a scope, it has it now.</summary>
    public void Allowed(SlackMethod method)
    {
        if (!_missing.IsEmpty)
            _missing.TryRemove(method.Name, out _);
    }
}
