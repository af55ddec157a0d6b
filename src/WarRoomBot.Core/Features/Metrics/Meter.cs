using System.Collections.Concurrent;
using WarRoomBot.Cards;
using WarRoomBot.Data;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Features.Metrics;

/// <summary>
/// Reads metrics outside. A metric is never read twice at once: who asks while it is being read, or shortly after, gets the same sample.
/// So ten people asking for the status together cost one measurement.
/// </summary>
internal sealed class Meter(IDatabase database, RoomPlans plans, ProbeKinds kinds, TimeProvider time) : IPerformer
{
    /// <summary>In the room's time.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    /// <summary>When somebody waits for the figures.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<(long Room, string Metric), Asked> _asked = [];

    public string Kind => Measuring.Action;

    public async Task<string> PerformAsync(string key, string body, CancellationToken cancellationToken)
    {
        var request = Json.Read<MeasureRequest>(body);
        var (room, plan) = await database.ReadAsync(
            async (session, token) =>
            {
                var room = await RoomStore.FindAsync(session, request.Room, token);
                return (room, plan: room is null ? null : await plans.OfAsync(session, room, token));
            },
            cancellationToken);
        if (room is null || plan is null)
            return Json.Write(new MeasureResult([]));

        var round = new ProbeRound(room.Pace);
        var readings = request.Metrics.Select(plan.Metric).OfType<Metric>().Select(metric => ReadAsync(room, metric, round, cancellationToken)).ToList();
        var all = Task.WhenAll(readings);
        if (request.Hurried)
            await Task.WhenAny(all, Task.Delay(LongestWait, time, cancellationToken));
        else
            await all;
        cancellationToken.ThrowIfCancellationRequested();
        return Json.Write(new MeasureResult([.. readings.Where(reading => reading.IsCompletedSuccessfully).Select(reading => reading.Result)]));
    }

    private Task<Sample> ReadAsync(WarRoom room, Metric metric, ProbeRound round, CancellationToken cancellationToken)
    {
        lock (_asked)
        {
            var now = time.GetUtcNow();
            if (_asked.TryGetValue((room.Id, metric.Name), out var asked) && (!asked.Sample.IsCompleted || now - asked.At < room.Clock.Real(Fresh)))
                return asked.Sample;
            asked = new(now, ReadNowAsync(metric, now, round, cancellationToken));
            _asked[(room.Id, metric.Name)] = asked;
            return asked.Sample;
        }
    }

    private async Task<Sample> ReadNowAsync(Metric metric, DateTimeOffset now, ProbeRound round, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var reading = await kinds.ReadAsync(metric.Probe, round, cancellationToken);
        return Sample.Of(metric.Name, now, reading, time.GetElapsedTime(began)) with { Reach = Reach.Of(metric.Probe, reading) };
    }

    private sealed record Asked(DateTimeOffset At, Task<Sample> Sample);
}
