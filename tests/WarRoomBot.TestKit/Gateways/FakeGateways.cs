using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace WarRoomBot.TestKit.Gateways;

/// <summary>
/// PagerDuty's Events API v2, an SMS gateway and a webhook on loopback, as strict as the real ones. What cannot happen to a well-made client
/// is kept in <see cref="Complaints"/>.
/// </summary>
public sealed class FakeGateways : IAsyncDisposable
{
    public const string RoutingKey = "r0ut1ngk3y0fthet3amand0fn0b0dyxx";
    public const string SmsToken = "AC123:sms-token-of-the-team";
    public const string WorkflowToken = "workflow-token-of-the-team";
    public const string WorkflowKey = "workflow-key-0f-the-team";
    public const string HookToken = "hook-token-of-the-team";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _incidents = [];
    private readonly ConcurrentQueue<string> _events = [];
    private readonly ConcurrentQueue<JsonElement> _payloads = [];
    private readonly ConcurrentQueue<string> _texts = [];
    private readonly ConcurrentQueue<JsonElement> _hooks = [];
    private readonly ConcurrentQueue<(string Id, string Body)> _workflows = [];
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentDictionary<string, ConcurrentQueue<GatewayFault>> _faults = [];

    private FakeGateways(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>As the bot's configuration.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["WaysOut:PagerDuty:Url"] = $"{Address}/v2/enqueue",
        ["WaysOut:Sms:Url"] = $"{Address}/sms",
        ["WaysOut:Sms:Token"] = SmsToken,
        ["WaysOut:Sms:From"] = "+15550001",
        ["PAGERDUTY_KEY"] = RoutingKey,
        ["WORKFLOW"] = $"{Address}/workflow/{WorkflowKey}",
        ["WORKFLOW_TOKEN"] = WorkflowToken,
        ["HOOK"] = $"{Address}/hook?token={HookToken}",
    };

    /// <summary>What PagerDuty took, as <c>trigger critical API health down</c>.</summary>
    public IReadOnlyList<string> Events => [.. _events];

    public IReadOnlyList<JsonElement> Payloads => [.. _payloads];

    /// <summary>The incidents, by key, and their state.</summary>
    public IReadOnlyDictionary<string, string> Incidents => _incidents;

    /// <summary>As <c>+49301234567: P0 …</c>.</summary>
    public IReadOnlyList<string> Texts => [.. _texts];

    public IReadOnlyList<JsonElement> Hooks => [.. _hooks];

    /// <summary>What started a workflow: its idempotency key and its body.</summary>
    public IReadOnlyList<(string Id, string Body)> Workflows => [.. _workflows];

    public IReadOnlyList<string> Complaints => [.. _complaints];

