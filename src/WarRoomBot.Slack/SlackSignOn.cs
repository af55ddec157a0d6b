using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WarRoomBot.Slack;

/// <summary>
/// Asks Slack who we are, at the start and again every half minute while the answer is missing, every five minutes once the token was refused.
/// It also opens the connection, so that the first form need not.
/// </summary>
internal sealed class SlackSignOn(SlackApi api, SlackCalls calls, SlackState state, TimeProvider time, ILogger<SlackSignOn> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OnceRefused = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        long? asked = null;
        do
        {
            if (state.TokenIsGood || (state.Dead is not null && asked is { } last && time.GetElapsedTime(last) < OnceRefused))
                continue;
            asked = time.GetTimestamp();
            await AskAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task AskAsync(CancellationToken cancellationToken)
    {
        var answer = await api.ReadAsync(SlackMethod.AuthTest, new Dictionary<string, string>(), cancellationToken);
        switch (answer.Failure)
        {
            case null:
                var identity = new SlackIdentity(
                    answer.Text("team"), answer.Text("team_id"), answer.Text("user"), answer.Text("bot_id"), answer.Text("user_id"));
                state.Accepted(identity);
                Log.SignedIn(logger, identity.Team, identity.BotName);
                break;
            case { Fault: SlackFault.TokenDead } refused:
                calls.Note(SlackMethod.AuthTest, null, refused);
                break;
            case var failure:
                Log.NotAsked(logger, failure.Error);
                state.Refused($"Slack could not be asked who we are: {failure.Error}.");
                break;
        }
    }
}
