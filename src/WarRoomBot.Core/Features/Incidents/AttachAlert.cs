using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Incidents;

/// <summary><c>/incident attach [#12] &lt;alert&gt;</c>: the alert belongs to the incident, and whoever attaches it has it in hand.</summary>
internal sealed class AttachAlert(RoomPlans plans) : IncidentHandler<Typed>(plans)
{
    /// <summary>Of two numbers the first is the incident's; one alone is the alert's, however it is written.</summary>
    protected override IncidentName NameOf(Typed message) => message.Text.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var alert]
        ? new(null, alert)
        : IncidentName.Of(message);

    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Typed message, RoomTurn at, CancellationToken cancellationToken) =>
        int.TryParse(rest.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await Attaching.ToAsync(incident, number, message, at, cancellationToken)
            : Outcome.Answer(message, RichText.Of($"Which alert? Type {new Code("/incident attach 7")} with the number on its card."));
}

/// <summary><b>Part of …</b>, where an alert could belong to an incident that is open.</summary>
internal sealed class AttachByButton(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        RoomSubject.NumberIn(at.Room, rest) is { } number
            ? await Attaching.ToAsync(incident, number, message, at, cancellationToken)
            : Outcome.Answer(message, "That alert is not from the room that is open here now; please use the newest card.");
}

internal static class Attaching
{
    internal const string Action = "incident.attach";

    internal static async Task<Outcome> ToAsync(Incident incident, int number, ChatEvent asked, RoomTurn at, CancellationToken cancellationToken)
    {
        if (await AlertStore.FindAsync(at.Session, at.Room.Id, number, cancellationToken) is not { } alert)
            return Outcome.Answer(asked, $"There is no alert #{number} in this war room.");
        if (alert.Incident is { } about)
            return Outcome.Answer(asked, about == incident.Number ? $"Alert #{number} belongs to incident #{about} already." : $"Alert #{number} belongs to incident #{about}, so it cannot belong to #{incident.Number} as well.");
        var after = incident.Bring(alert.Acknowledged?.By is { } holder ? [asked.Person, holder] : [asked.Person])
            .Attach(number, AlertChanges.Words(alert), asked.Person, at.Now);
        await IncidentStore.SaveAsync(at.Session, after, cancellationToken);
        var outcome = IncidentEffects.Of(incident, after, at.Room, at.Plan, at.Now);
        return alert.IsResolved ? outcome : outcome.Also(await AlertIncidents.AttachAsync(alert, incident.Number, asked.Person, at, cancellationToken));
    }
}
