using WarRoomBot.Cards;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary>The draft of an incident's post-mortem, in Markdown to be copied from: what is known filled in, what is not marked. Pure.</summary>
internal static class Postmortem
{
    private const string ToFill = "_To be filled in._";

    /// <summary>The beginning and the end tell most; all of it is in the record.</summary>
    private const int MostEntries = 60;

    internal static Card Of(Incident incident, WarRoom room, Plan plan) => new(
        Mark.None, $"Post-mortem draft · #{incident.Number} {incident.Title}", [.. Sections(incident, room, plan).Select(section => new Line(section))]);

    internal static IEnumerable<string> Sections(Incident incident, WarRoom room, Plan plan)
    {
        var resolved = incident.Resolved!;
        yield return $"# Post-mortem #{incident.Number}: {incident.Title}\n"
            + $"{incident.Severity} {plan.Alerts[incident.Severity].Name} · {plan.Title} {room.Version}\n"
            + $"Lead {incident.Lead?.Name ?? "nobody"} · with {string.Join(", ", incident.People.Select(person => person.Name))}";
        yield return $"## Impact\n{Or(resolved.Impact ?? incident.Impact)}{(incident.Service is { } service ? $"\nAffected: {service}" : "")}";
        yield return "## Figures\n"
            + $"- Started {At(incident.Times.Started)}, detected {At(incident.Times.Detected)}, acknowledged {At(incident.Times.Acknowledged)}, "
            + $"mitigated {(incident.Times.Mitigated is { } mitigated ? At(mitigated) : "never")}, resolved {At(resolved.At)}\n"
            + $"- {IncidentFigures.Of(incident, room.Clock)}";
        yield return $"## Timeline\n{string.Join("\n", Entries(incident))}";
        yield return $"## Root cause\n{(resolved.Cause is { } cause ? $"Category: {cause}\n" : "")}{ToFill}";
        yield return $"## Resolution\n{Or(resolved.Summary)}";
        yield return $"## Prevention\n{ToFill}";
        yield return $"## Action items\n| what | owner | due |\n|---|---|---|\n| {ToFill} | | |";
    }

    private static IEnumerable<string> Entries(Incident incident)
    {
        var (all, half) = (incident.Timeline, MostEntries / 2);
        if (all.Count <= MostEntries)
            return all.Select(Entry);
        return [.. all.Take(half).Select(Entry), $"- … {all.Count - MostEntries} more in the record", .. all.TakeLast(half).Select(Entry)];
    }

    private static string Entry(Alerts.Contract.Happening entry) => $"- {At(entry.At)} {IncidentWords.Said(entry, 300)}";

    private static string At(DateTimeOffset at) => PlainText.Of(new Moment(at, MomentStyle.DateAndTime));

    private static string Or(string? text) => string.IsNullOrWhiteSpace(text) ? ToFill : text;
}
