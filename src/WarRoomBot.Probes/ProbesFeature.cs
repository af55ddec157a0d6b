using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WarRoomBot.Probes.Docker;
using WarRoomBot.Probes.Health;
using WarRoomBot.Probes.Host;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.HttpMetric;
using WarRoomBot.Probes.Latency;
using WarRoomBot.Probes.NameLookup;
using WarRoomBot.Probes.Network;
using WarRoomBot.Probes.Postgres;
using WarRoomBot.Probes.Prometheus;
using WarRoomBot.Probes.Redis;
using WarRoomBot.Probes.Selecting;
using WarRoomBot.Probes.Sentry;
using WarRoomBot.Probes.Statuspage;
using WarRoomBot.Probes.Tcp;
using WarRoomBot.Probes.Tls;
using WarRoomBot.Probes.UptimeRobot;

namespace WarRoomBot.Probes;

/// <summary>The kinds of probe, and the guarded way out that they share.</summary>
public static class ProbesFeature
{
    /// <summary>Registers every kind as a <see cref="ProbeKind"/>, a singleton.</summary>
    /// <param name="configuration">The root; its section <c>Probes</c> is used.</param>
    public static IServiceCollection AddProbes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProbesOptions>().Bind(configuration.GetSection(ProbesOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProbesOptions>, ProbesOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<INameResolver, SystemNameResolver>();
        services.TryAddSingleton<GuardedDialer>();
        services.TryAddSingleton<CertificateCheck>();
        services.TryAddSingleton(provider => new AddressGuard(Options(provider).AllowPrivateNetworks));
        services.TryAddSingleton<ProbeHttp>();
        services.TryAddSingleton<HostFiles>();
        services.TryAddSingleton<Documents>();
        services.TryAddSingleton<GuardedTalk>();

        // The factory's own log lines show addresses with their query.
        services.AddHttpClient(ProbeHttp.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => new GuardedHandler(
                provider.GetRequiredService<GuardedDialer>(),
                provider.GetRequiredService<CertificateCheck>(),
                Options(provider).ConnectTimeout))
            .RemoveAllLoggers();

        return services
            .AddKind<HttpProbe>()
            .AddKind<HealthProbe>()
            .AddKind<LatencyProbe>()
            .AddKind<PrometheusProbe>()
            .AddKind<PostgresProbe>()
            .AddKind<RedisProbe>()
            .AddKind<TcpProbe>()
            .AddKind<DnsProbe>()
            .AddKind<TlsProbe>()
            .AddKind<DockerProbe>()
            .AddKind<HostProbe>()
            .AddKind<SentryProbe>()
            .AddKind<UptimeRobotProbe>()
            .AddKind<StatuspageProbe>();
    }

    private static IServiceCollection AddKind<TKind>(this IServiceCollection services)
        where TKind : ProbeKind
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ProbeKind, TKind>());
        return services;
    }

    private static ProbesOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<ProbesOptions>>().Value;
}