    public static async Task<FakeGateways> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var fake = new FakeGateways(app);
        app.MapPost("/v2/enqueue", (RequestDelegate)(context => fake.AnswerAsync(context, fake.EnqueueAsync)));
        app.MapPost("/sms", (RequestDelegate)(context => fake.AnswerAsync(context, fake.TextAsync)));
        app.MapPost("/workflow/{key}", (RequestDelegate)(context => fake.AnswerAsync(context, fake.WorkflowAsync)));
        app.MapPost("/hook", (RequestDelegate)(context => fake.AnswerAsync(context, fake.HookAsync)));
        app.MapMethods("/sms", ["HEAD"], (RequestDelegate)(context => fake.AnswerAsync(context, LookAsync)));
        app.MapMethods("/hook", ["HEAD"], (RequestDelegate)(context => fake.AnswerAsync(context, OnlyPostAsync)));
        app.MapMethods("/workflow/{key}", ["HEAD"], (RequestDelegate)(context => fake.AnswerAsync(context, MayStartAsync)));
        await app.StartAsync();
        return fake;
    }

    /// <summary>The next requests to a path go wrong, one after the other.</summary>
    /// <param name="path">Such as <c>/sms</c>.</param>
    public void Fail(string path, params IReadOnlyList<GatewayFault> faults)
    {
        var queue = _faults.GetOrAdd(path, _ => []);
        foreach (var fault in faults)
            queue.Enqueue(fault);
    }

    public void Mend(string path) => _faults.TryRemove(path, out _);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, Task<int>> take)
    {
        var fault = _faults.TryGetValue(context.Request.Path, out var queue) && queue.TryDequeue(out var next) ? next : null;
        fault?.Meanwhile?.Invoke();
        if (fault is { Status: { } status })
        {
            if (fault.RetryAfter is { } seconds)
                context.Response.Headers.RetryAfter = $"{seconds}";
            context.Response.StatusCode = status;
            return;
        }

        var answered = await take(context);
        if (!context.Response.HasStarted)
            context.Response.StatusCode = answered;
        if (fault is { Meanwhile: null })
            context.Abort();
    }

    private async Task<int> EnqueueAsync(HttpContext context)
    {
        var body = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement;
        string[] known = ["routing_key", "event_action", "dedup_key", "payload", "links", "images", "client", "client_url"];
        var (action, key) = (body.GetProperty("event_action").GetString()!, body.GetProperty("dedup_key").GetString()!);
        if (body.EnumerateObject().Any(property => !known.Contains(property.Name)) || key.Length > 255)
            return Complain($"{body}");
        if (body.GetProperty("routing_key").GetString() != RoutingKey)
            return 400;
        var incident = _incidents.GetValueOrDefault(key);
        switch (action)
        {
            case "trigger":
                var payload = body.GetProperty("payload");
                var severity = payload.GetProperty("severity").GetString();
                if (severity is not ("critical" or "error" or "warning" or "info") || payload.GetProperty("summary").GetString() is not { Length: > 0 and <= 1024 } summary
                    || payload.GetProperty("source").GetString() is not { Length: > 0 })
                    return Complain($"{body}");
                _payloads.Enqueue(body);
                _events.Enqueue($"trigger {severity} {summary}");
                _incidents[key] = incident is null or "resolved" ? "triggered" : incident;
                return 202;
            case "acknowledge" or "resolve":
                _events.Enqueue(action);
                if (incident is not null)
                    _incidents[key] = $"{action.TrimEnd('e')}ed";
                return 202;
            default:
                return Complain(action);
        }
    }

    private async Task<int> TextAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (!IsKnown(context))
            return 401;
        if (form["From"] != "+15550001" || form["Body"].ToString() is not { Length: > 0 and <= 160 } text || !form["To"].ToString().StartsWith('+'))
            return Complain($"{form["To"]} {form["Body"]}");
        _texts.Enqueue($"{form["To"]}: {text}");
        return 201;
    }

    private static Task<int> LookAsync(HttpContext context) => Task.FromResult(IsKnown(context) ? 200 : 401);

    private static Task<int> OnlyPostAsync(HttpContext context) => Task.FromResult(405);

    private static Task<int> MayStartAsync(HttpContext context) => Task.FromResult(context.Request.Headers.Authorization == $"Bearer {WorkflowToken}" ? 405 : 401);

    private static bool IsKnown(HttpContext context) => context.Request.Headers.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(SmsToken))}";

    private async Task<int> HookAsync(HttpContext context)
    {
        if (context.Request.Query["token"] != HookToken || context.Request.Headers["Idempotency-Key"].Count != 1)
            return Complain("hook");
        _hooks.Enqueue((await JsonDocument.ParseAsync(context.Request.Body)).RootElement.Clone());
        return 204;
    }

    /// <summary>Answers with more than anybody should read: its own address, and what it was sent.</summary>
    private async Task<int> WorkflowAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        if (context.Request.Headers.Authorization != $"Bearer {WorkflowToken}" || context.Request.Headers["Idempotency-Key"] is not [{ Length: > 0 } id])
            return Complain("workflow");
        _workflows.Enqueue((id, await reader.ReadToEndAsync()));
        context.Response.StatusCode = 201;
        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync($"run 77 queued at {context.Request.Path} for {WorkflowToken}\n");
        return 201;
    }

    private int Complain(string what)
    {
        _complaints.Enqueue(what);
        return 400;
    }
}

/// <param name="Status">Null: it is taken, and the answer is lost.</param>
/// <param name="RetryAfter">In seconds.</param>
public sealed record GatewayFault(int? Status, int? RetryAfter = null)
{
    /// <summary>Called while the request is under way, which then is answered well unless there is a status.</summary>
    public Action? Meanwhile { get; init; }

    public static GatewayFault LostAnswer => new((int?)null);
}
