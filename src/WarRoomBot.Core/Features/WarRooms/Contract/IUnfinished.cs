using WarRoomBot.Cards;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>A later feature that may be in the middle of something when people end a room.</summary>
internal interface IUnfinished
{
    /// <returns>What would be left as it is, a few words each; empty when there is nothing.</returns>
    Task<IReadOnlyList<RichText>> OfAsync(WarRoom room, Turn turn, CancellationToken cancellationToken);
}
