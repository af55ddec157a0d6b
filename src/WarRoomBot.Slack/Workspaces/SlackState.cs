namespace WarRoomBot.Slack;

/// <summary>Whether Slack knows us, for the readiness page and for what the bot says about itself.</summary>
public sealed class SlackState
{
    private readonly SlackWorkspaces _workspaces;
    private volatile string? _deaf;

    internal SlackState(SlackWorkspaces workspaces) => _workspaces = workspaces;

    /// <summary>
    /// True once <c>auth.test</c> succeeded, until Slack refuses the token or says that it lacks a scope; with Socket Mode also only while it is
    /// connected.
    /// </summary>
    public bool Ready => Why is null;

    /// <summary>Why not <see cref="Ready"/>: for the operator, without secrets. Null when ready.</summary>
    public string? Why => string.Join(' ', new[] { State.Refusal, _deaf, State.Lacking }.OfType<string>()) is { Length: > 0 } why ? why : null;

    /// <summary>The workspace's name; null while it is not known.</summary>
    public string? Team => State.Identity?.Team;

    /// <summary>The bot's name without <c>@</c>; null while it is not known.</summary>
    public string? BotName => State.Identity?.BotName;

    private WorkspaceState State => _workspaces.Only.State;

    /// <param name="why">Why nothing can come in by a socket; null while it can.</param>
    internal void Listening(string? why) => _deaf = why;
}
