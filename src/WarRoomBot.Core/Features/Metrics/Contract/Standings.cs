using WarRoomBot.Data;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Metrics.Contract;

/// <summary>How the metrics of a room stand.</summary>
internal static class Standings
{
    /// <summary>In the order of <paramref name="metrics"/>.</summary>
    internal static async Task<IReadOnlyList<Standing>> OfAsync(
        Session session, WarRoom room, IEnumerable<Metric> metrics, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var standings = new List<Standing>();
        foreach (var metric in metrics)
        {
            var since = now - room.Clock.Real(Judge.Memory(metric));
            var history = await SampleStore.SinceAsync(session, room.Id, metric.Name, since, cancellationToken);
            standings.Add(Judge.Of(metric, history, room.Clock));
        }

        return standings;
    }
}
