using System.Net;

namespace WarRoomBot.Host.Demo;

/// <summary>
/// A small service on loopback that misbehaves on purpose, for <c>warroombot demo</c>: something to watch without having anything. Its
/// answers follow <see cref="SampleTargetStory"/>.
/// </summary>
internal sealed class SampleTarget : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SampleTarget(WebApplication app) => _app = app;

    /// <summary>Without a slash at the end: <c>http://127.0.0.1:43210</c>.</summary>
    public string Address => _app.Urls.Single();

    /// <param name="time">The story begins now.</param>
    /// <param name="speed">How much faster than <paramref name="time"/> the story goes; in a rehearsal its pace.</param>
    /// <param name="port">On 127.0.0.1; 0 for any that is free.</param>
    public static async Task<SampleTarget> StartAsync(TimeProvider time, double speed, int port, CancellationToken cancellationToken)
    {
        // Empty: the settings of the bot itself (addresses, logging) are not for it.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var began = time.GetTimestamp();
        Map(app, time, () => SampleTargetStory.At(time.GetElapsedTime(began) * speed));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Map(WebApplication app, TimeProvider time, Func<SampleTargetState> now)
    {
        app.MapGet("/", async (CancellationToken cancellationToken) =>
        {
            // Half of the slowest: what most visitors wait. It is not sped up, because nobody who waits is.
            await Task.Delay(TimeSpan.FromMilliseconds((int)now().P95 / 2), time, cancellationToken);
            return Results.Text("A sample service that misbehaves on purpose.");
        });
        app.MapGet("/api/health", () => Health(now(), time.GetUtcNow()));
        app.MapGet("/api/metrics/errors", () => Errors(now()));
        app.MapGet("/api/metrics/system", () => System(now()));
        app.MapGet("/api/metrics/providers", () => Providers(now()));
    }

    private static IResult Health(SampleTargetState state, DateTimeOffset at) => Results.Json(
        new
        {
            status = state.IsHealthy ? "ok" : "down",
            services = new { database = state.IsHealthy, cache = true, backgroundJobs = state.IsHealthy },
            timestamp = at,
            uptime = (long)state.Uptime.TotalSeconds,
        },
        statusCode: state.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);

    private static IResult Errors(SampleTargetState state) => Results.Json(new
    {
        errorRate = state.ErrorRate,
        errorsPerMinute = Math.Round(state.RequestRate * 60 * state.ErrorRate / 100, 1),
    });

    private static IResult System(SampleTargetState state) => Results.Json(new
    {
        p95 = state.P95,
        requestRate = state.RequestRate,
        activeUsers = state.ActiveUsers,
        memory = state.Memory,
        cpu = state.Cpu,
    });

    private static IResult Providers(SampleTargetState state) => Results.Json(new
    {
        providers = state.Providers.Select(
            provider => new { name = provider.Name, status = provider.Status, errorRate = provider.ErrorRate }),
    });
}
