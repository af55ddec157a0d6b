using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace WarRoomBot.TestKit.Web;

/// <summary>A browser without a window: it keeps its cookies, says which page a post comes from, and follows nothing by itself.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _origin;

    public Visitor(Uri address)
    {
#pragma warning disable RS0030 // A browser has its own connections and cookies; there is no service provider on this side of the wire.
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
#pragma warning restore RS0030
        _origin = address.GetLeftPart(UriPartial.Authority);
    }

    /// <param name="path">With its query.</param>
    /// <param name="headers">Beside or instead of those that a browser sends; an empty value leaves one out.</param>
    public Task<HttpResponseMessage> GetAsync(string path, params IEnumerable<(string Name, string Value)> headers) =>
        SendAsync(new(HttpMethod.Get, path), headers);

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a form as the page's script does.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<(string Name, string Value)> fields, params IEnumerable<(string Name, string Value)> headers) =>
        PostAsync(path, Form(fields), [("X-WarRoom-Part", "yes"), .. headers]);

    /// <summary>Sends a form as a browser without script does.</summary>
    public Task<HttpResponseMessage> PostWholeAsync(string path, params IEnumerable<(string Name, string Value)> fields) => PostAsync(path, Form(fields), []);

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent body, params IEnumerable<(string Name, string Value)> headers) =>
        SendAsync(new(HttpMethod.Post, path) { Content = body }, [("Origin", _origin), ("Sec-Fetch-Site", "same-origin"), .. headers]);

    /// <summary>What the server tells an open page, from the first line on.</summary>
    public async IAsyncEnumerable<SseItem<string>> FollowAsync(
        string path, string? lastEventId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
            yield return item;
    }

    public void Dispose() => _http.Dispose();

    private static FormUrlEncodedContent Form(IEnumerable<(string Name, string Value)> fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, IEnumerable<(string Name, string Value)> headers)
    {
        using (request)
        {
            foreach (var (name, value) in headers)
            {
                request.Headers.Remove(name);
                if (value.Length > 0)
                    request.Headers.TryAddWithoutValidation(name, value);
            }

            return await _http.SendAsync(request);
        }
    }
}
