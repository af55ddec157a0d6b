using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Delivery;

/// <summary>
/// Once an hour, on the replica that delivers, forgets what came in and what was sent once, when it is settled and older than
/// <see cref="Kept"/>: keys are kept that long so that no sender's redelivery is taken for new. Rooms, records and cards are kept, and whatever a
/// feature does not name as <see cref="IForgetful"/>.
/// </summary>
internal sealed class Housekeeping(IDatabase database, IEnumerable<IForgetful> features, Leadership leadership, TimeProvider time, ILogger<Housekeeping> logger) : BackgroundService
{
    /// <summary>Chat platforms redeliver within hours, alert sources within days.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Rows in one transaction: few enough not to hold up the door.</summary>
    private const int MostAtOnce = 500;

    /// <summary>Of each kind in one hour; what is left waits for the next.</summary>
    private const int MostBatches = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await database.Opened.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!leadership.Held)
                continue;
            try
            {
                var before = time.GetUtcNow() - Kept;
                var came = await ForgetAsync((session, token) => InboxStore.ForgetAsync(session, before, MostAtOnce, token), stoppingToken);
                var went = await ForgetAsync((session, token) => OutboxStore.ForgetAsync(session, before, MostAtOnce, token), stoppingToken);
                if (came + went > 0)
                    Log.Forgotten(logger, came, went);
                foreach (var feature in features)
                    await ForgetAsync((session, token) => feature.ForgetAsync(session, time.GetUtcNow(), MostAtOnce, token), stoppingToken);
            }
            catch (StorageUnavailableException exception)
            {
                Log.SweepWaitsForStorage(logger, exception.Message);
            }
        }
    }

    private async Task<int> ForgetAsync(Func<Session, CancellationToken, Task<int>> forget, CancellationToken cancellationToken)
    {
        var all = 0;
        for (var batch = 0; batch < MostBatches; batch++)
        {
            var forgotten = await database.WriteAsync(forget, cancellationToken);
            all += forgotten;
            if (forgotten < MostAtOnce)
                break;
        }

        return all;
    }
}
