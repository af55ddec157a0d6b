namespace WarRoomBot.Scheduling;

/// <summary>
/// The room's own clock: it starts at T0 and runs <paramref name="Pace"/> times as fast as the wall clock. Every duration of a plan is in
/// its time; every stored moment is wall-clock time.
/// </summary>
/// <param name="Start">T0.</param>
/// <param name="Pace">1 in earnest; more in a rehearsal.</param>
public readonly record struct RoomClock(DateTimeOffset Start, double Pace)
{
    /// <summary>When the room's clock shows <paramref name="offset"/>.</summary>
    public DateTimeOffset At(TimeSpan offset) => Start + Real(offset);

    /// <summary>What the room's clock shows; negative before T0.</summary>
    public TimeSpan Offset(DateTimeOffset at) => RoomTime(at - Start);

    /// <summary>How long a duration of the plan lasts on the wall clock.</summary>
    public TimeSpan Real(TimeSpan duration) => duration / Pace;

    /// <summary>How long a stretch of wall-clock time is for the room.</summary>
    public TimeSpan RoomTime(TimeSpan real) => real * Pace;
}
