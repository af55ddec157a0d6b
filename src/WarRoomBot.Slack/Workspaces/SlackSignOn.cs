using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WarRoomBot.Slack;

/// <summary>
/// Asks Slack who we are in each workspace, at the start and again every half minute while the answer is missing, every five minutes once the token was refused.
/// It also opens the connection, so that the first form need not.
/// </summary>
internal sealed class SlackSignOn(SlackWorkspaces workspaces, TimeProvider time, ILogger<SlackSignOn> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OnceRefused = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var asked = new Dictionary<SlackWorkspace, long>();
        do
        {
            foreach (var workspace in workspaces.All)
            {
                if (workspace.State.TokenIsGood || (workspace.State.Dead is not null && asked.TryGetValue(workspace, out var last) && time.GetElapsedTime(last) < OnceRefused))
                    continue;
                asked[workspace] = time.GetTimestamp();
                await AskAsync(workspace, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task AskAsync(SlackWorkspace workspace, CancellationToken cancellationToken)
    {
        var answer = await workspace.Api.ReadAsync(SlackMethod.AuthTest, new Dictionary<string, string>(), cancellationToken);
        switch (answer.Failure)
        {
            case null:
                var identity = new SlackIdentity(
                    answer.Text("team"), answer.Text("team_id"), answer.Text("user"), answer.Text("bot_id"), answer.Text("user_id"));
                workspace.State.Accepted(identity);
                Log.SignedIn(logger, identity.Team, identity.BotName);
                break;
            case { Fault: SlackFault.TokenDead } refused:
                workspace.Calls.Note(SlackMethod.AuthTest, null, refused);
                break;
            case var failure:
                Log.NotAsked(logger, failure.Error);
                // A token that was refused stays so until Slack takes it.
                workspace.State.Refused($"Slack could not be asked who we are: {failure.Error}.", workspace.State.Dead);
                break;
        }
    }
}
