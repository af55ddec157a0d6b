using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarRoomBot.Data;

namespace WarRoomBot.Delivery;

/// <summary>Whether this replica is the one that sends and acts. Keeps the lease while the process runs and gives it back at its end.</summary>
internal sealed class Leadership : BackgroundService
{
    internal static readonly TimeSpan Interval = Lease.Interval;

    private readonly Lease _lease;
    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger<Leadership> _logger;

    public Leadership(IDatabase database, TimeProvider time, ILogger<Leadership> logger)
    {
        (_database, _time, _logger) = (database, time, logger);
        Owner = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        _lease = new(database, time, Lease.Delivery, Owner);
    }

    /// <summary>Raised when <see cref="Held"/> has changed.</summary>
    public event Action? Changed;

    public bool Held { get; private set; }

    public string Owner { get; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _database.Opened.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Interval, _time);
        do
        {
            try
            {
                Became(await _lease.HoldAsync(stoppingToken));
            }
            catch (StorageUnavailableException)
            {
                Became(_lease.Held);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Became(false);
        try
        {
            await _lease.ReleaseAsync(cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            // Another replica waits out the lease instead.
        }
    }

    private void Became(bool held)
    {
        if (held == Held)
            return;
        Held = held;
        if (held)
            Log.LeaseTaken(_logger);
        else
            Log.LeaseLost(_logger);
        Changed?.Invoke();
    }
}
