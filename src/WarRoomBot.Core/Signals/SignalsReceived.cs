namespace WarRoomBot.Signals;

/// <summary>All that one request of an alert source said: one row of the inbox. See <see cref="Pipeline.Routes.AddSignals{THandler}"/>.</summary>
/// <param name="Source">The name of the source in the configuration.</param>
/// <param name="Room">The room that the source's alerts belong to, as the configuration names it; null for none in particular.</param>
/// <param name="Severity">Counts for each signal that names none.</param>
/// <param name="Signals">In the order the source has them; never empty. The same alert may occur more than once.</param>
/// <param name="ReceivedAt">When the request came, UTC: what repeating and falling silent are counted from.</param>
public sealed record SignalsReceived(
    string Source, string? Room, SignalSeverity Severity, IReadOnlyList<Signal> Signals, DateTimeOffset ReceivedAt);

/// <summary>A source offers its alerts, and sends none until an address of its own was fetched.</summary>
/// <param name="Source">The name of the source in the configuration.</param>
/// <param name="Offer">The source's own id of the offer.</param>
/// <param name="Confirm">Checked to be the source's own. It holds a token: never logged.</param>
public sealed record SubscriptionOffered(string Source, string Offer, Uri Confirm);
