using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WarRoomBot.Chat;
using WarRoomBot.Checkups;

namespace WarRoomBot.Slack;

/// <summary>What the host calls to have Slack.</summary>
public static class SlackServices
{
    /// <summary>In bytes. A page of 200 messages with their blocks is the longest we ask for.</summary>
    private const int LongestAnswer = 32 * 1024 * 1024;

    /// <summary>
    /// Registers the platform when <c>Slack:BotToken</c> or <c>Slack:ClientId</c> is set, and otherwise nothing but the options.
    /// <see cref="SlackState"/> is there only when Slack is on.
    /// </summary>
    public static IServiceCollection AddSlack(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(SlackOptions.Section);
        services.AddOptions<SlackOptions>().Bind(section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SlackOptions>, SlackOptionsCheck>());
        var installs = !string.IsNullOrWhiteSpace(section[nameof(SlackOptions.ClientId)]);
        if (!installs && string.IsNullOrWhiteSpace(section[nameof(SlackOptions.BotToken)]))
            return services;

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SlackHttp>();
        services.TryAddSingleton<SlackAppApi>();
        if (installs)
            services.AddInstalling();
        services.TryAddSingleton<SlackWorkspaces>();
        services.TryAddSingleton(provider => new SlackState(provider.GetRequiredService<SlackWorkspaces>()));
        services.TryAddSingleton<SlackSwitchboard>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChatPlatform, SlackSwitchboard>(provider => provider.GetRequiredService<SlackSwitchboard>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IMessages, SlackSwitchboard>(provider => provider.GetRequiredService<SlackSwitchboard>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPeople, SlackSwitchboard>(provider => provider.GetRequiredService<SlackSwitchboard>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IFiles, SlackSwitchboard>(provider => provider.GetRequiredService<SlackSwitchboard>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChannels, SlackSwitchboard>(provider => provider.GetRequiredService<SlackSwitchboard>()));
        services.TryAddSingleton<SlackArrivals>();
        services.TryAddSingleton<SlackRequests>();
        services.TryAddSingleton(provider => new SlackSignature(
            provider.GetRequiredService<IOptions<SlackOptions>>().Value.SigningSecret, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<TokenCheckup>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICheckup, TokenCheckup>(provider => provider.GetRequiredService<TokenCheckup>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICheckup, EntranceCheckup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICheckup, ChannelCheckup>());
        services.AddHostedService<SlackSignOn>();
        if (!string.IsNullOrWhiteSpace(section[nameof(SlackOptions.AppToken)]))
        {
            services.TryAddSingleton(new SocketTimes());
            services.AddHostedService<SlackSocketMode>();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<ICheckup, SocketCheckup>());
        }

        services.AddHttpClient(SlackHttp.Client, client =>
            {
                // Each call has a time-out of its own, by the clock that everything else goes by.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = LongestAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // A redirect would carry a message, or the token, elsewhere.
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The factory's own log lines hold the whole address, and a response_url is a secret.
            .RemoveAllLoggers();
        return services;
    }

    private static void AddInstalling(this IServiceCollection services)
    {
        services.TryAddSingleton<TokenSeal>();
        services.TryAddSingleton<InstallLink>();
        services.TryAddSingleton<SlackInstallations>();
        services.TryAddSingleton<TokenRotation>();
        services.TryAddSingleton<InstallDesk>();
        // The framework logs whole addresses, and what people come back from Slack with is in one.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning));
    }

    /// <summary>
    /// Maps <c>POST /slack/commands</c>, <c>/slack/interactions</c> and <c>/slack/events</c>; nothing when Slack is off, or reached by a
    /// socket alone. They answer 200 once stored, 400 to what is malformed, 401 to what is not signed, 413 to what is too long, 503 when
    /// the storage is away. Where workspaces install the app themselves also <c>GET /slack/install</c> and <c>/slack/oauth_redirect</c>, which answer
    /// people with pages.
    /// </summary>
    public static IEndpointRouteBuilder MapSlack(this IEndpointRouteBuilder endpoints)
    {
        var options = endpoints.ServiceProvider.GetService<IOptions<SlackOptions>>()?.Value;
        if (options is { Installs: true })
        {
            var desk = endpoints.ServiceProvider.GetRequiredService<InstallDesk>();
            endpoints.MapGet(InstallDesk.InstallPath, (RequestDelegate)desk.BeginAsync);
            endpoints.MapGet(InstallDesk.RedirectPath, (RequestDelegate)desk.EndAsync);
        }

        if (options is not { On: true, AnswersHttp: true })
            return endpoints;
        var requests = endpoints.ServiceProvider.GetRequiredService<SlackRequests>();
        endpoints.MapPost("/slack/commands", (RequestDelegate)requests.CommandAsync);
        endpoints.MapPost("/slack/interactions", (RequestDelegate)requests.InteractionAsync);
        endpoints.MapPost("/slack/events", (RequestDelegate)requests.EventAsync);
        return endpoints;
    }
}
