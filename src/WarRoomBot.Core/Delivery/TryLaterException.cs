namespace WarRoomBot.Delivery;

/// <summary>An action cannot be carried out now, for a reason outside that is expected to pass.</summary>
/// <param name="why">For the log: no secrets.</param>
/// <param name="after">How long to wait; null for a little longer each time.</param>
public sealed class TryLaterException(string why, TimeSpan? after = null) : Exception(why)
{
    public TimeSpan? After => after;
}
