namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>What opens a form about rooms from outside a channel; a platform's shortcuts do the same.</summary>
internal static class RoomFormAction
{
    internal const string Start = "room.start";
}
