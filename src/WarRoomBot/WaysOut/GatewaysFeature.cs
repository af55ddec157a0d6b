using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WarRoomBot.WaysOut;

namespace WarRoomBot.Host.WaysOut;

/// <summary>The gateways by which alerts are told outside chat.</summary>
internal static class GatewaysFeature
{
    /// <param name="configuration">The root; its section <c>WaysOut</c> is used. A mistake in it stops the start.</param>
    internal static IServiceCollection AddGateways(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WaysOutOptions>().Bind(configuration.GetSection(WaysOutOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WaysOutOptions>, WaysOutOptionsCheck>());
        services.TryAddSingleton<HttpCaller>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGateway, PagerDutyGateway>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGateway, SmtpGateway>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGateway, SmsGateway>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGateway, WebhookGateway>());
        services.TryAddSingleton<IStepCalls, StepCalls>();
        services.AddHttpClient(HttpCaller.Configured, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A redirect would carry the word, or the token, elsewhere.
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        return services;
    }
}
