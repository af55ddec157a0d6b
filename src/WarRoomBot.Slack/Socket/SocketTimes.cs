namespace WarRoomBot.Slack;

/// <summary>How patient the connections of Socket Mode are.</summary>
internal sealed record SocketTimes
{
    /// <summary>From the ticket to the connection, and from there to Slack's <c>hello</c>.</summary>
    public TimeSpan Hello { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often Slack is pinged when nothing came. The web socket of the framework counts by the machine's own clock. A quiet workspace is no dead
    /// connection, so nothing is made of silence otherwise.
    /// </summary>
    public TimeSpan Ping { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the pong is waited for; then the connection is dead.</summary>
    public TimeSpan Pong { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection is still listened to after its replacement is there: Slack warns about ten seconds ahead.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long what is under way may take when a connection is closed.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A connection that lived shorter is a failed attempt.</summary>
    public TimeSpan Steady { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first of the growing waits after failed attempts, and the longest.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Until it is looked whether somebody has changed what Slack refuses.</summary>
    public TimeSpan Refused { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Until it is tried whether there is room for one more connection.</summary>
    public TimeSpan Crowded { get; init; } = TimeSpan.FromMinutes(1);
}
