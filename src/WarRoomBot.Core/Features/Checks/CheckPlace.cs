using System.Globalization;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Checks;

/// <summary>
/// Which question of which check of which room, as buttons and forms carry it: a card may outlive its room, and the next room in the
/// channel counts its checks from the beginning again.
/// </summary>
/// <param name="Number">The check's place in the schedule.</param>
/// <param name="Question">Null for any question of the check.</param>
internal sealed record CheckPlace(long Room, int Number, string? Question)
{
    internal static CheckPlace Of(WarRoom room, Check check, string? question) => new(room.Id, check.Number, question);

    /// <returns>Null when it is none.</returns>
    internal static CheckPlace? TryParse(string text) =>
        text.Split(' ', 3) is [var room, var number, .. var question]
        && long.TryParse(room, CultureInfo.InvariantCulture, out var id) && int.TryParse(number, CultureInfo.InvariantCulture, out var check)
            ? new(id, check, question is [var name] ? name : null)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Room} {Number}{(Question is null ? "" : $" {Question}")}");
}
