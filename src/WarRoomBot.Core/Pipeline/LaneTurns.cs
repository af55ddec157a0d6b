using Microsoft.Extensions.Logging;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Pipeline;

/// <summary>
/// The command runner: takes what waits in one lane, one after the other, and writes for each its change of state and everything that
/// should happen because of it in the one transaction it is given. What fails is undone alone and tried again later.
/// </summary>
internal sealed class LaneTurns(Router router, OutcomeWriter writer, ILogger<LaneTurns> logger)
{
    /// <summary>The most arrivals run in one transaction: enough to share its cost, few enough not to hold up the door.</summary>
    internal const int Most = 16;

    /// <summary>A person is not left waiting: after this many tries they are told. Everything else is tried for ever.</summary>
    private const int ChatTries = 4;

    private const string Savepoint = "turn";

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    public async Task<Ran> RunAsync(Session session, string lane, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await session.LockAsync(lane, cancellationToken);
        var rows = await InboxStore.WaitingAsync(session, lane, now, Most, cancellationToken);
        var wakes = new Wakes();
        foreach (var row in rows)
        {
            await session.SavepointAsync(Savepoint, cancellationToken);
            try
            {
                await RunAsync(session, row, now, wakes, cancellationToken);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or StorageUnavailableException))
            {
                await session.RollbackToAsync(Savepoint, cancellationToken);
                await FailedAsync(session, row, now, exception, wakes, cancellationToken);
            }

            await session.ReleaseAsync(Savepoint, cancellationToken);
        }

        return new(rows.Count, wakes);
    }

    private async Task RunAsync(Session session, InboxRow row, DateTimeOffset now, Wakes wakes, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Turn(row.Kind);
        if (row.Kind != Kinds.Due || await DueStore.TakeAsync(session, Json.Read<DueMoment>(row.Body), cancellationToken))
        {
            var turn = new Turn(session, now, row.Id, row.ReceivedAt);
            var outcome = await router.HandleAsync(row.Kind, row.Body, turn, cancellationToken);
            await writer.WriteAsync(outcome, turn, wakes, cancellationToken);
        }

        await InboxStore.DoneAsync(session, row.Id, cancellationToken);
        Telemetry.TurnDone(row.Kind, now - row.ReceivedAt);
    }

    private async Task FailedAsync(Session session, InboxRow row, DateTimeOffset now, Exception exception, Wakes wakes, CancellationToken cancellationToken)
    {
        Log.TurnFailed(logger, row.Id, row.Kind, row.Attempts + 1, exception);
        var refused = exception as RefusedException;
        if (row.Kind == Kinds.Chat && (refused is not null || row.Attempts + 1 >= ChatTries))
        {
            await InboxStore.GiveUpAsync(session, row.Id, exception.Message, cancellationToken);
            var sentence = refused?.Message
                ?? $"That did not work: an error inside the bot, in its log as arrival {row.Id}. Nothing was changed; please try again.";
            var sorry = Outcome.Answer(Json.Read<ChatEvent>(row.Body), sentence);
            await writer.WriteAsync(sorry, new(session, now, row.Id, row.ReceivedAt), wakes, cancellationToken);
            return;
        }

        var pause = exception is ConflictException ? TimeSpan.Zero : Pause(row.Attempts);
        await InboxStore.RetryAsync(session, row.Id, now + pause, exception.Message, cancellationToken);
    }

    private static TimeSpan Pause(long attempts) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, attempts)));

    internal sealed record Ran(int Count, Wakes Wakes);
}
