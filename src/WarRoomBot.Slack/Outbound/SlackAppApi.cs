using Microsoft.Extensions.Options;

namespace WarRoomBot.Slack;

/// <summary>The calls that the app makes for itself, in no workspace.</summary>
internal sealed class SlackAppApi(SlackHttp http, IOptions<SlackOptions> options)
{
    /// <summary>Asks for the ticket to one connection of Socket Mode: in <c>url</c>, and a secret.</summary>
    public Task<SlackAnswer> OpenConnectionAsync(CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethod.OpenConnection, new FormUrlEncodedContent([]), new("Bearer", options.Value.AppToken), cancellationToken);
}
