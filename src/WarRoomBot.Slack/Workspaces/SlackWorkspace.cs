using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WarRoomBot.Slack;

/// <summary>
/// One workspace: its token, its rate limits, what is known of its people, and what is wrong with it. None of that is shared with another
/// workspace.
/// </summary>
internal sealed class SlackWorkspace
{
    public SlackWorkspace(string token, SlackHttp http, IOptions<SlackOptions> options, TimeProvider time, ILoggerFactory loggers)
    {
        Pacing = new(time);
        Api = new(http, token, time);
        Calls = new(Api, Pacing, State, loggers.CreateLogger<SlackCalls>());
        People = new(Calls, Pacing, time);
        Messages = new(Calls, Pacing, People);
        Channels = new(Calls, Pacing);
        Files = new(Api, Calls, Pacing, options, time);
        Platform = new(Api, Calls, Pacing, Files, time, loggers.CreateLogger<SlackPlatform>());
    }

    public WorkspaceState State { get; } = new();

    public SlackPacing Pacing { get; }

    public SlackApi Api { get; }

    public SlackCalls Calls { get; }

    public SlackPeople People { get; }

    public SlackMessages Messages { get; }

    public SlackChannels Channels { get; }

    public SlackFiles Files { get; }

    public SlackPlatform Platform { get; }
}
