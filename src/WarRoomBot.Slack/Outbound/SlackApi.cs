using System.Net.Http.Headers;
using System.Text.Json;
using Polly;

namespace WarRoomBot.Slack;

/// <summary>
/// The few methods of the Web API that we call in one workspace, with its token. Nothing is repeated here but reads, because a post whose answer
/// was lost may have been seen.
/// </summary>
internal sealed class SlackApi(SlackHttp http, ISlackToken token, TimeProvider time)
{
    private readonly ResiliencePipeline<SlackAnswer> _reading = new ResiliencePipelineBuilder<SlackAnswer> { TimeProvider = time }
        .AddRetry(new()
        {
            // At once and only once: it mends a connection that broke; who asked comes back later for everything else.
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result.Failure?.Fault == SlackFault.Ambiguous),
            MaxRetryAttempts = 1,
            Delay = TimeSpan.Zero,
            BackoffType = DelayBackoffType.Constant,
        })
        .Build();

    /// <summary>Calls a method that changes something, with a JSON body.</summary>
    public Task<SlackAnswer> WriteAsync(SlackMethod method, Action<Utf8JsonWriter> arguments, CancellationToken cancellationToken) =>
        CallAsync(method, () => Json(arguments), cancellationToken);

    /// <summary>Calls a method that changes something, with a form: Slack takes JSON only for some.</summary>
    public Task<SlackAnswer> WriteAsync(
        SlackMethod method, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken) =>
        CallAsync(method, () => new FormUrlEncodedContent(arguments), cancellationToken);

    /// <summary>Calls a method that only reads.</summary>
    public async Task<SlackAnswer> ReadAsync(
        SlackMethod method, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken) =>
        await _reading.ExecuteAsync(async token => await WriteAsync(method, arguments, token), cancellationToken);

    /// <summary>Answers a person at the address that came with what they did. It needs no token, so it gets none.</summary>
    public Task<SlackAnswer> RespondAsync(Uri address, Action<Utf8JsonWriter> message, CancellationToken cancellationToken) =>
        http.SendAsync(SlackMethod.ResponseUrl, address, Json(message), null, cancellationToken);

    /// <summary>Brings a file to the address that Slack gave for it. The address is the right to do so, so the token stays here.</summary>
    public Task<SlackAnswer> UploadAsync(Uri address, ReadOnlyMemory<byte> file, string type, CancellationToken cancellationToken)
    {
        var content = new ReadOnlyMemoryContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return http.SendAsync(SlackMethod.UploadUrl, address, content, null, cancellationToken);
    }

    /// <param name="content">Made anew for each attempt.</param>
    private async Task<SlackAnswer> CallAsync(SlackMethod method, Func<HttpContent> content, CancellationToken cancellationToken)
    {
        var current = await token.GetAsync(cancellationToken);
        if (current.None is { } none)
            return new(default, none);
        var answer = await http.CallAsync(method, content(), new("Bearer", current.Token), cancellationToken);
        if (answer.Failure is not { Error: "token_expired" })
            return answer;
        // Nothing happened, so the same may be tried with the next one.
        var next = await token.RenewAsync(current.Token, cancellationToken);
        return next.None is { } over ? new(default, over) : await http.CallAsync(method, content(), new("Bearer", next.Token), cancellationToken);
    }

    private static ReadOnlyMemoryContent Json(Action<Utf8JsonWriter> arguments)
    {
        var content = new ReadOnlyMemoryContent(JsonBytes.Object(arguments));
        content.Headers.ContentType = new("application/json", "utf-8");
        return content;
    }
}
