namespace WarRoomBot.Features.Gates.Contract;

/// <summary>What the features above are told of a gate. The subject is a <c>RoomSubject</c>.</summary>
internal static class GateFacts
{
    internal const string Decided = "gate-decided";
}
