using WarRoomBot.Data;

namespace WarRoomBot.Pipeline;

/// <summary>What a handler has at hand while it handles one arrival: the transaction, the time and where it came from.</summary>
/// <param name="Session">Everything read and written through it is kept or undone with the rest of the turn.</param>
/// <param name="Now">When the turn began; the same throughout.</param>
/// <param name="Arrival">The inbox row's own number, unique and rising: what ids made in this turn are made of.</param>
/// <param name="ReceivedAt">When the arrival was stored; earlier than <paramref name="Now"/> by the time it waited.</param>
public sealed record Turn(Session Session, DateTimeOffset Now, long Arrival, DateTimeOffset ReceivedAt);

/// <summary>Handles one kind of message. It decides and describes; it calls no network and no platform.</summary>
public interface IHandler<in TMessage>
{
    /// <summary>
    /// Loads what it needs through <paramref name="turn"/>, lets pure functions decide, saves, and returns what should happen. May be run
    /// again from the start when the transaction fails.
    /// </summary>
    Task<Outcome> HandleAsync(TMessage message, Turn turn, CancellationToken cancellationToken);
}
