using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;

namespace WarRoomBot.Features.Incidents.Contract;

/// <summary>The state of an incident as a symbol and in words, the same wherever it is shown.</summary>
internal static class IncidentWords
{
    internal static readonly IReadOnlyList<string> Statuses = [.. Enum.GetValues<IncidentStatus>().Select(Of)];

    internal static string Of(IncidentStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>Where its page is, from the root.</summary>
    internal static string PathOf(long room, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/rooms/{room}/incidents/{number}");

    internal static bool TryStatus(string word, out IncidentStatus status) =>
        Enum.TryParse(word, ignoreCase: true, out status) && Statuses.Contains(word.ToLowerInvariant());

    internal static Mark MarkOf(Incident incident) => incident.Status switch
    {
        IncidentStatus.Resolved => Mark.Done,
        IncidentStatus.Monitoring => Mark.Watch,
        IncidentStatus.Identified => Mark.Held,
        _ => incident.IsUrgent ? Mark.Bad : Mark.Watch,
    };

    /// <summary>A line of the timeline: who, and what.</summary>
    internal static RichText Said(Happening entry, int longest) =>
        (entry.By is { } by ? RichText.Of($"{by} ") : RichText.Empty) + $"{(entry.What switch { IncidentChanges.Noted => "notes: ", IncidentChanges.Said => "wrote: ", _ => "" })}{Texts.Cut(entry.Text, longest)}";

    /// <summary>In one line: what it is, how it stands, who leads.</summary>
    internal static RichText InOneLine(Incident incident) =>
        RichText.Of($"{PlainText.Symbol(MarkOf(incident))} {Span.Strong($"{incident.Severity} incident #{incident.Number}")} {Texts.Cut(incident.Title, 80)} · {Of(incident.Status)}")
        + (incident.Lead is { } lead ? RichText.Of($" · lead {lead}") : " · no lead yet");
}
