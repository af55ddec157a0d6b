using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WarRoomBot.Delivery;
using WarRoomBot.Host.Signals.Offers;
using WarRoomBot.Host.Signals.Receiving;
using WarRoomBot.Host.Signals.Settings;
using WarRoomBot.Host.Signals.Sources;
using WarRoomBot.Host.Signals.Sources.Generic;
using WarRoomBot.Host.Signals.Sources.Sentry;
using WarRoomBot.Host.Signals.Sources.Sns;
using WarRoomBot.Host.Signals.Sources.UptimeRobot;
using WarRoomBot.Pipeline;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals;

/// <summary>Alerts from outside: every kind of source, and the one address they all send to.</summary>
internal static class SignalsFeature
{
    /// <param name="configuration">The root; its section <c>Alerts:Sources</c> is used. A mistake in it stops the start.</param>
    internal static IServiceCollection AddSignals(this IServiceCollection services, IConfiguration configuration)
    {
        // The framework's line about each request has its whole address, and there are sources whose secret is in it.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
        services.AddOptions<AlertsOptions>().Configure(options => options.Sources = AlertsOptions.Read(configuration)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AlertsOptions>, AlertsOptionsCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<SignalSource, AlertmanagerSource>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<SignalSource, GrafanaSource>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<SignalSource, SentrySource>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<SignalSource, UptimeRobotSource>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<SignalSource, PagerDutySource>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<SignalSource, GenericSource>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<SignalSource, CloudEventsSource>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<SignalSource, OpsgenieSource>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<SignalSource, DatadogSource>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<SignalSource, SnsSource>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<SignalSource, UptimeKumaSource>());
        services.TryAddSingleton<SignalSources>();
        services.TryAddSingleton<ISourceFetch, GuardedFetch>();
        services.TryAddSingleton<SourceFiles>();
        services.TryAddSingleton<SignalLanes>();
        services.TryAddSingleton<RefusalLog>();
        services.TryAddSingleton<SignalRequests>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPerformer, OfferConfirmer>());
        return services.AddOffers<ConfirmOffer>().AddResult<OfferConfirmed>(OfferConfirmer.KindName);
    }

    /// <summary>
    /// Maps <c>/alerts/{source}</c>, to POST and what a kind uses beside it. It answers 2xx once stored, 400 to what cannot be read, 401 to
    /// who has not proved to be the source, 404 for a source that is not configured, 405, 413 to more than 1 MiB, 503 when nothing can be
    /// stored; errors as <c>{"error": "…"}</c>.
    /// </summary>
    internal static void MapSignals(this IEndpointRouteBuilder endpoints)
    {
        // Made at the first request: commands that only look at a plan need no working sources.
        var requests = new Lazy<SignalRequests>(endpoints.ServiceProvider.GetRequiredService<SignalRequests>);
        endpoints.Map("/alerts/{source}", (RequestDelegate)(context => requests.Value.AnswerAsync(context)));
    }
}
