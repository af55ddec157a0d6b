using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.WaysOut;

/// <summary>Alerts are told outside chat: to PagerDuty, by e-mail, by SMS, to a webhook. The host brings the gateways.</summary>
internal static class WaysOutFeature
{
    internal static IServiceCollection AddWaysOut(this IServiceCollection services) => services
        .AddSingleton<IPerformer, WayCaller>()
        .AddSubscriber<TellWays>(AlertFacts.Changed)
        .AddResult<WayAnswered>(WayCaller.KindName);
}
