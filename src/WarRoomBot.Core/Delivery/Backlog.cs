using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Delivery;

/// <summary>
/// Notices when a conversation gets its messages late, because the platform throttles or does not answer, and lets a moment fall due there:
/// <see cref="Due"/>, whose subject is a <see cref="HeldBack"/>. Whoever handles it looks again with <see cref="OfAsync"/> until it is over.
/// </summary>
internal sealed class Backlog(IDatabase database, Leadership leadership, AfterCommit afterCommit, TimeProvider time, ILogger<Backlog> logger) : BackgroundService
{
    internal const string Due = "held-back";

    /// <summary>A burst at one message a second is through by then, and so is what a platform puts off for some seconds.</summary>
    internal static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    private const int Background = (int)Priority.Background;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Falls due in a conversation where messages are held back; the same until it is over.</summary>
    internal static FallsDue At(DateTimeOffset at, HeldBack heldBack) =>
        new(KeyOf(heldBack.Conversation), heldBack.Conversation.ToString(), Due, at, Json.Write(heldBack));

    /// <param name="session">Where to look.</param>
    /// <param name="conversation">The place.</param>
    /// <param name="now">Messages queued longer ago than <see cref="Late"/> count; boards and other housekeeping may wait.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>How many messages wait there, and since when the oldest does; zero when none is late.</returns>
    internal static async Task<Waiting> OfAsync(
        Session session, Conversation conversation, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await session.FindAsync<Waiting>(
            """
            select count(*) as count, min(queued_at) as since from outbox
            where state in (0, 1) and conversation = @conversation and queued_at <= @before and priority < @Background
            """,
            new { conversation, before = now - Late, Background },
            cancellationToken))!;

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
                await LookAsync(stoppingToken);
            }
            catch (StorageUnavailableException exception)
            {
                Log.SweepWaitsForStorage(logger, exception.Message);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var late = await database.ReadAsync(
            (session, token) => session.ListAsync<Conversation>(
                """
                select distinct conversation from outbox where state in (0, 1) and queued_at <= @before and priority < @Background
                and not exists (select 1 from due where key = @prefix || conversation)
                """,
                new { before = now - Late, Background, prefix = KeyOf("") },
                token),
            cancellationToken);
        if (late.Count == 0)
            return;
        await database.WriteAsync(
            async (session, token) =>
            {
                foreach (var conversation in late)
                    await DueStore.PutAsync(session, At(now, new(conversation, null, 0)), token);
                return late.Count;
            },
            cancellationToken);
        var wakes = new Wakes();
        wakes.Due.Add(now);
        afterCommit.Announce(wakes);
    }

    private static string KeyOf(object conversation) => $"held-back/{conversation}";

    /// <param name="Since">When the oldest was queued; null when none waits.</param>
    internal sealed record Waiting(long Count, DateTimeOffset? Since);
}

/// <summary>Messages that wait in a conversation.</summary>
/// <param name="Since">When the oldest of the first was queued; null while nobody has looked.</param>
/// <param name="Most">The most that waited at once.</param>
internal sealed record HeldBack(Conversation Conversation, DateTimeOffset? Since, long Most);
