using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Incidents;

/// <summary>An incident's headline in the war room: how bad, how it stands, who leads, where people work on it. Pure.</summary>
internal static class IncidentCard
{
    internal const string JoinAction = "incident.join";
    internal const string LeadAction = "incident.lead";
    internal const string UpdateAction = "incident.update";
    internal const string ResolveAction = "incident.resolve";
    internal const string ReopenAction = "incident.reopen";
    internal const string ChannelAction = "incident.channel";
    internal const string AnywayAction = "incident.open-anyway";

    internal static string Key(Incident incident) => $"incident/{incident.Number}";

    internal static Card Of(Incident incident, WarRoom room) => new(
        IncidentWords.MarkOf(incident),
        Title(incident, room),
        [
            new Line(Facts(incident)),
            .. Told(incident),
            .. Trouble(incident),
            new Buttons([.. ButtonsOf(incident)]),
        ]);

    internal static string Title(Incident incident, WarRoom room) =>
        $"{incident.Severity} · #{incident.Number} {incident.Title} · {IncidentWords.Of(incident.Status)}{room.RehearsalNote}";

    internal static RichText Facts(Incident incident)
    {
        var since = incident.Resolved is { } resolved
            ? RichText.Of($"{Span.Date(incident.OpenedAt)} to {Span.Date(resolved.At)}")
            : RichText.Of($"Since {Span.Date(incident.OpenedAt)}");
        var lead = incident.Lead is { } person ? RichText.Of($"lead {person}")
            : incident.LeadUntil is { } until ? RichText.Of($"no lead yet, wanted by {Span.Time(until)}")
            : "no lead yet";
        var people = incident.People.Count > 1 ? "person".ToQuantity(incident.People.Count) : "";
        var alerts = incident.Alerts.Count > 0 ? $"{(incident.Alerts.Count == 1 ? "alert" : "alerts")} {string.Join(", ", incident.Alerts.Select(number => $"#{number}"))}" : "";
        return RichText.Join(" · ", [since, lead, Where(incident), people, alerts]);
    }

    /// <summary>Whom it affects, and the newest word on it.</summary>
    internal static IEnumerable<Element> Told(Incident incident)
    {
        var affected = RichText.Join(" · ", [
            incident.Service is { } service ? RichText.Of($"{Span.Strong("Affects")} {service}") : RichText.Empty,
            incident.Impact is { } impact ? RichText.Of($"{Span.Strong("Impact:")} {Texts.Cut(impact, 500)}") : RichText.Empty]);
        if (affected.Count > 0)
            yield return new Line(affected);
        var last = incident.Timeline.LastOrDefault(entry => entry.What is IncidentChanges.StatusChanged or IncidentChanges.Noted or IncidentChanges.Resolved or IncidentChanges.Reopened);
        var told = last is null ? RichText.Empty
            : RichText.Of($"{Span.Strong("Last:")} {Span.Time(last.At)} ") + IncidentWords.Said(last, 300);
        var next = incident.NextUpdateAt is { } at ? RichText.Of($"{(last is null ? "Next" : "next")} update {Span.Time(at)}") : RichText.Empty;
        if (RichText.Join(" · ", [told, next]) is { Count: > 0 } line)
            yield return new Line(line);
    }

    internal static IEnumerable<Button> ButtonsOf(Incident incident)
    {
        var number = $"{incident.Number}";
        if (incident.IsResolved)
        {
            yield return new("Reopen", ReopenAction, number);
            // The card that had these went with the channel.
            foreach (var button in incident.Place.Archived ? ControlCard.Afterwards(incident) : [])
                yield return button;
            yield break;
        }

        yield return new("Join", JoinAction, number);
        yield return Lead(incident);
        yield return new("Update", UpdateAction, number);
        if (incident.Place is { Channel: null, Wanted: false })
            yield return new("Move to a channel", ChannelAction, number);
        yield return new("Resolve", ResolveAction, number);
    }

    internal static Button Lead(Incident incident) =>
        new("Take the lead", LeadAction, $"{incident.Number}") { Style = incident.Lead is null ? ButtonStyle.Primary : ButtonStyle.Normal };

    private static RichText Where(Incident incident) => incident.Place switch
    {
        { Channel: { } channel, Name: { } name, Archived: false } => RichText.Of($"{new Place(channel, name)}"),
        { Archived: true, Name: { } name } => $"#{name}, archived",
        { Wanted: true } => "its channel is being made",
        _ => "in this thread",
    };

    private static IEnumerable<Element> Trouble(Incident incident)
    {
        if (incident.Place.Trouble is { } trouble)
            yield return new Context($"No channel: {trouble}");
    }
}
