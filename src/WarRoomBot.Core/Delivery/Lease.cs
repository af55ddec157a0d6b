using WarRoomBot.Data;

namespace WarRoomBot.Delivery;

/// <summary>
/// One replica at a time does a thing. The holder counts a number up; who sees the number stand still for <see cref="Patience"/> on its own
/// clock takes over. No two machines' clocks are ever compared. Not for use from several threads.
/// </summary>
internal sealed class Lease(IDatabase database, TimeProvider time, string name, string owner)
{
    internal const string Delivery = "delivery";

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long _seenBeat = -1;
    private long _seenAt;
    private long _heldAt;

    /// <summary>False as soon as others may think this holder dead, even if the store does not answer.</summary>
    public bool Held { get; private set; }

    public string Owner => owner;

    /// <summary>Takes or keeps the lease; call it every <see cref="Interval"/>.</summary>
    public async Task<bool> HoldAsync(CancellationToken cancellationToken)
    {
        if (Held && time.GetElapsedTime(_heldAt) >= Patience)
            Held = false;
        var askedAt = time.GetTimestamp();
        Held = await database.WriteAsync(AskAsync, cancellationToken);
        if (Held)
            _heldAt = askedAt;
        return Held;
    }

    /// <summary>Gives it back, so that another need not wait.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        Held = false;
        await database.WriteAsync(
            (session, token) => session.ExecuteAsync("delete from lease where name = @name and owner = @owner", new { name, owner }, token),
            cancellationToken);
    }

    private async Task<bool> AskAsync(Session session, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync(
            "insert into lease (name, owner, beat) values (@name, @owner, 0) on conflict (name) do nothing", new { name, owner }, cancellationToken) == 1)
            return true;
        if (await session.ExecuteAsync(
            "update lease set beat = beat + 1 where name = @name and owner = @owner", new { name, owner }, cancellationToken) == 1)
            return true;

        var beat = await session.ValueAsync<long>("select beat from lease where name = @name", new { name }, cancellationToken);
        if (beat != _seenBeat)
        {
            (_seenBeat, _seenAt) = (beat, time.GetTimestamp());
            return false;
        }

        return time.GetElapsedTime(_seenAt) >= Patience
            && await session.ExecuteAsync(
                "update lease set owner = @owner, beat = beat + 1 where name = @name and beat = @beat", new { name, owner, beat }, cancellationToken) == 1;
    }
}
