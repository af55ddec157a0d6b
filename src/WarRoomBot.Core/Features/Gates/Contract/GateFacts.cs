using System.Globalization;

namespace WarRoomBot.Features.Gates.Contract;

/// <summary>What the features above are told of a gate. The subject is a <c>RoomSubject</c>.</summary>
internal static class GateFacts
{
    internal const string Decided = "gate-decided";

    /// <summary>The page of a gate, with its slash.</summary>
    internal static string PageOf(long room, int number) => string.Create(CultureInfo.InvariantCulture, $"/rooms/{room}/gates/{number}");
}
