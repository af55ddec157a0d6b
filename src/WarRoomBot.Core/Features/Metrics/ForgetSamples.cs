using WarRoomBot.Data;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Metrics;

/// <summary>
/// A standing room reads for ever, and keeps the readings of the last <see cref="Kept"/>: more than any of its reports and gates looks back.
/// A room that ends keeps all of them, so that its report stays the same.
/// </summary>
internal sealed class ForgetSamples(RoomPlans plans) : IForgetful
{
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public async Task<int> ForgetAsync(Session session, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        foreach (var room in (await RoomStore.OpenAsync(session, cancellationToken)).Where(room => room.EndsAt is null))
        {
            foreach (var metric in await MetricsOfAsync(session, room, cancellationToken))
            {
                forgotten += await SampleStore.ForgetAsync(session, room.Id, metric, now - Kept, most - forgotten, cancellationToken);
                if (forgotten >= most)
                    return forgotten;
            }
        }

        return forgotten;
    }

    private async Task<IEnumerable<string>> MetricsOfAsync(Session session, WarRoom room, CancellationToken cancellationToken)
    {
        try
        {
            return (await plans.OfAsync(session, room, cancellationToken)).Metrics.Select(metric => metric.Name);
        }
        catch (PlanLostException)
        {
            // It reads nothing either until its plan can be read again.
            return [];
        }
    }
}
