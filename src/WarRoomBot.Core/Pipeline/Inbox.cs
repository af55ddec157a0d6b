using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Pipeline;

/// <summary>The one door in. Whoever calls it may answer the sender as soon as it returns: what came in is stored, and runs at once.</summary>
internal sealed class Inbox(IDatabase database, AfterCommit afterCommit, TimeProvider time)
{
    /// <summary>Completes once there is a store.</summary>
    public Task Opened => database.Opened;

    /// <summary>Stores what a person did. A redelivery is stored once and answered alike.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was stored: the sender is to be told to try again.</exception>
    public Task AcceptAsync(ChatEvent happened, CancellationToken cancellationToken) =>
        AcceptAsync(Kinds.Of(happened, time.GetUtcNow()), cancellationToken);

    /// <summary>It was stored before.</summary>
    public Task<bool> HasAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync((session, token) => InboxStore.HasAsync(session, key, token), cancellationToken);

    public async Task AcceptAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        if (await database.AppendAsync(arrival, cancellationToken))
            afterCommit.Announce(arrival.Lane);
    }
}
