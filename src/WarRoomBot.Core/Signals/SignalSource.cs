namespace WarRoomBot.Signals;

/// <summary>
/// One kind of alert source: proves that a request comes from it, and reads what it says. Pure but for the time given to it: it opens no
/// connection and stores nothing, and whatever comes in, it does not throw.
/// </summary>
public abstract class SignalSource
{
    /// <summary>As <c>Alerts:Sources:{name}:Kind</c> writes it: <c>Alertmanager</c>.</summary>
    public abstract string Kind { get; }

    /// <param name="request">The request as it came, raw bytes and all.</param>
    /// <param name="settings">Of this source.</param>
    /// <param name="now">For signatures with a time stamp.</param>
    public abstract Received Receive(WebhookRequest request, SourceSettings settings, DateTimeOffset now);
}

/// <summary>A request to <c>/alerts/{source}</c>.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Header">The first value of a header, by its name in any case; null when it is absent.</param>
/// <param name="Query">The first value of a query parameter; null when it is absent.</param>
/// <param name="QueryNames">The names there are.</param>
/// <param name="Body">As it came; signatures are over exactly these bytes.</param>
public sealed record WebhookRequest(
    string Method, Func<string, string?> Header, Func<string, string?> Query, IReadOnlyCollection<string> QueryNames, ReadOnlyMemory<byte> Body);

/// <summary>What the configuration says of one source.</summary>
/// <param name="Name">The part of the address behind <c>/alerts/</c>.</param>
/// <param name="Secret">A bearer token or the signing secret, as the kind has it.</param>
/// <param name="Severity">Counts where the source names no severity or an unknown one.</param>
public sealed record SourceSettings(string Name, string Secret, SignalSeverity Severity)
{
    /// <summary>Keys beyond the common ones, such as an allowed SNS topic.</summary>
    public IReadOnlyDictionary<string, string> Extra { get; init; } = new Dictionary<string, string>();

    /// <summary>Without the secret.</summary>
    public override string ToString() => Name;
}

/// <summary>What came of a request.</summary>
public abstract record Received
{
    private Received()
    {
    }

    /// <summary>It is from the source and was understood; to be stored before it is answered with a 2xx.</summary>
    /// <param name="Signals">May be empty: there are requests that only have to be answered.</param>
    /// <param name="Delivery">The source's own id of this delivery, the same when it is sent again; null when it has none.</param>
    public sealed record Accepted(IReadOnlyList<Signal> Signals, string? Delivery) : Received
    {
        /// <summary>The answer's body, where the source expects one.</summary>
        public string? Answer { get; init; }

        /// <summary>To be fetched once, by GET, after storing: the confirmation of a subscription. Already checked to be the source's own address.</summary>
        public Uri? Confirm { get; init; }
    }

    /// <summary>Nobody has proved to be the source: 401.</summary>
    public sealed record Unproven(string Why) : Received;

    /// <summary>It is from the source, but cannot be read: 400. The reason names what is missing or wrong, never a value that could be secret.</summary>
    public sealed record Malformed(string Why) : Received;
}
