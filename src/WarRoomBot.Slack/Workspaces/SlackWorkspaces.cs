using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WarRoomBot.Slack;

/// <summary>The workspaces there are: with <c>Slack:BotToken</c> the one that it is for, whatever it is called.</summary>
internal sealed class SlackWorkspaces(SlackHttp http, IOptions<SlackOptions> options, TimeProvider time, ILoggerFactory loggers)
{
    public SlackWorkspace Only { get; } = new(options.Value.BotToken, http, options, time, loggers);

    public IReadOnlyCollection<SlackWorkspace> All => [Only];

    /// <param name="_">The id of a workspace, as in conversations.</param>
    public SlackWorkspace Of(string _) => Only;
}
