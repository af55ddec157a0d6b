using System.Net;
using Microsoft.Net.Http.Headers;

namespace WarRoomBot.TestKit.Slack;

/// <summary>
/// A browser that is at the bot's public address, behind which a proxy ends the encryption: keeps cookies as they ask for, and tells where it is
/// led instead of going there.
/// </summary>
public sealed class FakeBrowser(Uri bot)
{
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>What the last answer set, as it came.</summary>
    public IReadOnlyList<string> Set { get; private set; } = [];

    /// <summary>The headers of the last answer.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>();

    public async Task<(HttpStatusCode Status, string Body, Uri? Location)> Get(string path)
    {
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(bot, path));
        if (_cookies.Count > 0)
            request.Headers.Add(HeaderNames.Cookie, string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var response = await client.SendAsync(request, CancellationToken.None);
        Set = response.Headers.TryGetValues(HeaderNames.SetCookie, out var set) ? [.. set] : [];
        Headers = response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
        foreach (var cookie in SetCookieHeaderValue.ParseList([.. Set]))
            _cookies[cookie.Name.ToString()] = cookie.Value.ToString();
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location);
    }

    /// <summary>Goes where Slack leads it: to the bot's public address.</summary>
    public Task<(HttpStatusCode Status, string Body, Uri? Location)> Follow(Uri address) => Get(address.PathAndQuery);
}
