using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Probes;

namespace WarRoomBot.Features.Metrics;

/// <summary>Metrics are read, kept and judged.</summary>
internal static class MetricsFeature
{
    internal static IServiceCollection AddMeasuring(this IServiceCollection services) => services
        .AddSingleton<ProbeKinds>()
        .AddSingleton<IPerformer, Meter>()
        .AddSingleton<IForgetful, ForgetSamples>()
        .AddSubscriber<MeasureRoutinely>(RoomFacts.Opened)
        .AddDue<MeasureRoutinely>(MeasureRoutinely.Due)
        .AddResult<StoreSamples>(Measuring.Action)
        .AddSubscriber<StopMeasuring>(RoomFacts.Ended);
}
