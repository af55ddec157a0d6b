namespace WarRoomBot.Signals;

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
        /// <summary>The status that the source expects.</summary>
        public int Status { get; init; } = 200;

        /// <summary>The answer's body, JSON, where the source expects one.</summary>
        public string? Answer { get; init; }

        /// <summary>Headers of the answer, where the source expects some.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

        /// <summary>To be fetched once, by GET, after storing: the confirmation of a subscription. Already checked to be the source's own address.</summary>
        public Uri? Confirm { get; init; }
    }

    /// <summary>
    /// It cannot be judged without what lies at an address, such as the certificate it is signed with: to be fetched by GET, and the request
    /// looked at again with it. Already checked to be the source's own address.
    /// </summary>
    public sealed record Lacks(Uri Address) : Received;

    /// <summary>Nobody has proved to be the source: 401.</summary>
    public sealed record Unproven(string Why) : Received;

    /// <summary>It is from the source, but cannot be read: 400. The reason names what is missing or wrong, never a value that could be secret.</summary>
    public sealed record Malformed(string Why) : Received;
}
