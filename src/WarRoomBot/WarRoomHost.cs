using WarRoomBot.Host.Health;
using WarRoomBot.Host.Plans;
using WarRoomBot.Host.Scheduling;
using WarRoomBot.Host.Signals;
using WarRoomBot.Host.WaysOut;
using WarRoomBot.Probes;
using WarRoomBot.Slack;
using WarRoomBot.Storage;
using WarRoomBot.Web;

namespace WarRoomBot.Host;

/// <summary>Puts the application together: the one place that knows all parts. Tests build the same application.</summary>
internal static class WarRoomHost
{
    /// <param name="arguments">Configuration from the command line, as <c>--Storage:Provider=PostgreSql</c>.</param>
    /// <param name="configure">Comes first: more configuration, services that take the place of ours.</param>
    /// <param name="change">Comes last, over all services there are.</param>
    internal static WebApplication Build(
        string[] arguments, Action<WebApplicationBuilder>? configure = null, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateSlimBuilder(arguments);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        configure?.Invoke(builder);
        var (services, configuration) = (builder.Services, builder.Configuration);
        services
            .AddWarRoomBot()
            .AddStorage(configuration)
            .AddPlans(configuration)
            .AddProbes(configuration)
            .AddSignals(configuration)
            .AddGateways(configuration)
            .AddSlack(configuration)
            .AddWarRoomPages()
            .AddWarRoomHealth()
            .AddQuartzWakeUp();
        if (LocalChatIsOn(configuration))
            services.AddLocalChat();
        change?.Invoke(services);

        var app = builder.Build();
        app.MapSlack();
        app.MapSignals();
        app.MapWarRoomPages();
        app.MapLocalChat();
        app.MapWarRoomHealth();
        return app;
    }

    /// <summary>Whoever has configured no chat platform gets the one that needs no configuration.</summary>
    private static bool LocalChatIsOn(IConfiguration configuration) =>
        configuration.GetValue<bool?>("LocalChat:Enabled")
        ?? (string.IsNullOrWhiteSpace(configuration["Slack:BotToken"]) && string.IsNullOrWhiteSpace(configuration["Slack:ClientId"]) && string.IsNullOrWhiteSpace(configuration["Teams:AppId"]));
}
