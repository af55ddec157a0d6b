using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WarRoomBot.Slack;

/// <summary>
/// One workspace: its token, its rate limits, what is known of its people, and what is wrong with it. None of that is shared with another
/// workspace.
/// </summary>
internal sealed class SlackWorkspace
{
    private readonly ILogger _logger;

    /// <param name="token">Makes its token; the state is told of what becomes of it.</param>
    public SlackWorkspace(Func<WorkspaceState, ISlackToken> token, SlackHttp http, IOptions<SlackOptions> options, TimeProvider time, ILoggerFactory loggers)
    {
        _logger = loggers.CreateLogger<SlackWorkspace>();
        Token = token(State);
        Pacing = new(time);
        Api = new(http, Token, time);
        Calls = new(Api, Token, Pacing, State, loggers.CreateLogger<SlackCalls>());
        People = new(Calls, Pacing, time);
        Messages = new(Calls, Pacing, People);
        Channels = new(Calls, Pacing);
        Files = new(Api, Calls, Pacing, options, time);
        Platform = new(Api, Calls, Pacing, Files, time, loggers.CreateLogger<SlackPlatform>());
    }

    public WorkspaceState State { get; } = new();

    public ISlackToken Token { get; }

    /// <summary>When it has installed the app itself: what is known of that.</summary>
    public Installation? Installed => (Token as InstalledToken)?.Known;

    public SlackPacing Pacing { get; }

    public SlackApi Api { get; }

    public SlackCalls Calls { get; }

    public SlackPeople People { get; }

    public SlackMessages Messages { get; }

    public SlackChannels Channels { get; }

    public SlackFiles Files { get; }

    public SlackPlatform Platform { get; }

    /// <summary>Asks Slack who we are there.</summary>
    public async Task SignOnAsync(CancellationToken cancellationToken)
    {
        var answer = await Api.ReadAsync(SlackMethod.AuthTest, new Dictionary<string, string>(), cancellationToken);
        switch (answer.Failure)
        {
            case null:
                var identity = new SlackIdentity(
                    answer.Text("team"), answer.Text("team_id"), answer.Text("user"), answer.Text("bot_id"), answer.Text("user_id"));
                State.Accepted(identity);
                Log.SignedIn(_logger, identity.Team, identity.BotName);
                break;
            case { Fault: SlackFault.TokenDead } refused:
                Calls.Note(SlackMethod.AuthTest, null, refused);
                break;
            case var failure:
                Log.NotAsked(_logger, failure.Error);
                // A token that was refused stays so until Slack takes it.
                State.Refused($"Slack could not be asked who we are: {failure.Error}.", State.Dead);
                break;
        }
    }
}
