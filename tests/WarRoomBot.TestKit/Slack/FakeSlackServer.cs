using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace WarRoomBot.TestKit.Slack;

/// <summary>Slack's side of HTTP: takes calls in, lets go wrong what is meant to, and answers as Slack does.</summary>
internal sealed class FakeSlackServer : IAsyncDisposable
{
    internal const string ResponseUrl = "response_url";

    private readonly FakeSlack _slack;
    private readonly FakeMethods _methods;
    private readonly WebApplication _app;
    private int _held;

    public FakeSlackServer(FakeSlack slack)
    {
        (_slack, _methods) = (slack, new(slack));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHttpClient(FakeSender.Client).RemoveAllLoggers();
        _app = builder.Build();
        _app.Use(UpgradeAsync);
        _app.UseWebSockets();
        _app.MapGet("/link", ConnectAsync);
        _app.MapPost("/api/{method}", (string method, HttpContext context) => CallAsync(method, context));
        _app.MapPost("/response/{number:int}", RespondAsync);
        _app.MapPost("/upload/{id}", UploadAsync);
    }

    /// <summary>How many calls are held up on purpose.</summary>
    public int Held => Volatile.Read(ref _held);

    public Uri Address { get; private set; } = new("http://127.0.0.1:0/");

    public IHttpClientFactory HttpClients => _app.Services.GetRequiredService<IHttpClientFactory>();

