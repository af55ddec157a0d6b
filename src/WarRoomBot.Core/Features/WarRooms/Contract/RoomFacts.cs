using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>What the features above are told of a room. The subject of each is the room's number.</summary>
internal static class RoomFacts
{
    internal const string Opened = "room-opened";
    internal const string Changed = "room-changed";
    internal const string Ended = "room-ended";

    /// <summary>The page of a room, with its slash.</summary>
    internal static string PageOf(long room) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/rooms/{room}");

    internal static Fact Of(string name, WarRoom room) =>
        new(name, room.Lane, room.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
