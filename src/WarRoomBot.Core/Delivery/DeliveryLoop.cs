using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Delivery;

/// <summary>
/// The one door out. Looks which message's turn it is in each conversation that has work, asks the platform's rate limits, and lets
/// <see cref="Shipment"/> do the one next step. Only the replica that holds the lease sends: rate limits belong to the workspace, so
/// one hand is on the tap.
/// </summary>
internal sealed class DeliveryLoop : BackgroundService
{
    private const int MostUnderWay = 32;

    private readonly IDatabase _database;
    private readonly PlatformGates _gates;
    private readonly Shipment _shipment;
    private readonly Leadership _leadership;
    private readonly AfterCommit _afterCommit;
    private readonly TimeProvider _time;
    private readonly ILogger<DeliveryLoop> _logger;
    private readonly Bell _bell = new();
    private readonly Agenda _agenda = new();
    private readonly UnderWay<Conversation> _underWay = new();
    private long _lookedAt;
    private bool _looked;

    public DeliveryLoop(
        IDatabase database, PlatformGates gates, Shipment shipment, Leadership leadership, AfterCommit afterCommit,
        TimeProvider time, ILogger<DeliveryLoop> logger)
    {
        (_database, _shipment, _leadership, _afterCommit, _time, _logger) = (database, shipment, leadership, afterCommit, time, logger);
        _gates = gates;
        afterCommit.ConversationHasWork += Queued;
        leadership.Changed += LeadershipChanged;
    }

    /// <summary>Something is on its way, or looked for, right now.</summary>
    internal bool IsBusy => !_underWay.IsEmpty || !_bell.Waits;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _database.Opened.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Leadership.Interval;
            try
            {
                if (_leadership.Held)
                {
                    await LookAroundAsync(stoppingToken);
                    await StartWhatMayGoAsync(stoppingToken);
                    pause = _agenda.Pause(_time.GetUtcNow(), Leadership.Interval);
                }
            }
            catch (StorageUnavailableException exception)
            {
                Log.DeliveryWaitsForStorage(_logger, exception.Message);
                _looked = false;
            }

            await _bell.WaitAsync(pause, _time, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _underWay.Ended;
    }

    public override void Dispose()
    {
        _afterCommit.ConversationHasWork -= Queued;
        _leadership.Changed -= LeadershipChanged;
        _bell.Dispose();
        base.Dispose();
    }

    private void Queued(Conversation conversation, Priority priority)
    {
        _agenda.Queued(conversation, priority);
        _bell.Ring();
    }

    private void LeadershipChanged()
    {
        _looked = false;
        _bell.Ring();
    }

    /// <summary>Now and then, and after a fault, looks at everything: another replica or a crash may have left work nobody told of.</summary>
    private async Task LookAroundAsync(CancellationToken stoppingToken)
    {
        if (_looked && _time.GetElapsedTime(_lookedAt) < Leadership.Interval)
            return;
        foreach (var conversation in await _database.ReadAsync(OutboxStore.OpenAsync, stoppingToken))
            _agenda.Sometime(conversation);
        (_looked, _lookedAt) = (true, _time.GetTimestamp());
    }

    private async Task StartWhatMayGoAsync(CancellationToken stoppingToken)
    {
        var due = _agenda.Take(_time.GetUtcNow());
        // While a message is under way its row is about to change; when it is done, the conversation comes up again.
        due.RemoveAll(_underWay.Contains);
        if (due.Count == 0)
            return;
        IReadOnlyList<OutboxRow> heads;
        try
        {
            heads = await _database.ReadAsync((session, token) => HeadsAsync(session, due, token), stoppingToken);
        }
        catch
        {
            due.ForEach(_agenda.Now);
            throw;
        }

        foreach (var row in heads)
            StartOrPutOff(row, stoppingToken);
    }

    private void StartOrPutOff(OutboxRow row, CancellationToken stoppingToken)
    {
        if (_gates.Of(row.Conversation) is not { } gate)
            return;
        var now = _time.GetUtcNow();
        var wait = row.NextAt > now ? row.NextAt - now
            : _underWay.Count >= MostUnderWay ? Agenda.Soon
            : row.NextStep is { } step ? gate.Take(step, row)
            : TimeSpan.Zero;
        if (wait > TimeSpan.Zero)
            _agenda.At(row.Conversation, now + wait, row.Rank);
        else
            _underWay.Start(row.Conversation, () => GoAsync(row, gate, stoppingToken), () => Ended(row.Conversation, stoppingToken));
    }

    /// <summary>Most urgent first: what is asked first gets what is left of a rate limit.</summary>
    private static async Task<IReadOnlyList<OutboxRow>> HeadsAsync(Session session, List<Conversation> conversations, CancellationToken cancellationToken)
    {
        var heads = new List<OutboxRow>(conversations.Count);
        foreach (var conversation in conversations)
        {
            if (await OutboxStore.HeadAsync(session, conversation, cancellationToken) is { } head)
                heads.Add(head);
        }

        return [.. heads.OrderBy(row => row.Rank).ThenBy(row => row.Id)];
    }

    private async Task GoAsync(OutboxRow row, PlatformGate gate, CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            await _shipment.GoAsync(row, gate, stoppingToken);
        }
        catch (StorageUnavailableException exception)
        {
            Log.DeliveryWaitsForStorage(_logger, exception.Message);
        }
        catch (OperationCanceledException)
        {
            // Stopping: what was begun is looked for by the next process.
        }
        catch (Exception exception)
        {
            Log.DeliveryFailed(_logger, row.Key, exception);
        }
    }

    private void Ended(Conversation conversation, CancellationToken stoppingToken)
    {
        if (stoppingToken.IsCancellationRequested)
            return;
        _agenda.Now(conversation);
        _bell.Ring();
    }
}
