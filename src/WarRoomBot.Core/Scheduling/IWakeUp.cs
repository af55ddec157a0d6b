namespace WarRoomBot.Scheduling;

/// <summary>An alarm clock. Waking too often, late or twice is harmless: what is due stands in the rows.</summary>
public interface IWakeUp
{
    /// <summary>Raised at each moment asked for.</summary>
    event Func<CancellationToken, Task>? Woke;

    /// <summary>Asks to be woken; at once if the moment is past. Asking twice for one moment wakes once.</summary>
    Task AtAsync(DateTimeOffset at, CancellationToken cancellationToken);
}
