using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;

namespace WarRoomBot.Slack;

/// <summary>
/// The few methods of the Web API that we call (Docs "Using the Slack Web API"). A call never throws except when cancelled: what went wrong is
/// part of the answer. Nothing is repeated here but reads, because a post whose answer was lost may have been seen.
/// </summary>
internal sealed class SlackApi
{
    /// <summary>The named client: no redirects, no cookies, no log lines with addresses in them.</summary>
    internal const string Client = "slack";

    /// <summary>Waited when Slack throttles without saying for how long.</summary>
    private static readonly TimeSpan ThrottledFor = TimeSpan.FromSeconds(10);

    private readonly IHttpClientFactory _clients;
    private readonly Uri _base;
    private readonly AuthenticationHeaderValue _token;
    private readonly AuthenticationHeaderValue _appToken;
    private readonly TimeProvider _time;
    private readonly ILogger<SlackApi> _logger;
    private readonly ResiliencePipeline<SlackAnswer> _reading;

    public SlackApi(IHttpClientFactory clients, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackApi> logger)
    {
        (_clients, _time, _logger) = (clients, time, logger);
        _base = options.Value.ApiBase;
        _token = new("Bearer", options.Value.BotToken);
        _appToken = new("Bearer", options.Value.AppToken);
        _reading = new ResiliencePipelineBuilder<SlackAnswer> { TimeProvider = time }
            .AddRetry(new()
            {
                // At once and only once: it mends a connection that broke; who asked comes back later for everything else.
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result.Failure?.Fault == SlackFault.Ambiguous),
                MaxRetryAttempts = 1,
                Delay = TimeSpan.Zero,
                BackoffType = DelayBackoffType.Constant,
            })
            .Build();
    }

    /// <summary>Calls a method that changes something, with a JSON body.</summary>
    public Task<SlackAnswer> WriteAsync(SlackMethod method, Action<Utf8JsonWriter> arguments, CancellationToken cancellationToken)
    {
        var content = new ReadOnlyMemoryContent(JsonBytes.Object(arguments));
        content.Headers.ContentType = new("application/json", "utf-8");
        return SendAsync(method, new(_base, method.Name), content, _token, cancellationToken);
    }

    /// <summary>Calls a method that changes something, with a form: Slack takes JSON only for some.</summary>
    public Task<SlackAnswer> WriteAsync(
        SlackMethod method, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken) =>
        SendAsync(method, new(_base, method.Name), new FormUrlEncodedContent(arguments), _token, cancellationToken);

    /// <summary>Calls a method that only reads.</summary>
    public async Task<SlackAnswer> ReadAsync(
        SlackMethod method, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken) =>
        await _reading.ExecuteAsync(async token => await WriteAsync(method, arguments, token), cancellationToken);

    /// <summary>Asks for the ticket to one connection of Socket Mode: in <c>url</c>, and a secret.</summary>
    public Task<SlackAnswer> OpenConnectionAsync(CancellationToken cancellationToken) =>
        SendAsync(SlackMethod.OpenConnection, new(_base, SlackMethod.OpenConnection.Name), new FormUrlEncodedContent([]), _appToken, cancellationToken);

    /// <summary>Answers a person at the address that came with what they did. It needs no token, so it gets none.</summary>
    public Task<SlackAnswer> RespondAsync(Uri address, Action<Utf8JsonWriter> message, CancellationToken cancellationToken)
    {
        var content = new ReadOnlyMemoryContent(JsonBytes.Object(message));
        content.Headers.ContentType = new("application/json", "utf-8");
        return SendAsync(SlackMethod.ResponseUrl, address, content, null, cancellationToken);
    }

    /// <summary>Brings a file to the address that Slack gave for it. The address is the right to do so, so the token stays here.</summary>
    public Task<SlackAnswer> UploadAsync(Uri address, ReadOnlyMemory<byte> file, string type, CancellationToken cancellationToken)
    {
        var content = new ReadOnlyMemoryContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return SendAsync(SlackMethod.UploadUrl, address, content, null, cancellationToken);
    }

    private async Task<SlackAnswer> SendAsync(
        SlackMethod method, Uri address, HttpContent content, AuthenticationHeaderValue? token, CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(method.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
            request.Headers.Authorization = token;
            using var response = await _clients.CreateClient(Client).SendAsync(request, either.Token);
            var answer = await ReadAsync(method, response, either.Token);
            Tell(method, answer);
            return method == SlackMethod.AuthTest ? answer with { Scopes = ScopesOf(response), At = response.Headers.Date } : answer;
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
        { Date: { } date } => date > _time.GetUtcNow() ? date - _time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private void Tell(SlackMethod method, SlackAnswer answer)
    {
        if (answer.Failure is { Fault: SlackFault.Bug or SlackFault.Unknown } failure)
            Log.CallWrong(_logger, method.Name, failure.Error, failure.Details);
        else if (answer.Failure is null && answer.Body.ValueKind == JsonValueKind.Object && Text(answer.Body, "warning") is { } warning)
            Log.CallWarned(_logger, method.Name, warning);
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
    /// <summary>What the token may do, and what Slack's clock says to the second; told only by <c>auth.test</c>, and null where it is not.</summary>
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
