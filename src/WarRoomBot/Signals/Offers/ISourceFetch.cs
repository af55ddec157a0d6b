namespace WarRoomBot.Host.Signals.Offers;

/// <summary>Fetches what lies at an address of an alert source's own: certificates, confirmations of subscriptions.</summary>
internal interface ISourceFetch
{
    /// <summary>By GET, no redirects followed, bounded in time and length.</summary>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellationToken"/> is cancelled.</exception>
    Task<Fetched> GetAsync(Uri address, CancellationToken cancellationToken);
}

/// <summary>What came of fetching.</summary>
/// <param name="Body">Null when it was not to be had.</param>
/// <param name="Why">A few words without the address, when it was not to be had.</param>
/// <param name="IsLasting">Asking again would not help.</param>
internal sealed record Fetched(byte[]? Body, string Why, bool IsLasting);
