using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;

namespace WarRoomBot.Slack;

/// <summary>The calls that the app makes for itself, in no workspace.</summary>
internal sealed class SlackAppApi(SlackHttp http, IOptions<SlackOptions> options)
{
    /// <summary>Asks for the ticket to one connection of Socket Mode: in <c>url</c>, and a secret.</summary>
    public Task<SlackAnswer> OpenConnectionAsync(CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethod.OpenConnection, new FormUrlEncodedContent([]), new("Bearer", options.Value.AppToken), cancellationToken);

    /// <summary>Exchanges what a person's consent has brought for the workspace's tokens (Docs "oauth.v2.access method").</summary>
    /// <param name="code">Good once, for ten minutes.</param>
    /// <param name="redirect">The same as when the consent was asked for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<SlackAnswer> ExchangeAsync(string code, string redirect, CancellationToken cancellationToken) => http.CallAsync(
        SlackMethod.Access, new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = code, ["redirect_uri"] = redirect }), Ourselves, cancellationToken);

    /// <summary>Exchanges a refresh token for the next tokens (Docs "Using token rotation").</summary>
    /// <param name="refresh">Good once, and for a short while after that.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<SlackAnswer> RefreshAsync(string refresh, CancellationToken cancellationToken) => http.CallAsync(
        SlackMethod.Access, new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = refresh }), Ourselves, cancellationToken);

    /// <summary>Gives back what was just exchanged and may not be kept: uninstalls the app, or where Slack does not let us revokes the token.</summary>
    public async Task<SlackAnswer> GiveBackAsync(string token, CancellationToken cancellationToken)
    {
        AuthenticationHeaderValue who = new("Bearer", token);
        var uninstalled = await http.CallAsync(
            SlackMethod.Uninstall,
            new FormUrlEncodedContent(new Dictionary<string, string> { ["client_id"] = options.Value.ClientId, ["client_secret"] = options.Value.ClientSecret }),
            who,
            cancellationToken);
        return uninstalled.Failure is null ? uninstalled : await http.CallAsync(SlackMethod.Revoke, new FormUrlEncodedContent([]), who, cancellationToken);
    }

    private AuthenticationHeaderValue Ourselves => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Value.ClientId}:{options.Value.ClientSecret}")));
}
