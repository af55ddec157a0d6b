using System.Collections.Concurrent;
using WarRoomBot.Host.Signals.Offers;

namespace WarRoomBot.Host.Signals.Receiving;

/// <summary>What messages are signed with, fetched once and kept for an hour. Only addresses that a kind has checked come here.</summary>
internal sealed class SourceFiles(ISourceFetch fetch, TimeProvider time, ILogger<SourceFiles> logger) : IDisposable
{
    private const int MostKept = 16;
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Uri, Kept> _kept = [];
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <returns>Null when it cannot be had at the moment.</returns>
    public async ValueTask<byte[]?> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        if (Find(address) is { } kept)
            return kept;
        // One at a time: many messages with one new certificate ask for it once.
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (Find(address) is { } meanwhile)
                return meanwhile;
            var fetched = await fetch.GetAsync(address, cancellationToken);
            if (fetched.Body is not { } body)
            {
                Log.NotFetched(logger, address.Host, fetched.Why);
                return null;
            }

            if (_kept.Count >= MostKept)
                _kept.Clear();
            _kept[address] = new(body, time.GetTimestamp());
            return body;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private byte[]? Find(Uri address) =>
        _kept.TryGetValue(address, out var kept) && time.GetElapsedTime(kept.Since) < Fresh ? kept.Body : null;

    private sealed record Kept(byte[] Body, long Since);
}
