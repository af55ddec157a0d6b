using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Checkups;
using WarRoomBot.Data;

namespace WarRoomBot.Slack;

/// <summary>Whether Slack takes the token, what it lets us do (header <c>X-OAuth-Scopes</c>), and whether our clocks agree (header <c>Date</c>).</summary>
internal sealed class TokenCheckup(SlackWorkspaces workspaces, TimeProvider time) : ICheckup
{
    internal const string Token = "Bot token";
    private const string Workspaces = "Workspaces";
    private const string Scopes = "Permissions";
    private const string Clock = "Clock";

    private static readonly TimeSpan GoodSkew = TimeSpan.FromSeconds(10);

    /// <summary>At five minutes neither side believes the other's requests any more.</summary>
    private static readonly TimeSpan WorstSkew = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private string? _asked;
    private Task<IReadOnlyList<Finding>> _looking = Task.FromResult<IReadOnlyList<Finding>>([]);

    public string Name => "Slack";

    /// <summary>Once for each examination, whoever asks: what is tried in a channel waits for it.</summary>
    public Task<IReadOnlyList<Finding>> LookAsync(CheckupOrder order, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_asked != order.Key || _looking.IsCanceled)
                (_asked, _looking) = (order.Key, LookAllAsync(order, cancellationToken));
            return _looking;
        }
    }

    /// <summary>The one that was asked in, or else all of them.</summary>
    private async Task<IReadOnlyList<Finding>> LookAllAsync(CheckupOrder order, CancellationToken cancellationToken)
    {
        if (order.Conversation is { Platform: SlackPlatform.PlatformName, Workspace: { Length: > 0 } team })
            return await LookAsync(workspaces.Of(team), cancellationToken);
        try
        {
            await workspaces.LookAsync(cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            return [Finding.Warns(Workspaces, "the storage cannot be asked which have installed the app", "Start the bot once, then ask again")];
        }

        List<Finding> findings = [];
        foreach (var workspace in workspaces.All)
        {
            var found = await LookAsync(workspace, cancellationToken);
            findings.AddRange(workspaces.All.Count == 1 ? found : found.Select(finding => finding with { What = $"{workspace.Installed?.TeamName} · {finding.What}" }));
        }

        return findings.Count > 0 ? findings : [Finding.Warns(Workspaces, "none has installed the app yet", $"Open {workspaces.Door} in a browser, as an administrator of the workspace")];
    }

    private async Task<IReadOnlyList<Finding>> LookAsync(SlackWorkspace workspace, CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        var answer = await workspace.Calls.ReadAsync(SlackMethod.AuthTest, [], cancellationToken);
        var between = asked + ((time.GetUtcNow() - asked) / 2);
        return answer.Failure switch
        {
            null => [OfToken(workspace, answer), OfScopes(answer.Scopes), OfClock(answer.At, between)],
            { Error: InstalledToken.NotInstalled } => [Finding.Fails(Token, "the app is not installed in this workspace", $"Install it at {workspaces.Door}")],
            { Fault: SlackFault.TokenDead, Error: InstalledToken.Unreadable } refused => [Finding.Fails(Token, refused.Details.Split(": ")[0], Texts.Sentence(refused.Details.Split(": ")[^1]))],
            { Fault: SlackFault.TokenDead } refused when workspaces.Only is null => [Finding.Fails(Token, $"Slack refuses it ({refused.Error})", $"Install the app there again at {workspaces.Door}")],
            { Fault: SlackFault.TokenDead } refused =>
                [Finding.Fails(Token, $"Slack refuses it ({refused.Error})", "Put the Bot User OAuth Token (xoxb-…) from OAuth & Permissions into Slack:BotToken and start the bot again")],
            { Fault: SlackFault.Unreachable } away =>
                [Finding.Fails(Token, $"Slack is not reached: {away.Error}", "Look whether the bot's host reaches slack.com over HTTPS, and at Slack:ApiBaseUrl")],
            var failure => [Finding.Warns(Token, $"Slack does not say: {failure.Error}", "Ask again in a minute")],
        };
    }

    private Finding OfToken(SlackWorkspace workspace, SlackAnswer answer) => workspace.Installed is { Trouble: { } why, ExpiresAt: { } end }
        ? Finding.Warns(Token, string.Create(CultureInfo.InvariantCulture, $"it can no longer be renewed ({why}) and ends at {end:HH:mm} UTC"), $"Install the app there again at {workspaces.Door}")
        : Finding.Passes(Token, $"signed in to {answer.Text("team")} as @{answer.Text("user")}");

    private static Finding OfScopes(IReadOnlyList<string>? scopes)
    {
        if (scopes is null)
            return Finding.Warns(Scopes, "Slack did not say which there are", "Compare them by eye: warroombot manifest slack prints what is needed");
        var missing = SlackManifest.Scopes.Except(scopes).ToList();
        var idle = scopes.Except(SlackManifest.Scopes).ToList();
        return (missing, idle) switch
        {
            ({ Count: > 0 }, _) => Finding.Fails(
                Scopes, $"missing {string.Join(", ", missing)}", "Paste what warroombot manifest slack prints into App Manifest at api.slack.com/apps, then reinstall the app"),
            (_, { Count: > 0 }) => Finding.Warns(Scopes, $"never used: {string.Join(", ", idle)}", "Remove them under OAuth & Permissions and reinstall the app"),
            _ => Finding.Passes(Scopes, "all that are needed"),
        };
    }

    private static Finding OfClock(DateTimeOffset? theirs, DateTimeOffset ours)
    {
        if (theirs is not { } at)
            return Finding.Warns(Clock, "Slack's time is not known", "Look whether a proxy takes the header Date away");
        var skew = ours - at;
        var words = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(skew.TotalSeconds):0} s {(skew > TimeSpan.Zero ? "ahead of" : "behind")} Slack's");
        const string Remedy = "Switch on time synchronisation on the bot's host: at five minutes requests are refused";
        return skew.Duration() <= GoodSkew ? Finding.Passes(Clock, "agrees with Slack's")
            : skew.Duration() <= WorstSkew ? Finding.Warns(Clock, words, Remedy)
            : Finding.Fails(Clock, words, Remedy);
    }
}
