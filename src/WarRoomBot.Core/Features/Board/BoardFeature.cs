using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Board;

/// <summary>How things stand: the pinned board and the status that people ask for.</summary>
internal static class BoardFeature
{
    internal static IServiceCollection AddBoard(this IServiceCollection services) => services
        .AddSingleton<BoardViews>()
        .AddSingleton<StatusMeasurement>()
        .AddSubscriber<KeepBoard>(RoomFacts.Opened)
        .AddSubscriber<TellUnread>(RoomFacts.Opened)
        .AddSubscriber<KeepBoard>(RoomFacts.Changed)
        .AddSubscriber<KeepBoard>(RoomFacts.Ended)
        .AddSubscriber<ShowMeasured>(Measuring.Measured)
        .AddDue<TellHeldBack>(Backlog.Due)
        .AddCommand<ShowStatus>(new("warroom", "status", "", "measures everything now", "warroom status", CommandGroup.Look))
        .AddButton<ShowStatusNow>(BoardCard.StatusAction)
        .AddButton<RefreshStatus>(StatusCard.RefreshAction);
}
