namespace WarRoomBot.Signals;

/// <summary>A request to <c>/alerts/{source}</c>.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Header">The first value of a header, by its name in any case; null when it is absent.</param>
/// <param name="Query">The first value of a query parameter, decoded; null when it is absent.</param>
/// <param name="Body">As it came; signatures are over exactly these bytes. Good only until the request is answered.</param>
public sealed record WebhookRequest(string Method, Func<string, string?> Header, Func<string, string?> Query, ReadOnlyMemory<byte> Body)
{
    /// <summary>What lies at an address that a look at this request asked for (<see cref="Received.Lacks"/>); null when it was not fetched.</summary>
    public Func<Uri, byte[]?> Fetched { get; init; } = _ => null;
}
