using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Incidents;

/// <summary><c>/incident list</c>: what is open, and what was resolved last.</summary>
internal sealed class ListIncidents : IHandler<Typed>
{
    private const int MostOpen = 20;
    private const int MostClosed = 5;

    public async Task<Outcome> HandleAsync(Typed message, Turn turn, CancellationToken cancellationToken)
    {
        if (await Openings.RoomAsync(turn.Session, message.Conversation, cancellationToken) is not { } room)
            return Outcome.Answer(message, "Here is neither a war room nor an incident's channel, so there are no incidents to list.");
        return new Outcome().Reply(message, Card(
            await IncidentStore.OpenAsync(turn.Session, room.Id, MostOpen, cancellationToken),
            await IncidentStore.CountOpenAsync(turn.Session, room.Id, cancellationToken),
            await IncidentStore.ClosedAsync(turn.Session, room.Id, MostClosed, cancellationToken)));
    }

    internal static Card Card(IReadOnlyList<Incident> open, long count, IReadOnlyList<Incident> closed)
    {
        var lines = new List<Element>();
        lines.AddRange(open.Select(incident => new Line(IncidentWords.InOneLine(incident) + RichText.Of($" · since {Span.Date(incident.OpenedAt)}") + Where(incident))));
        if (count > open.Count)
            lines.Add(new Line($"{count - open.Count} more are open"));
        lines.AddRange(closed.Select(incident => new Context(RichText.Of($"{PlainText.Symbol(Mark.Done)} {incident.Severity.ToString()} #{incident.Number} {Texts.Cut(incident.Title, 80)} · resolved {Span.Date(incident.Resolved!.At)}"))));
        return new(Mark.None, count == 0 ? "No incident is open" : $"Open incidents: {count}", lines);
    }

    private static RichText Where(Incident incident) =>
        incident.Place is { Channel: { } channel, Name: { } name } ? RichText.Of($" · {new Place(channel, name)}") : RichText.Empty;
}

/// <summary><c>/incident timeline</c>: what happened, for whoever asks.</summary>
internal sealed class ShowTimeline(RoomPlans plans) : IncidentHandler<Typed>(plans)
{
    private const int Most = 40;

    protected override bool IsForAny => true;

    protected override Task<Outcome> HandleAsync(Incident incident, string rest, Typed message, RoomTurn at, CancellationToken cancellationToken) =>
        Task.FromResult(new Outcome().Reply(message, Card(incident)));

    internal static Card Card(Incident incident)
    {
        var shown = incident.Entries.TakeLast(Most).Select(entry =>
            RichText.Of($"{Span.Date(entry.At)} ") + IncidentWords.Said(entry, 300) + (entry.Link is { } link ? RichText.Of($" {new Link("in chat", link)}") : RichText.Empty));
        var earlier = incident.Entries.Count - Most;
        return new(IncidentWords.MarkOf(incident), $"#{incident.Number} {incident.Title}", [
            .. earlier > 0 ? (IEnumerable<Element>)[new Context($"{earlier} earlier, in the record")] : [],
            new Line(RichText.Join("\n", shown))]);
    }
}
