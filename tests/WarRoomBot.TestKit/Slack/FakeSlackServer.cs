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
    private readonly Lock _lock = new();
    private readonly Dictionary<FakeSlack, FakeMethods> _workspaces = [];
    private readonly WebApplication _app;
    private int _held;

    public FakeSlackServer(FakeSlack slack)
    {
        _slack = slack;
        Add(slack);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHttpClient(FakeSender.Client).RemoveAllLoggers();
        _app = builder.Build();
        _app.Use(UpgradeAsync);
        _app.UseWebSockets();
        _app.MapGet("/link", ConnectAsync);
        _app.MapPost("/api/{method}", (string method, HttpContext context) => CallAsync(method, context));
        _app.MapPost("/{team}/response/{number:int}", (string team, int number, HttpContext context) => RespondAsync(Named(team), number, context));
        _app.MapPost("/{team}/upload/{id}", (string team, string id, HttpContext context) => UploadAsync(Named(team), id, context));
    }

    /// <summary>How many calls are held up on purpose.</summary>
    public int Held => Volatile.Read(ref _held);

    public Uri Address { get; private set; } = new("http://127.0.0.1:0/");

    public IHttpClientFactory HttpClients => _app.Services.GetRequiredService<IHttpClientFactory>();

    /// <summary>All on this server, the first of them first.</summary>
    public IReadOnlyList<FakeSlack> Workspaces
    {
        get
        {
            lock (_lock)
                return [.. _workspaces.Keys];
        }
    }

    /// <summary>One more workspace is served.</summary>
    public void Add(FakeSlack slack)
    {
        lock (_lock)
            _workspaces.Add(slack, new(slack));
    }

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
            await AnswerAsync(_slack, context, Failure(new("invalid_form_data")));
            return;
        }

        var (who, call) = (context.Request.Headers.Authorization.ToString(), new FakeCall(method, arguments, _slack.Time.GetUtcNow()));
        if (method == FakeInstalls.Access)
        {
            await HandleAsync(_slack, context, call, null, () => _slack.Installs.Give(who, call));
            return;
        }

        var slack = _slack.Installs.WorkspaceOf(who) ?? _slack;
        await HandleAsync(slack, context, call, call.Channel, () =>
        {
            Authorize(method, context.Request, arguments);
            return FakeInstalls.Knows(method) ? slack.Installs.End(slack, who, call) : MethodsOf(slack).Call(call);
        });
    }

    private FakeSlack Named(string team) => Workspaces.Single(slack => slack.Team == team);

    private FakeMethods MethodsOf(FakeSlack slack)
    {
        lock (_lock)
            return _workspaces[slack];
    }

    private async Task RespondAsync(FakeSlack slack, int number, HttpContext context)
    {
        var message = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
        var call = new FakeCall(ResponseUrl, message, slack.Time.GetUtcNow());
        await HandleAsync(slack, context, call, slack.ResponseUrls.ChannelOf(number)?.Id, () =>
            context.Request.Headers.Authorization.Count > 0 ? throw new FakeSlackError("a token has no business here")
            : slack.ResponseUrls.Use(number, message) ? []
            : throw new FakeSlackError("expired_url"));
    }

    private async Task UploadAsync(FakeSlack slack, string id, HttpContext context)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content);
        var call = new FakeCall(FakeUploads.UploadUrl, new() { ["id"] = id }, slack.Time.GetUtcNow());
        await HandleAsync(slack, context, call, null, () =>
        {
            if (context.Request.Headers.Authorization.Count > 0)
                throw new FakeSlackError("a token has no business here");
            slack.Uploads.Bring(id, content.ToArray());
            return [];
        });
    }

    private async Task HandleAsync(FakeSlack slack, HttpContext context, FakeCall call, string? channel, Func<JsonObject> perform)
    {
        slack.Called(call);
        try
        {
            var fault = slack.Faults.Next(call.Method);
            if (fault is { Kind: FakeFaultKind.Drop })
            {
                context.Abort();
                return;
            }

            var wait = slack.Rates.Called(call.Method, channel);
            if (fault is { Kind: FakeFaultKind.Throttle } || wait is not null)
            {
                await ThrottleAsync(slack, context, call.Method, channel, fault?.After ?? wait!.Value);
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
            await AnswerAsync(slack, context, call, fault, answer);
        }
        catch (OperationCanceledException)
        {
            // The caller gave up.
        }
        finally
        {
            foreach (var workspace in Workspaces)
                workspace.Changed();
        }
    }

    private async Task AnswerAsync(FakeSlack slack, HttpContext context, FakeCall call, FakeFault? fault, JsonObject answer)
    {
        switch (fault?.Kind)
        {
            case FakeFaultKind.DropAfterSuccess:
                context.Abort();
                break;
            case FakeFaultKind.RefuseAfterSuccess:
                await AnswerAsync(slack, context, Failure(new(fault.Error)));
                break;
            case FakeFaultKind.HangAfterSuccess:
                slack.Changed();
                await HoldAsync(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
                break;
            default:
                if (call.Method is ResponseUrl or FakeUploads.UploadUrl && !(bool)answer["ok"]!)
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                if (call.Method is ResponseUrl or FakeUploads.UploadUrl)
                    await context.Response.WriteAsync((bool)answer["ok"]! ? "ok" : (string)answer["error"]!);
                else
                    await AnswerAsync(slack, context, answer);
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

    private static async Task AnswerAsync(FakeSlack slack, HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.Date = (slack.Time.GetUtcNow() + slack.ClockAhead).ToString("r", CultureInfo.InvariantCulture);
        if (slack.TellsScopes)
            context.Response.Headers["X-OAuth-Scopes"] = string.Join(',', slack.Scopes.Order(StringComparer.Ordinal));
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private static async Task ThrottleAsync(FakeSlack slack, HttpContext context, string method, string? channel, TimeSpan after)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(after.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        slack.Rates.Throttled(method, channel, after);
        await AnswerAsync(slack, context, Failure(new("ratelimited")));
    }

    private static async Task HtmlAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync("<html><body>Server Error</body></html>");
    }

    /// <exception cref="FakeSlackError">The token is missing, wrong, or in the wrong place.</exception>
    private void Authorize(string method, HttpRequest request, JsonObject arguments)
    {
        if (arguments.ContainsKey("token") || request.QueryString.HasValue)
            throw new FakeSlackError("invalid_arguments", "the token belongs into the header");
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.Length == 0)
            throw new FakeSlackError("not_authed");
        var isApp = authorization == $"Bearer {FakeSlack.AppToken}";
        if (isApp != (method == FakeMethods.OpenConnection) && (isApp || _slack.Installs.WorkspaceOf(authorization) is not null))
            throw new FakeSlackError("not_allowed_token_type");
        if (!isApp && _slack.Installs.WrongWith(authorization) is { } wrong)
            throw new FakeSlackError(wrong);
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
