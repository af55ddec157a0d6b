using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Alerts.Contract;

/// <summary>What a hand-over does with alerts: whoever takes over has in hand what the others had.</summary>
internal static class AlertHandOver
{
    /// <summary>The open alerts that one of these people acknowledged.</summary>
    internal static IEnumerable<Alert> HeldBy(IEnumerable<Alert> alerts, IReadOnlyList<Person> people) =>
        alerts.Where(alert => alert is { State: AlertState.Acknowledged, Acknowledged.By: { } holder } && people.Contains(holder));

    internal static async Task<Outcome> PassAsync(Alert alert, Person to, RoomTurn at, CancellationToken cancellationToken)
    {
        var after = alert.PassTo(to, at.Now);
        await AlertStore.SaveAsync(at.Session, at.Room.Id, after, cancellationToken);
        return AlertEffects.Of(alert, after, at.Room, at.Plan, at.Now);
    }
}
