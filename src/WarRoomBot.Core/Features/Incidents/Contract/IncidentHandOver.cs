using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Incidents.Contract;

/// <summary>What a hand-over does with incidents: whoever takes over leads what the others led.</summary>
internal static class IncidentHandOver
{
    /// <summary>The incidents that one of these people leads.</summary>
    internal static IEnumerable<Incident> LedBy(IEnumerable<Incident> incidents, IReadOnlyList<Person> people) =>
        incidents.Where(incident => incident.Lead is { } lead && people.Contains(lead));

    internal static async Task<Outcome> PassAsync(Incident incident, Person to, RoomTurn at, CancellationToken cancellationToken)
    {
        var after = incident.LeadBy(to, to, at.Now);
        await IncidentStore.SaveAsync(at.Session, after, cancellationToken);
        return IncidentEffects.Of(incident, after, at.Room, at.Plan, at.Now);
    }
}
