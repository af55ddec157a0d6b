using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace WarRoomBot.TestKit.Targets;

/// <summary>The application that is watched, on loopback: answers over real HTTP what the test says. As the beta plan expects its TARGET.</summary>
public sealed class ScriptedTarget : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _asked = [];
    private int _held;

    private ScriptedTarget(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public bool Healthy { get; set; } = true;

    /// <summary>Percent; null leaves it out of the answer.</summary>
    public double? ErrorRate { get; set; } = 0.04;

    public double P95 { get; set; } = 312;

    public double RequestRate { get; set; } = 14;

    public double ActiveUsers { get; set; } = 23;

    /// <summary>What it answers in JSON at these paths, for other plans than the beta's; null for 503.</summary>
    public ConcurrentDictionary<string, Func<HttpRequest, object?>> Others { get; } = [];

    /// <summary>Held before each answer, until it completes.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>How many answers are held up.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>The paths that were asked for, in order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    public static async Task<ScriptedTarget> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var target = new ScriptedTarget(app);
        target.Map();
        await app.StartAsync();
        return target;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.MapGet("/api/health", Answer(() => Results.Json(new { status = Healthy ? "ok" : "down" }, statusCode: Healthy ? 200 : 503)));
        _app.MapGet("/api/metrics/errors", Answer(() => ErrorRate is { } rate ? Results.Json(new { errorRate = rate }) : Results.Json(new { })));
        _app.MapGet("/api/metrics/system", Answer(() => Results.Json(new { p95 = P95, requestRate = RequestRate, activeUsers = ActiveUsers })));
        _app.MapGet("/api/metrics/providers", Answer(() => Results.Json(new
        {
            providers = new[] { new { name = "OpenAI", errorRate = 0.2 }, new { name = "Anthropic", errorRate = 0.1 } },
        })));
        _app.MapFallback("{**path}", Answer(() => Results.NotFound()));
    }

    private IResult? Other(HttpRequest request) =>
        !Others.TryGetValue(request.Path, out var answer) ? null
        : answer(request) is { } body ? Results.Json(body)
        : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);

    private RequestDelegate Answer(Func<IResult> answer) => async context =>
    {
        _asked.Enqueue(context.Request.Path);
        Interlocked.Increment(ref _held);
        await Gate;
        Interlocked.Decrement(ref _held);
        await (Other(context.Request) ?? answer()).ExecuteAsync(context);
    };
}
