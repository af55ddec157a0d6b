using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WarRoomBot.Slack;

/// <summary>
/// Calls to Slack over HTTP, whoever's they are (Docs "Using the Slack Web API"). A call never throws except when cancelled: what went wrong is
/// part of the answer. Nothing is repeated here.
/// </summary>
internal sealed class SlackHttp(IHttpClientFactory clients, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackHttp> logger)
{
    /// <summary>The named client: no redirects, no cookies, no log lines with addresses in them.</summary>
    internal const string Client = "slack";

    /// <summary>Waited when Slack throttles without saying for how long.</summary>
    private static readonly TimeSpan ThrottledFor = TimeSpan.FromSeconds(10);

    private readonly Uri _base = options.Value.ApiBase;

    /// <summary>Calls a method.</summary>
    /// <param name="who">What the caller shows.</param>
    public Task<SlackAnswer> CallAsync(SlackMethod method, HttpContent content, AuthenticationHeaderValue who, CancellationToken cancellationToken) =>
        SendAsync(method, new(_base, method.Name), content, who, cancellationToken);

    /// <summary>Sends something to an address that Slack gave.</summary>
    /// <param name="who">Null where the address is the right to do so.</param>
    public async Task<SlackAnswer> SendAsync(SlackMethod method, Uri address, HttpContent content, AuthenticationHeaderValue? who, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(method.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            request.Headers.Authorization = who;
            using var response = await clients.CreateClient(Client).SendAsync(request, either.Token);
            var answer = await ReadAsync(method, response, either.Token);
            Tell(method, answer);
            return method == SlackMethod.AuthTest || method == SlackMethod.Access ? answer with { Scopes = ScopesOf(response), At = response.Headers.Date } : answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(SlackFault.Ambiguous, "no answer in time");
        }
        catch (HttpRequestException exception)
        {
            return NeverArrived(exception)
                ? Failed(SlackFault.Unreachable, $"no connection: {exception.HttpRequestError}")
                : Failed(SlackFault.Ambiguous, $"the connection broke: {exception.HttpRequestError}");
        }
        catch (IOException)
        {
            return Failed(SlackFault.Ambiguous, "the connection broke");
        }
    }

    private static bool NeverArrived(HttpRequestException exception) => exception.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
        or HttpRequestError.ProxyTunnelError;

    private async Task<SlackAnswer> ReadAsync(SlackMethod method, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
            return Failed(SlackFault.Throttled, "ratelimited", WaitOf(response) ?? ThrottledFor);
        if ((int)response.StatusCode >= 500)
            return Failed(SlackFault.Ambiguous, $"status {(int)response.StatusCode}");
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (Parsed(bytes) is { } body)
            return body.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.False ? Refused(body, response) : new(body, null);
        if (method == SlackMethod.UploadUrl)
            return response.IsSuccessStatusCode ? new(default, null) : Failed(SlackFault.TargetGone, "upload_refused", details: $"status {(int)response.StatusCode}");
        if (method != SlackMethod.ResponseUrl)
            return Failed(SlackFault.Ambiguous, $"status {(int)response.StatusCode} without JSON");

        // A response_url answers with a word; a used-up or expired one with a status that is no success.
        return response.IsSuccessStatusCode ? new(default, null) : Failed(SlackFault.TargetGone, "expired_url");
    }

    private SlackAnswer Refused(JsonElement body, HttpResponseMessage response)
    {
        var error = Text(body, "error") ?? "unknown_error";
        var fault = SlackErrors.FaultOf(error);
        var details = fault == SlackFault.Configuration ? Text(body, "needed") ?? "" : Messages(body);
        return Failed(fault, error, WaitOf(response) ?? (fault == SlackFault.Throttled ? ThrottledFor : null), details) with { Body = body };
    }

    private static JsonElement? Parsed(byte[] bytes)
    {
        try
        {
            var body = JsonElement.Parse(bytes);
            return body.ValueKind == JsonValueKind.Object ? body : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null when nobody says, as behind a proxy that lets only headers through that it knows.</summary>
    private static IReadOnlyList<string>? ScopesOf(HttpResponseMessage response) => response.Headers.TryGetValues("x-oauth-scopes", out var scopes)
        ? [.. scopes.SelectMany(line => line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
        : null;

    /// <summary>Whole seconds; a date is allowed by HTTP.</summary>
    private TimeSpan? WaitOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private void Tell(SlackMethod method, SlackAnswer answer)
    {
        if (answer.Failure is { Fault: SlackFault.Bug or SlackFault.Unknown } failure)
            Log.CallWrong(logger, method.Name, failure.Error, failure.Details);
        else if (answer.Failure is null && answer.Body.ValueKind == JsonValueKind.Object && Text(answer.Body, "warning") is { } warning)
            Log.CallWarned(logger, method.Name, warning);
    }

    private static string Messages(JsonElement body) =>
        body.TryGetProperty("response_metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array
            ? string.Join("; ", messages.EnumerateArray().Select(message => message.ToString()))
            : "";

    private static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static SlackAnswer Failed(SlackFault fault, string error, TimeSpan? after = null, string details = "") =>
        new(default, new(fault, error, after, details));
}

/// <summary>What came of a call.</summary>
/// <param name="Body">Slack's JSON, also of a refusal; undefined where there is none.</param>
/// <param name="Failure">Null when it succeeded.</param>
internal readonly record struct SlackAnswer(JsonElement Body, SlackFailure? Failure)
{
    /// <summary>What the token may do, and what Slack's clock says to the second; told only by <c>auth.test</c> and <c>oauth.v2.access</c>, and null where it is not.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
    public DateTimeOffset? At { get; init; }

    /// <summary>A string in the answer; empty when it is not there.</summary>
    public string Text(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    /// <summary>A string in an object in the answer; empty when it is not there.</summary>
    public string Text(string thing, string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(thing, out var inner) ? new SlackAnswer(inner, null).Text(name) : "";
}
