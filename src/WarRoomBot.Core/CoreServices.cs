using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Alerts;
using WarRoomBot.Features.Board;
using WarRoomBot.Features.Checks;
using WarRoomBot.Features.Doctor;
using WarRoomBot.Features.Feedback;
using WarRoomBot.Features.Gates;
using WarRoomBot.Features.Guide;
using WarRoomBot.Features.Home;
using WarRoomBot.Features.Incidents;
using WarRoomBot.Features.Metrics;
using WarRoomBot.Features.Shifts;
using WarRoomBot.Features.Reports;
using WarRoomBot.Features.WarRooms;
using WarRoomBot.Features.WaysOut;
using WarRoomBot.Pipeline;
using WarRoomBot.Scheduling;

namespace WarRoomBot;

public static class CoreServices
{
    /// <summary>The pipeline and every feature. The host adds a store, a plan catalog, a wake-up, platforms and probe kinds.</summary>
    public static IServiceCollection AddWarRoomBot(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
#pragma warning disable RS0030 // The one place where chance comes in.
        services.TryAddSingleton(Random.Shared);
#pragma warning restore RS0030
        return services.AddPipeline().AddFeatures();
    }

    private static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddGuide()
        .AddWarRooms()
        .AddMeasuring()
        .AddChecks()
        .AddAlerts()
        .AddWaysOut()
        .AddIncidents()
        .AddGates()
        .AddFeedback()
        .AddShifts()
        .AddReports()
        .AddBoard()
        .AddDoctor()
        .AddHome();

    private static IServiceCollection AddPipeline(this IServiceCollection services) => services
        .AddSingleton<AfterCommit>()
        .AddSingleton<Inbox>()
        .AddSingleton<IChatDoor, ChatDoor>()
        .AddSingleton<Router>()
        .AddSingleton<OutcomeWriter>()
        .AddSingleton<LaneTurns>()
        .AddSingleton<PlatformGates>()
        .AddSingleton<Shipment>()
        .AddSingleton<Leadership>()
        .AddHostedService(provider => provider.GetRequiredService<Leadership>())
        .AddHostedService<InboxRunner>()
        .AddSingleton<DeliveryLoop>()
        .AddHostedService(provider => provider.GetRequiredService<DeliveryLoop>())
        .AddSingleton<IListener, CardListener>()
        .AddTakenAway<BringBackCard>()
        .AddSingleton<IPerformer, ChannelPerformer>()
        .AddSingleton<IPerformer, MessagePerformer>()
        .AddSingleton<IPerformer, PeoplePerformer>()
        .AddHostedService<ActionLoop>()
        .AddHostedService<Timekeeper>()
        .AddHostedService<Backlog>()
        .AddHostedService<Housekeeping>();
}
