using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Probes.Http;

/// <summary>Asks over HTTP and tells what came of it; whatever goes wrong outside is an answer too.</summary>
internal sealed class ProbeHttp(IHttpClientFactory clients, IOptions<ProbesOptions> options, TimeProvider time, ILogger<ProbeHttp> logger)
{
    public const string ClientName = "probe";
    private const int MostRedirects = 3;
    private const int ReadAtOnce = 16 << 10;

    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellationToken"/> is cancelled.</exception>
    public async Task<HttpAnswer> FetchAsync(HttpAsk ask, CancellationToken cancellationToken)
    {
        var limit = ask.Timeout ?? options.Value.Timeout;
        using var patience = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var progress = new Progress();
        try
        {
            return await FollowAsync(ask, progress, either.Token);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or SocketException or InvalidDataException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Told(ask, patience.IsCancellationRequested ? TooSlow(progress, limit) : Fault(exception, progress));
        }
    }

    private async Task<HttpAnswer> FollowAsync(HttpAsk ask, Progress progress, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        var began = time.GetTimestamp();
        var at = new Uri(ask.Address);
        for (var redirects = 0; ; redirects++)
        {
            progress.Answering = false;
            using var request = Request(ask, at);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            progress.Answering = true;
            if (!ask.FollowsRedirects || Target(response, at) is not { } target)
                return await ReadAsync(ask, response, began, cancellationToken);
            if (!IsSameServer(target, at) || ask.Method != HttpMethod.Get)
                return Told(ask, new(Failure.Redirect, $"redirects to {ask.Secrets.Clip(Shown(target))}"));
            if (redirects == MostRedirects)
                return Told(ask, new(Failure.Redirect, $"redirects more than {MostRedirects} times"));
            at = target;
        }
    }

    private async Task<HttpAnswer> ReadAsync(HttpAsk ask, HttpResponseMessage response, long began, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new MemoryStream();
        var buffer = new byte[ReadAtOnce];
        while (body.Length <= ask.Cap)
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            if (read == 0)
                break;
            body.Write(buffer, 0, read);
        }

        var whole = body.Length <= ask.Cap;
        body.SetLength(Math.Min(body.Length, ask.Cap));
        var mediaType = response.Content.Headers.ContentType?.MediaType ?? "";
        return new HttpAnswer.Answered((int)response.StatusCode, mediaType, body.ToArray(), whole, time.GetElapsedTime(began))
        {
            Headers = response.Headers,
        };
    }

    private HttpAnswer.Failed Fault(Exception exception, Progress progress)
    {
        // The handler's own limit for connecting shows itself only by this exception inside a cancellation.
        if (exception is OperationCanceledException { InnerException: TimeoutException })
            return new(Failure.Unreachable, $"no connection within {TimeWords.Short(options.Value.ConnectTimeout)}");
        var (failure, why) = Faults.Of(exception, progress.Answering);
        return new(failure, why);
    }

    private HttpAnswer.Failed Told(HttpAsk ask, HttpAnswer.Failed failed)
    {
        if (failed.Failure == Failure.Forbidden)
            Log.AddressRefused(logger, failed.Why);
        else
            Log.NotAnswered(logger, ask.Words, failed.Failure, failed.Why);
        return failed;
    }

    private static HttpAnswer.Failed TooSlow(Progress progress, TimeSpan limit) =>
        new(Failure.Timeout, progress.Answering ? $"answer not complete within {TimeWords.Short(limit)}" : $"no answer within {TimeWords.Short(limit)}");

    private static HttpRequestMessage Request(HttpAsk ask, Uri at)
    {
        var request = new HttpRequestMessage(ask.Method, new UriBuilder(at) { UserName = "", Password = "", Fragment = "" }.Uri);
        request.Options.Set(GuardedHandler.FreshConnection, ask.FreshConnection);
        if (ask.Socket is { } socket)
            request.Options.Set(GuardedHandler.Socket, socket);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("WarRoomBot", null));
        request.Headers.CacheControl = new() { NoCache = true };
        var user = new Uri(ask.Address).UserInfo;
        if (user.Length > 0)
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(user))));
        if (ask.Body is not null)
            request.Content = new StringContent(ask.Body, Encoding.UTF8, "application/json");
        foreach (var header in ask.Headers)
            Add(request, header);
        if (request.Headers.Accept.Count == 0)
            request.Headers.Accept.ParseAdd("application/json, */*;q=0.1");
        return request;
    }

    private static void Add(HttpRequestMessage request, HttpHeader header)
    {
        HttpHeaders? headers = header.IsAboutBody ? request.Content?.Headers : request.Headers;
        if (headers is null)
            return;
        headers.Remove(header.Name);
        headers.TryAddWithoutValidation(header.Name, header.Value);
    }

    private static Uri? Target(HttpResponseMessage response, Uri at) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && Uri.TryCreate(at, response.Headers.Location, out var target)
            ? target
            : null;

    /// <summary>Without user, password and query.</summary>
    private static string Shown(Uri target) => $"{target.Scheme}://{target.Authority}{target.AbsolutePath}";

    private static bool IsSameServer(Uri target, Uri at) =>
        target.Scheme == at.Scheme
        && target.Port == at.Port
        && string.Equals(target.IdnHost, at.IdnHost, StringComparison.OrdinalIgnoreCase);

    private sealed class Progress
    {
        /// <summary>Whether the first line of an answer was there when it stopped.</summary>
        public bool Answering { get; set; }
    }
}
