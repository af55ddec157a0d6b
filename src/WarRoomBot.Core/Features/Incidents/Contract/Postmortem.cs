using System.Globalization;
using System.Text.RegularExpressions;
using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents.Contract;

/// <summary>What is to be learned from an incident: what is known filled in, what is not marked to be filled in. Pure.</summary>
/// <param name="Facts">How bad, where, who: a line each.</param>
internal sealed record Postmortem(string Title, IReadOnlyList<string> Facts, IReadOnlyList<PostmortemPart> Parts)
{
    internal const string ToFill = "To be filled in.";

    /// <summary>What nobody has said yet, by the headings.</summary>
    public IEnumerable<string> Gaps => Parts.Where(part => part.HasGap).Select(part => part.Heading);

    internal static Postmortem Of(Incident incident, WarRoom room, Plan plan)
    {
        var (resolved, lessons) = (incident.Resolved!, incident.Lessons);
        var people = incident.People.Where(person => person != incident.Lead).Select(person => person.Name).ToList();
        return new(
            $"Post-mortem #{incident.Number}: {incident.Title}",
            [
                $"{incident.Severity} {plan.Alerts[incident.Severity].Name} · {plan.Title} {room.Version} · {incident.OpenedAt.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}{room.RehearsalNote}",
                $"Lead: {incident.Lead?.Name ?? "nobody"}{(people.Count > 0 ? $" · with {string.Join(", ", people)}" : "")}",
                .. Others(incident, plan),
            ],
            [
                PostmortemPart.Text("Impact", resolved.Impact ?? incident.Impact) with { Items = incident.Service is { } service ? [$"Affected: {service}"] : [] },
                Figures(incident, room),
                new("Timeline") { Timeline = incident.Entries },
                PostmortemPart.Text("Root cause", lessons.RootCause) with { Items = resolved.Cause is { } cause ? [$"Category: {cause}"] : [] },
                PostmortemPart.Text("Resolution", resolved.Summary),
                PostmortemPart.Text("Prevention", lessons.Prevention),
                new("Action items") { Actions = lessons.Actions.Count > 0 ? lessons.Actions : [new(ToFill, null, null)], HasGap = !lessons.Actions.Any() || lessons.Actions.Any(item => item.Owner is null || item.Due is null) },
            ]);
    }

    /// <summary>Who did what beside leading.</summary>
    private static IEnumerable<string> Others(Incident incident, Plan plan)
    {
        var roles = plan.Incidents.Roles.Where(role => incident.Roles.ContainsKey(role.Name)).Select(role => $"{role.Title}: {incident.Roles[role.Name].Name}").ToList();
        if (roles.Count > 0)
            yield return string.Join(" · ", roles);
    }

    private static PostmortemPart Figures(Incident incident, WarRoom room)
    {
        var times = incident.Times;
        return new("Figures")
        {
            Items =
            [
                $"Started {At(times.Started)}, detected {At(times.Detected)}, acknowledged {At(times.Acknowledged)}, "
                    + $"mitigated {(times.Mitigated is { } mitigated ? At(mitigated) : "never")}, resolved {At(incident.Resolved!.At)}",
                IncidentFigures.Of(incident, room.Clock).InWords(),
            ],
        };
    }

    internal static string At(DateTimeOffset at) => PlainText.Of(Span.Date(at));
}

/// <summary>One heading and what stands under it.</summary>
internal sealed record PostmortemPart(string Heading)
{
    /// <summary>Paragraphs as people wrote them.</summary>
    public string? Words { get; init; }

    public IReadOnlyList<string> Items { get; init; } = [];

    public IReadOnlyList<Happening> Timeline { get; init; } = [];

    public IReadOnlyList<ActionItem> Actions { get; init; } = [];

    /// <summary>Somebody has to say more.</summary>
    public bool HasGap { get; init; }

    internal static PostmortemPart Text(string heading, string? words) => string.IsNullOrWhiteSpace(words)
        ? new(heading) { Words = Postmortem.ToFill, HasGap = true }
        : new(heading) { Words = words.Trim() };
}

/// <summary>What people have said about an incident after it was over.</summary>
internal sealed record IncidentLessons(string? RootCause, string? Prevention, IReadOnlyList<ActionItem> Actions)
{
    internal static readonly IncidentLessons None = new(null, null, []);
}

/// <summary>Something to be done so that it does not happen again.</summary>
/// <param name="Owner">A person's name without <c>@</c>; null when nobody was named.</param>
/// <param name="Due">Null when no day was named.</param>
internal sealed partial record ActionItem(string What, string? Owner, DateOnly? Due)
{
    private const string Written = "yyyy-MM-dd";

    /// <summary>One per line, as in <c>add an index @bo 2026-03-10</c>.</summary>
    internal static IReadOnlyList<ActionItem> Read(string? text) =>
    [
        .. (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => One(line.TrimStart('-', '*', '•', ' '))).Where(item => item.What.Length > 0),
    ];

    internal string Line => string.Join(' ', new[] { What, Owner is null ? "" : $"@{Owner}", DueText }.Where(part => part.Length > 0));

    internal string DueText => Due?.ToString(Written, CultureInfo.InvariantCulture) ?? "";

    private static ActionItem One(string line)
    {
        var (owner, day) = (Owners().Match(line), Days().Match(line));
        DateOnly? due = DateOnly.TryParseExact(day.Value, Written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) ? parsed : null;
        var what = owner.Success ? line.Replace(owner.Value, "", StringComparison.Ordinal) : line;
        what = due is null ? what : what.Replace(day.Value, "", StringComparison.Ordinal);
        return new(Spaces().Replace(what, " ").Trim(' ', ',', ';', '·'), owner.Success ? owner.Groups["name"].Value : null, due);
    }

    [GeneratedRegex(@"(?<=^|\s)@(?<name>[\w.-]+)")]
    private static partial Regex Owners();

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}\b")]
    private static partial Regex Days();

    [GeneratedRegex(@"\s{2,}")]
    private static partial Regex Spaces();
}
