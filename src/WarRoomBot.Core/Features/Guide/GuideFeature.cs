using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Guide;

/// <summary>What there is to type, and what was probably meant.</summary>
internal static class GuideFeature
{
    internal static IServiceCollection AddGuide(this IServiceCollection services) => services
        .AddCommand<Help>(new("warroom", "help", "", "shows what you can type", "warroom help", CommandGroup.Begin))
        .AddCommand<ListPlans>(new("warroom", "plans", "", "lists the plans", "warroom plans", CommandGroup.Begin))
        .AddUnknown<UnknownCommand, UnknownButton>();
}
