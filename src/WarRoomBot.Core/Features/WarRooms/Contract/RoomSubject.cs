using System.Globalization;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>What a fact, a due moment or a button says when it is about one numbered thing of a room: a check, an alert, a status card.</summary>
internal static class RoomSubject
{
    internal static string Of(WarRoom room, long number) => string.Create(CultureInfo.InvariantCulture, $"{room.Id} {number}");

    /// <exception cref="FormatException">It is no such subject.</exception>
    internal static (long Room, int Number) Parse(string subject) =>
        subject.Split(' ') is [var room, var number]
            ? (long.Parse(room, CultureInfo.InvariantCulture), int.Parse(number, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{subject}' is not a room and a number");

    /// <returns>Null when it is of another room, or nothing of the kind: a button comes from outside.</returns>
    internal static int? NumberIn(WarRoom room, string subject) =>
        subject.Split(' ') is [var id, var text]
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var of) && of == room.Id
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
