using WarRoomBot.Cards;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Incidents;

/// <summary>The incidents that somebody leads, and those of their rooms that nobody does.</summary>
internal sealed class PersonalIncidents : IPersonal
{
    public async Task<IReadOnlyList<Personal>> OfAsync(PersonalTurn turn, CancellationToken cancellationToken)
    {
        var led = await IncidentStore.LedByAsync(turn.Session, turn.Person, PersonalTurn.Most, cancellationToken);
        var unled = await IncidentStore.UnledAsync(turn.Session, turn.Person, PersonalTurn.Most, cancellationToken);
        List<Personal> mine = [];
        foreach (var incident in led.Concat(unled))
        {
            if (await turn.RoomAsync(incident.Room, cancellationToken) is { } at)
                mine.Add(Of(incident, at, turn.Now));
        }

        return mine;
    }

    private static Personal Of(Incident incident, RoomAndPlan at, DateTimeOffset now)
    {
        var asked = incident.ReviewWaits || incident.NextUpdateAt <= now || incident.Reminders > 0;
        var rank = incident.Lead is null ? incident.IsUrgent ? PersonalRank.Urgent : PersonalRank.Waiting
            : asked ? PersonalRank.Asked
            : PersonalRank.Held;
        var state = incident.Lead is null ? RichText.Of($"{IncidentWords.Of(incident.Status)} · nobody leads it yet")
            : incident.ReviewWaits ? RichText.Of($"{IncidentWords.Of(incident.Status)} · you lead it: roll back or not?")
            : asked ? RichText.Of($"{IncidentWords.Of(incident.Status)} · you lead it: how does it stand?")
            : RichText.Of($"{IncidentWords.Of(incident.Status)} · you lead it") + (incident.NextUpdateAt is { } next ? RichText.Of($" · next update {Span.Time(next)}") : RichText.Empty);
        var place = incident.Place is { Channel: { } channel, Name: { } name, Archived: false } ? RichText.Of($" · {new Place(channel, name)}") : RichText.Empty;
        return new(
            rank, incident.OpenedAt, at, $"incident #{incident.Number} {incident.Title}",
            RichText.Of($"{PlainText.Symbol(IncidentWords.MarkOf(incident))} {Span.Strong($"{incident.Severity} incident #{incident.Number}")} {Texts.Cut(incident.Title, 120)} · ") + state + place,
            [.. IncidentCard.ButtonsOf(incident).Where(button => incident.Lead is null || button.Action is IncidentCard.UpdateAction or IncidentCard.ResolveAction)]);
    }
}
