using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Alerts.Contract;

/// <summary>What incidents do with alerts.</summary>
internal static class AlertIncidents
{
    /// <summary><b>Open incident</b> on an alert's card; its value is the <see cref="RoomSubject"/> of the alert.</summary>
    internal const string OpenAction = "alert.open-incident";

    /// <summary>An alert that is attached to an incident is over, or back. The subject is an <see cref="AlertNews"/> as JSON.</summary>
    internal const string News = "alert-news";

    /// <returns>Null when the incident need not know.</returns>
    internal static Fact? Of(Alert alert, Happening entry, WarRoom room) => alert.Incident is { } incident && entry.What is AlertChanges.Resolved or AlertChanges.Returned or AlertChanges.Worsened
        ? new(News, room.Lane, Json.Write(new AlertNews(incident, $"alert #{alert.Number} {alert.Title}: {entry.Text}", entry.By)))
        : null;

    internal static async Task<Outcome> AttachAsync(Alert alert, int incident, Person by, RoomTurn at, CancellationToken cancellationToken)
    {
        var after = alert.AttachTo(incident, by, at.Now, AlertClock.Of(at.Plan, at.Room.Clock));
        await AlertStore.SaveAsync(at.Session, at.Room.Id, after, cancellationToken);
        return AlertEffects.Of(alert, after, at.Room, at.Plan, at.Now);
    }
}

/// <param name="Incident">Its number.</param>
/// <param name="By">Null for the bot and for sources.</param>
internal sealed record AlertNews(int Incident, string Text, Person? By);
