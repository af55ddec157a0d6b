using System.Text;
using Microsoft.AspNetCore.Http;
using WarRoomBot.Cards;
using WarRoomBot.Data;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Web.Rendering;
using WarRoomBot.Web.Serving;

namespace WarRoomBot.Web.Rooms;

/// <summary>The page of an incident: how it stands, who works on it, what happened, what was learned.</summary>
internal sealed class IncidentPages(IDatabase database, RoomPlans plans, Html html)
{
    private const int LongestEntry = 2000;

    public async Task<IResult> PageAsync(long room, int number, CancellationToken cancellationToken) =>
        await FindAsync(room, number, cancellationToken) is { } found
            ? await html.PageAsync<IncidentPage>(new() { [nameof(IncidentPage.Incident)] = Of(found) })
            : await html.PageAsync<TroublePage>(
                new() { [nameof(TroublePage.Title)] = "No such incident", [nameof(TroublePage.Sentence)] = $"Room {room} has no incident #{number}." },
                StatusCodes.Status404NotFound);

    public async Task<IResult> FileAsync(long room, int number, CancellationToken cancellationToken) =>
        await FindAsync(room, number, cancellationToken) is { Incident.IsResolved: true } found
            ? TypedResults.File(Encoding.UTF8.GetBytes(PostmortemText.Of(Postmortem.Of(found.Incident, found.Room, found.Plan))), "text/plain; charset=utf-8", $"post-mortem-{number}.md")
            : TypedResults.NotFound();

    private Task<Found?> FindAsync(long id, int number, CancellationToken cancellationToken) => database.ReadAsync(
        async (session, token) =>
            await IncidentStore.FindAsync(session, number, token) is { } incident && incident.Room == id && await RoomStore.FindAsync(session, id, token) is { } room
                ? new Found(incident, room, await plans.OfAsync(session, room, token))
                : null,
        cancellationToken);

    private static IncidentView Of(Found found)
    {
        var (incident, room, plan) = found;
        var playbook = incident.Playbook is { } name ? plan.Playbook(name) : null;
        return new()
        {
            Room = ($"{plan.Title} {room.Version}".TrimEnd(), RoomFacts.PageOf(room.Id)),
            Title = $"#{incident.Number} {incident.Title}",
            Mark = IncidentWords.MarkOf(incident),
            Severity = $"{incident.Severity} {plan.Alerts[incident.Severity].Name}",
            Status = IncidentWords.Of(incident.Status),
            IsRehearsal = room.IsRehearsal,
            Facts = [.. Facts(found).Where(fact => fact.Value.Count > 0)],
            Figures = [.. Figures(incident, room)],
            Playbook = playbook is null ? RichText.Empty : playbook.Link is { } link ? RichText.Of($"{new Link(playbook.Title, link)}") : playbook.Title,
            Steps = [.. incident.Steps.Select(Of)],
            Decisions = [.. incident.Path.Select(step => (step.Question, RichText.Of($"{Span.Strong(step.Answer)} · {step.By} {Span.Date(step.At)}")))],
            Timeline = [.. incident.Entries.Select(entry => new EntryView(entry.At, IncidentWords.Said(entry, LongestEntry), entry.Link))],
            Postmortem = incident.IsResolved ? Of(Postmortem.Of(incident, room, plan), incident) : null,
        };
    }

    private static IEnumerable<(string Label, RichText Value)> Facts(Found found)
    {
        var (incident, room, plan) = found;
        yield return ("War room", RichText.Of($"{plan.Title} {room.Version} · #{room.ConversationName ?? room.Conversation.Channel}"));
        yield return ("Lead", incident.Lead is { } lead ? RichText.Of($"{lead}") : "nobody yet");
        foreach (var role in plan.Incidents.Roles.Where(role => incident.Roles.ContainsKey(role.Name)))
            yield return (role.Title, RichText.Of($"{incident.Roles[role.Name]}"));
        yield return ("People", RichText.Join(", ", incident.People.Select(person => RichText.Of($"{person}"))));
        yield return ("Channel", incident.Place.Name is { } channel ? $"#{channel}{(incident.Place.Archived ? ", archived" : "")}" : "in a thread of the war room");
        yield return ("Affects", incident.Service ?? "");
        yield return ("Impact", incident.Resolved?.Impact ?? incident.Impact ?? "");
        yield return ("Alerts", string.Join(", ", incident.Alerts.Select(alert => $"#{alert}")));
    }

    private static IEnumerable<(string Label, RichText Value)> Figures(Incident incident, WarRoom room)
    {
        var (times, figures) = (incident.Times, IncidentFigures.Of(incident, room.Clock));
        yield return ("Started", RichText.Of($"{Span.Date(times.Started)}"));
        yield return ("Detected", RichText.Of($"{Span.Date(times.Detected)} · after {Durations.Words(figures.ToDetect)}"));
        yield return ("Acknowledged", RichText.Of($"{Span.Date(times.Acknowledged)} · {Durations.Words(figures.ToAcknowledge)} later"));
        if (times.Mitigated is { } mitigated && figures.ToMitigate is { } toMitigate)
            yield return ("Mitigated", RichText.Of($"{Span.Date(mitigated)} · {Durations.Words(toMitigate)} after it started"));
        if (incident.Resolved is { } resolved && figures.ToResolve is { } toResolve)
            yield return ("Resolved", RichText.Of($"{Span.Date(resolved.At)} · {Durations.Words(toResolve)} after it started"));
    }

    private static StepView Of(PlaybookStep step) => step.Done is { } done
        ? new(done.Skipped ? "☒" : "☑", step.Text, RichText.Of($"{(done.Skipped ? "skipped by" : "done by")} {done.By} {Span.Date(done.At)}"))
        : new("☐", step.Text, RichText.Empty);

    private static PostmortemView Of(Postmortem postmortem, Incident incident) => new(
        postmortem.Title,
        postmortem.Facts,
        [
            .. postmortem.Parts.Where(part => part.Timeline.Count == 0).Select(part => new PartView(
                part.Heading, part.Words, part.HasGap, part.Items, [.. part.Actions.Select(item => new ActionView(item.What, item.Owner, item.Due is null ? null : item.DueText))])),
        ],
        $"{IncidentWords.PathOf(incident.Room, incident.Number)}/post-mortem.md");

    private sealed record Found(Incident Incident, WarRoom Room, Plan Plan);
}
