using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Incidents.Contract;

namespace WarRoomBot.Features.Incidents;

/// <summary>A post-mortem as a file in Markdown, to be worked on elsewhere. Pure.</summary>
internal static class PostmortemFile
{
    /// <summary>The message that brings the newest draft.</summary>
    internal static string Key(Incident incident) => string.Create(CultureInfo.InvariantCulture, $"{IncidentCard.Key(incident)}/draft/{incident.Drafts}");

    internal static ChatFile Of(Incident incident, Postmortem postmortem)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"post-mortem-{incident.Number}.md");
        return new(name, postmortem.Title, "text/markdown", PostmortemText.Of(postmortem)) { Page = incident.Page };
    }

    /// <summary>What is said about the file.</summary>
    internal static Card Comment(Incident incident, Postmortem postmortem)
    {
        var gaps = postmortem.Gaps.Select(gap => gap.ToLowerInvariant()).ToList();
        return Card.Text(RichText.Of($"{Span.Strong($"Post-mortem draft of #{incident.Number}")} {incident.Title}. ")
            + (gaps.Count == 0 ? "Nothing is missing." : RichText.Of($"Still to be filled in: {string.Join(", ", gaps)}; {Span.Strong(ControlCard.CompleteWords)} on the card does it."))
            + (incident.Page is { } page ? RichText.Of($" Always up to date: {new Link("its page", page)}.") : RichText.Empty));
    }
}
