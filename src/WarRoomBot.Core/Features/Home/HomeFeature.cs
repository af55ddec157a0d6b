using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Home;

/// <summary>A page for each person, where the platform keeps one: what they have to answer or sign, what they have in hand, where they are in.</summary>
internal static class HomeFeature
{
    internal static IServiceCollection AddHome(this IServiceCollection services) => services
        .AddSingleton<HomePages>()
        .AddHomePage<OpenHome>()
        .AddDirectMessages<AnswerDirectly>()
        .AddSubscriber<TouchHomes>(RoomFacts.Opened)
        .AddSubscriber<TouchHomes>(RoomFacts.Changed)
        .AddSubscriber<TouchHomes>(RoomFacts.Ended)
        .AddSubscriber<PlanRefresh>(PlanRefresh.Touched)
        .AddDue<RefreshHome>(PlanRefresh.Due)
        .AddButton<OpenHome>(HomeCard.RefreshAction);
}
