using WarRoomBot.Cards;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Incidents;

/// <summary>Whoever ends a room leaves its open incidents to themselves.</summary>
internal sealed class OpenIncidents : IUnfinished
{
    private const int MostNamed = 3;

    public async Task<IReadOnlyList<RichText>> OfAsync(WarRoom room, Turn turn, CancellationToken cancellationToken)
    {
        var (open, all) = (await IncidentStore.OpenAsync(turn.Session, room.Id, MostNamed, cancellationToken), await IncidentStore.CountOpenAsync(turn.Session, room.Id, cancellationToken));
        var named = open.Select(IncidentWords.InOneLine);
        return [.. named, .. all > open.Count ? [RichText.Of($"and {all - open.Count} more")] : (RichText[])[]];
    }
}
