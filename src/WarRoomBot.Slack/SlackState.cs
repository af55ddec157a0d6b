namespace WarRoomBot.Slack;

/// <summary>Whether Slack knows us, for the readiness page and for what the bot says about itself.</summary>
public sealed class SlackState
{
    private sealed record Snapshot(SlackIdentity? Identity, string? Why);

    private volatile Snapshot _snapshot = new(null, "Slack was not asked yet.");
    private volatile string? _deaf;

    /// <summary>True once <c>auth.test</c> succeeded, until Slack refuses the token; with Socket Mode also only while it is connected.</summary>
    public bool Ready => Why is null;

    /// <summary>Why not <see cref="Ready"/>: for the operator, without secrets. Null when ready.</summary>
    public string? Why => (_snapshot.Why, _deaf) switch
    {
        ({ } token, { } socket) => $"{token} {socket}",
        var (token, socket) => token ?? socket,
    };

    /// <summary>Whether Slack took the bot token when it was last used.</summary>
    internal bool TokenIsGood => _snapshot.Why is null;

    /// <summary>The workspace's name; null while it is not known.</summary>
    public string? Team => _snapshot.Identity?.Team;

    /// <summary>The bot's name without <c>@</c>; null while it is not known.</summary>
    public string? BotName => _snapshot.Identity?.BotName;

    /// <summary>As last told by Slack, kept when the token is refused later.</summary>
    internal SlackIdentity? Identity => _snapshot.Identity;

    internal void Accepted(SlackIdentity identity) => _snapshot = new(identity, null);

    /// <param name="why">Why nothing can come in by a socket; null while it can.</param>
    internal void Listening(string? why) => _deaf = why;

    internal void Refused(string why) => _snapshot = new(_snapshot.Identity, why);
}

/// <summary>The answer of <c>auth.test</c> (Docs "auth.test method").</summary>
/// <param name="BotId">Stands in messages the bot posted (<c>B…</c>).</param>
/// <param name="UserId">The bot as a user (<c>U…</c>).</param>
internal sealed record SlackIdentity(string Team, string TeamId, string BotName, string BotId, string UserId);
