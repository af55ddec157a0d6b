namespace WarRoomBot.Slack;

/// <summary>Whether Slack knows us, for the readiness page and for what the bot says about itself.</summary>
public sealed class SlackState
{
    private readonly SlackWorkspaces _workspaces;
    private volatile string? _deaf;

    internal SlackState(SlackWorkspaces workspaces) => _workspaces = workspaces;

    /// <summary>
    /// True once <c>auth.test</c> succeeded, until Slack refuses the token or says that it lacks a scope; with Socket Mode also only while it is
    /// connected. Of the workspaces that have installed the app themselves none can make it false.
    /// </summary>
    public bool Ready => Why is null;

    /// <summary>Why not <see cref="Ready"/>: for the operator, without secrets. Null when ready.</summary>
    public string? Why => Joined([_workspaces.Only?.State.Refusal, _deaf, _workspaces.Only?.State.Lacking]);

    /// <summary>How many workspaces have installed the app, and what is wrong with which; null when there is one by its token.</summary>
    public string? Installed => _workspaces.Only is not null ? null : Joined(
    [
        _workspaces.All.Count == 1 ? "1 workspace has installed the app." : $"{_workspaces.All.Count} workspaces have installed the app.",
        .. _workspaces.All.SelectMany(workspace => new[] { Refused(workspace), workspace.State.Dead is null ? (workspace.Token as InstalledToken)?.Ending : null, LackingIn(workspace) }),
    ]);

    /// <summary>The name of the one workspace; null while it is not known.</summary>
    public string? Team => _workspaces.Only?.State.Identity?.Team;

    /// <summary>The bot's name there without <c>@</c>; null while it is not known.</summary>
    public string? BotName => _workspaces.Only?.State.Identity?.BotName;

    /// <summary>What is for good says itself which workspace it is about.</summary>
    private static string? Refused(SlackWorkspace workspace) =>
        workspace.State is { Refusal: { } why, Dead: null } ? $"{workspace.Installed?.TeamName}: {why}" : workspace.State.Refusal;

    private static string? LackingIn(SlackWorkspace workspace) => workspace.State.Lacking is { } lacking ? $"{workspace.Installed?.TeamName}: {lacking}" : null;

    private static string? Joined(IEnumerable<string?> sentences) => string.Join(' ', sentences.OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <param name="why">Why nothing can come in by a socket; null while it can.</param>
    internal void Listening(string? why) => _deaf = why;
}
