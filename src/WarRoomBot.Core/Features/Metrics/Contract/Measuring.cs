using WarRoomBot.Cards;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Metrics.Contract;

/// <summary>Asks for metrics to be read; the answer is the fact <see cref="Measured"/>.</summary>
internal static class Measuring
{
    internal const string Action = "measure";

    /// <summary>Samples are stored. Its subject is a <see cref="MeasuredRound"/>.</summary>
    internal const string Measured = "measured";

    /// <param name="room">Whose metrics.</param>
    /// <param name="metrics">Names of the plan's metrics.</param>
    /// <param name="purpose">What for: comes back with the result.</param>
    /// <param name="turn">Asks for it once, however often it is run.</param>
    /// <param name="hurried">Somebody waits: what takes long is left out, and named in <see cref="MeasuredRound.Late"/>.</param>
    internal static Perform Of(WarRoom room, IEnumerable<string> metrics, string purpose, Turn turn, bool hurried = false) => new(
        room.Key($"measure/{turn.Arrival}"), Action, room.Lane, Json.Write(new MeasureRequest(room.Id, [.. metrics], purpose, hurried)));
}

/// <summary>What a <see cref="Measuring.Measured"/> fact is about.</summary>
/// <param name="Purpose">As given when it was asked for.</param>
/// <param name="Metrics">Names of the metrics that were read.</param>
/// <param name="Late">Names of the metrics that are still being read: a later round has them.</param>
internal sealed record MeasuredRound(long Room, string Purpose, IReadOnlyList<string> Metrics, IReadOnlyList<string> Late, DateTimeOffset At);

internal sealed record MeasureRequest(long Room, IReadOnlyList<string> Metrics, string Purpose, bool Hurried);

internal sealed record MeasureResult(IReadOnlyList<Sample> Samples);
