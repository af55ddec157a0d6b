using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;
using WarRoomBot.Web.Rendering;

namespace WarRoomBot.Web.LocalChat;

/// <summary>
/// What happens in a channel, as it happens, for one open page. Each batch of changes ends with its number, so a page that was cut off asks
/// for everything after the last number it has seen whole; seeing a message twice does no harm.
/// </summary>
internal sealed class LiveUpdates(
    IDatabase database, Commotion commotion, Html html, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<LiveUpdates> logger)
{
    /// <summary>The stream is open.</summary>
    internal const string Ready = "ready";

    /// <summary>A message, new or changed, with its thread.</summary>
    internal const string Message = "message";

    /// <summary>A message is gone; its number.</summary>
    internal const string Gone = "gone";

    /// <summary>What is pinned has changed.</summary>
    internal const string Pinned = "pinned";

    /// <summary>The page knows of changes that never were: it belongs to another database.</summary>
    internal const string Stale = "stale";

    private const int MostChanges = 100;

    /// <summary>For what other processes change.</summary>
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(1);

    public async IAsyncEnumerable<SseItem<string>> FollowAsync(
        Viewer viewer, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A page that stays open must not keep the process from stopping.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var conversation = LocalNames.Conversation(viewer.Channel);
        // Not disposed of: somebody may be about to set it. It holds nothing that would have to be given back.
        var bell = new Bell();
        void Wake(Conversation changed)
        {
            if (changed == conversation)
                bell.Ring();
        }

        commotion.In += Wake;
        try
        {
            yield return new("", Ready) { ReconnectionInterval = ComeBackAfter };
            while (await BatchAsync(viewer, conversation, after, stop.Token) is { } batch)
            {
                foreach (var item in batch.Items)
                    yield return item;
                after = batch.UpTo;
                if (!batch.MayHaveMore && !await WaitAsync(bell, stop.Token))
                    break;
            }
        }
        finally
        {
            commotion.In -= Wake;
        }
    }

    /// <returns>Null when there is no more to be had: the page comes back by itself.</returns>
    private async Task<Batch?> BatchAsync(Viewer viewer, Conversation conversation, long after, CancellationToken cancellationToken)
    {
        try
        {
            var read = await database.ReadAsync((session, token) => ReadAsync(session, viewer, conversation, after, token), cancellationToken);
            return await RenderAsync(viewer, after, read);
        }
        catch (StorageUnavailableException exception)
        {
            Log.PageWaitsForStorage(logger, exception.Message);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<Read> ReadAsync(Session session, Viewer viewer, Conversation conversation, long after, CancellationToken cancellationToken)
    {
        var changes = await MessageStore.ChangesAsync(session, conversation, after, MostChanges, cancellationToken);
        if (changes.Count == 0)
            return new(changes, [], null, await MessageStore.NewestAsync(session, conversation, cancellationToken) < after);
        var messages = new List<(long, ChatMessage?)>();
        foreach (var id in changes.Select(change => change.First).Distinct())
            messages.Add((id, await MessageStore.OneAsync(session, conversation, viewer.Person, id, cancellationToken)));
        var pinned = changes.Any(change => change.TouchesPins)
            ? await MessageStore.PinnedAsync(session, conversation, viewer.Person, cancellationToken)
            : null;
        return new(changes, messages, pinned, false);
    }

    private async Task<Batch> RenderAsync(Viewer viewer, long after, Read read)
    {
        if (read.IsStale)
            return new([new("", Stale)], after, false);
        var items = new List<SseItem<string>>();
        if (read.Pinned is not null)
            items.Add(new(await html.OfAsync<PinnedPanel>(new() { [nameof(PinnedPanel.Viewer)] = viewer, [nameof(PinnedPanel.Pinned)] = read.Pinned }), Pinned));
        foreach (var (id, message) in read.Messages)
        {
            items.Add(message is null
                ? new(NewMessage.Handle(id), Gone)
                : new(await html.OfAsync<MessageItem>(new() { [nameof(MessageItem.Message)] = message, [nameof(MessageItem.Viewer)] = viewer }), Message));
        }

        var upTo = read.Changes.Count == 0 ? after : read.Changes[^1].Changed;
        if (items.Count > 0)
            items[^1] = new(items[^1].Data, items[^1].EventType) { EventId = NewMessage.Handle(upTo) };
        return new(items, upTo, read.Changes.Count == MostChanges);
    }

    private async Task<bool> WaitAsync(Bell bell, CancellationToken cancellationToken)
    {
        try
        {
            await bell.WaitAsync(LooksEvery, time, cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private sealed record Read(
        IReadOnlyList<Change> Changes, IReadOnlyList<(long Id, ChatMessage? Message)> Messages, IReadOnlyList<ChatMessage>? Pinned, bool IsStale);

    /// <param name="UpTo">The number of the last change in it.</param>
    private sealed record Batch(IReadOnlyList<SseItem<string>> Items, long UpTo, bool MayHaveMore);
}