    public async Task StartAsync()
    {
        await _app.StartAsync();
        Address = new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HoldAsync(Task wait)
    {
        Interlocked.Increment(ref _held);
        try
        {
            await wait;
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }

    private static Task UpgradeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } feature)
            context.Features.Set<IHttpUpgradeFeature>(new HalfOpenStream.Upgrade(feature));
        return next(context);
    }

    private async Task ConnectAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !_slack.Sockets.Take(context.Request.Query["ticket"].ToString()))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var upgrade = (HalfOpenStream.Upgrade)context.Features.Get<IHttpUpgradeFeature>()!;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        await _slack.Sockets.ServeAsync(socket, upgrade.Wire!);
    }

    private async Task CallAsync(string method, HttpContext context)
    {
        if (await ArgumentsAsync(method, context.Request) is not { } arguments)
        {
            await AnswerAsync(context, Failure(new("invalid_form_data")));
            return;
        }

        var call = new FakeCall(method, arguments, _slack.Time.GetUtcNow());
        await HandleAsync(context, call, call.Channel, () =>
        {
            Authorize(method, context.Request, arguments);
            return _methods.Call(call);
        });
    }

    private async Task RespondAsync(int number, HttpContext context)
    {
        var message = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
        var call = new FakeCall(ResponseUrl, message, _slack.Time.GetUtcNow());
        await HandleAsync(context, call, _slack.ResponseUrls.ChannelOf(number)?.Id, () =>
            context.Request.Headers.Authorization.Count > 0 ? throw new FakeSlackError("a token has no business here")
            : _slack.ResponseUrls.Use(number, message) ? []
            : throw new FakeSlackError("expired_url"));
    }

    private async Task UploadAsync(string id, HttpContext context)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content);
        var call = new FakeCall(FakeUploads.UploadUrl, new() { ["id"] = id }, _slack.Time.GetUtcNow());
        await HandleAsync(context, call, null, () =>
        {
            if (context.Request.Headers.Authorization.Count > 0)
                throw new FakeSlackError("a token has no business here");
            _slack.Uploads.Bring(id, content.ToArray());
            return [];
        });
    }

    private async Task HandleAsync(HttpContext context, FakeCall call, string? channel, Func<JsonObject> perform)
    {
        _slack.Called(call);
        try
        {
            var fault = _slack.Faults.Next(call.Method);
            if (fault is { Kind: FakeFaultKind.Drop })
            {
                context.Abort();
                return;
            }

            var wait = _slack.Rates.Called(call.Method, channel);
            if (fault is { Kind: FakeFaultKind.Throttle } || wait is not null)
            {
                await ThrottleAsync(context, call.Method, channel, fault?.After ?? wait!.Value);
                return;
            }

            if (fault is { Kind: FakeFaultKind.Html })
            {
                await HtmlAsync(context, fault.Status);
                return;
            }

            if (fault is { Kind: FakeFaultKind.Delay })
                await HoldAsync(Task.Delay(fault.After, _slack.Time, context.RequestAborted));
            var answer = fault is { Kind: FakeFaultKind.Refuse } ? Failure(new(fault.Error)) : Performed(perform);
            await AnswerAsync(context, call, fault, answer);
        }
        catch (OperationCanceledException)
        {
            // The caller gave up.
        }
        finally
        {
            _slack.Changed();
        }
    }

    private async Task AnswerAsync(HttpContext context, FakeCall call, FakeFault? fault, JsonObject answer)
    {
        switch (fault?.Kind)
        {
            case FakeFaultKind.DropAfterSuccess:
                context.Abort();
                break;
            case FakeFaultKind.RefuseAfterSuccess:
                await AnswerAsync(context, Failure(new(fault.Error)));
                break;
            case FakeFaultKind.HangAfterSuccess:
                _slack.Changed();
                await HoldAsync(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
                break;
            default:
                if (call.Method is ResponseUrl or FakeUploads.UploadUrl && !(bool)answer["ok"]!)
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                if (call.Method is ResponseUrl or FakeUploads.UploadUrl)
                    await context.Response.WriteAsync((bool)answer["ok"]! ? "ok" : (string)answer["error"]!);
                else
                    await AnswerAsync(context, answer);
                break;
        }
    }

    private static JsonObject Performed(Func<JsonObject> perform)
    {
        try
        {
            var answer = perform();
            answer["ok"] = true;
            return answer;
        }
        catch (FakeSlackError refused)
        {
            return Failure(refused);
        }
    }

    private static JsonObject Failure(FakeSlackError refused)
    {
        var answer = new JsonObject { ["ok"] = false, ["error"] = refused.Error };
        if (refused.Error == "missing_scope")
            answer["needed"] = refused.Messages is [var needed, ..] ? needed : "";
        else if (refused.Messages.Count > 0)
        {
            var messages = new JsonArray([.. refused.Messages.Select(message => JsonValue.Create(message))]);
            answer["response_metadata"] = new JsonObject { ["messages"] = messages };
        }

        foreach (var (name, value) in refused.Extra)
            answer[name] = value?.DeepClone();
        return answer;
    }

    private async Task AnswerAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.Date = (_slack.Time.GetUtcNow() + _slack.ClockAhead).ToString("r", CultureInfo.InvariantCulture);
        if (_slack.TellsScopes)
            context.Response.Headers["X-OAuth-Scopes"] = string.Join(',', _slack.Scopes.Order(StringComparer.Ordinal));
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private async Task ThrottleAsync(HttpContext context, string method, string? channel, TimeSpan after)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        _slack.Rates.Throttled(method, channel, after);
        await AnswerAsync(context, Failure(new("ratelimited")));
    }

    private static async Task HtmlAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync("<html><body>Server Error</body></html>");
    }

    /// <exception cref="FakeSlackError">The token is missing, wrong, or in the wrong place.</exception>
    private static void Authorize(string method, HttpRequest request, JsonObject arguments)
    {
        if (arguments.ContainsKey("token") || request.QueryString.HasValue)
            throw new FakeSlackError("invalid_arguments", "the token belongs into the header");
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.Length == 0)
            throw new FakeSlackError("not_authed");
        var (wanted, other) = method == FakeMethods.OpenConnection ? (FakeSlack.AppToken, FakeSlack.Token) : (FakeSlack.Token, FakeSlack.AppToken);
        if (authorization != $"Bearer {wanted}")
            throw new FakeSlackError(authorization == $"Bearer {other}" ? "not_allowed_token_type" : "invalid_auth");
    }

    /// <returns>Null when the body is in none of the two encodings, or in one that the method does not take.</returns>
    private static async Task<JsonObject?> ArgumentsAsync(string method, HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true)
        {
            try
            {
                return FakeMethods.WantsForm(method) ? null : await JsonNode.ParseAsync(request.Body) as JsonObject;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        if (!request.HasFormContentType)
            return null;
        var arguments = new JsonObject();
        foreach (var (name, value) in await request.ReadFormAsync())
            arguments[name] = value.ToString();
        return arguments;
    }
}
