using Microsoft.Extensions.Hosting;

namespace WarRoomBot.Slack;

/// <summary>
/// Asks Slack who we are in each workspace, at the start and again every half minute while the answer is missing, every five minutes once the
/// token was refused. It also opens the connection, so that the first form need not; and it looks which workspaces there are.
/// </summary>
internal sealed class SlackSignOn(SlackWorkspaces workspaces, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OnceRefused = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await workspaces.Opened.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        var asked = new Dictionary<SlackWorkspace, long>();
        do
        {
            await workspaces.LookAroundAsync(stoppingToken);
            foreach (var workspace in workspaces.All)
            {
                if (workspace.State.TokenIsGood || (workspace.State.Dead is not null && asked.TryGetValue(workspace, out var last) && time.GetElapsedTime(last) < OnceRefused))
                    continue;
                asked[workspace] = time.GetTimestamp();
                await workspace.SignOnAsync(stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
