using WarRoomBot.Data;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Shifts;

/// <summary>What the incoming person has to know, as it is at one moment.</summary>
/// <param name="Alerts">Those that are not over, in the order they came.</param>
/// <param name="Incidents">Those that are not resolved, the most severe first.</param>
/// <param name="Unanswered">Questions that wait for an answer, with what people call their check.</param>
/// <param name="Next">The next checks on the schedule.</param>
internal sealed record HandoverView(
    IReadOnlyList<Alert> Alerts, IReadOnlyList<Incident> Incidents, IReadOnlyList<(string Check, Asked Question)> Unanswered, IReadOnlyList<NextCheck> Next)
{
    private const int Following = 3;

    internal static async Task<HandoverView> OfAsync(Session session, WarRoom room, Plan plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var checks = await CheckStore.OpenAsync(session, room.Id, cancellationToken);
        return new(
            [.. (await AlertStore.OpenAsync(session, room.Id, cancellationToken)).Where(alert => !alert.IsResolved)],
            await IncidentStore.OpenAsync(session, room.Id, int.MaxValue, cancellationToken),
            [.. checks.SelectMany(stored => stored.Check.Unanswered.Select(question => (stored.Check.Label, question)))],
            await NextChecks.OfAsync(session, room, plan, now, Following, cancellationToken));
    }
}
