using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WarRoomBot.Delivery;
using WarRoomBot.Slack;
using WarRoomBot.Storage;

namespace WarRoomBot.Host.Health;

/// <summary>
/// <c>/health/live</c>: the process runs. <c>/health/ready</c>: it can take and send; 503 and the reason when it cannot take, 200 and
/// <c>degraded</c> when only sending has to wait.
/// </summary>
internal static class HealthEndpoints
{
    internal static IServiceCollection AddWarRoomHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<StorageCheck>("storage")
            .AddCheck<PlatformCheck>("platforms")
            .AddCheck<SlackCheck>("slack");
        return services;
    }

    internal static void MapWarRoomHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = WriteAsync });
        routes.MapHealthChecks("/health/ready", new() { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(
            new
            {
                status = report.Status.ToString().ToLowerInvariant(),
                checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status.ToString().ToLowerInvariant(), why = entry.Value.Description }),
            },
            JsonSerializerOptions.Web));
    }

    private sealed class StorageCheck(IStorageHealth storage) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await storage.TroubleAsync(cancellationToken) is { } why ? HealthCheckResult.Unhealthy(why) : HealthCheckResult.Healthy();
    }

    /// <summary>
    /// Whether Slack takes our token; nothing to say when Slack is not configured. What one of several workspaces has done is told, but no reason to
    /// be less than healthy.
    /// </summary>
    private sealed class SlackCheck(IServiceProvider services) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(services.GetService<SlackState>() switch
            {
                { Ready: false } slack => HealthCheckResult.Degraded(string.Join(' ', new[] { slack.Why, slack.Installed }.OfType<string>())),
                { Installed: { } installed } => HealthCheckResult.Healthy(installed),
                _ => HealthCheckResult.Healthy(),
            });
    }

    private sealed class PlatformCheck(PlatformGates gates) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var silent = gates.Silent;
            return Task.FromResult(silent.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded($"{string.Join(", ", silent)} does not answer; messages are kept until it does."));
        }
    }
}
