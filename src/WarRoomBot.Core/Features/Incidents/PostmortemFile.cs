using System.Globalization;
using System.Text;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Incidents.Contract;

namespace WarRoomBot.Features.Incidents;

/// <summary>A post-mortem as a file in Markdown, to be worked on elsewhere. Pure.</summary>
internal static class PostmortemFile
{
    private const int LongestEntry = 500;

    /// <summary>The message that brings the newest draft.</summary>
    internal static string Key(Incident incident) => string.Create(CultureInfo.InvariantCulture, $"{IncidentCard.Key(incident)}/draft/{incident.Drafts}");

    internal static ChatFile Of(Incident incident, Postmortem postmortem) => new(
        string.Create(CultureInfo.InvariantCulture, $"post-mortem-{incident.Number}.md"), postmortem.Title, "text/markdown", Markdown(postmortem));

    /// <summary>What is said about the file.</summary>
    internal static Card Comment(Incident incident, Postmortem postmortem)
    {
        var gaps = postmortem.Gaps.Select(gap => gap.ToLowerInvariant()).ToList();
        return Card.Text(RichText.Of($"{Span.Strong($"Post-mortem draft of #{incident.Number}")} {incident.Title}. ")
            + (gaps.Count == 0 ? "Nothing is missing." : RichText.Of($"Still to be filled in: {string.Join(", ", gaps)}; {Span.Strong(ControlCard.CompleteWords)} on the card does it.")));
    }

    internal static string Markdown(Postmortem postmortem)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(OneLine(postmortem.Title)).Append("\n\n");
        text.AppendJoin("  \n", postmortem.Facts.Select(OneLine)).Append('\n');
        foreach (var part in postmortem.Parts)
            Write(text, part);
        return text.ToString();
    }

    private static void Write(StringBuilder text, PostmortemPart part)
    {
        text.Append("\n## ").Append(part.Heading).Append("\n\n");
        foreach (var item in part.Items)
            text.Append("- ").Append(OneLine(item)).Append('\n');
        if (part.Words is { } words)
            text.Append(part.Items.Count > 0 ? "\n" : "").Append(part.HasGap ? $"_{words}_" : words.ReplaceLineEndings("\n")).Append('\n');
        foreach (var entry in part.Timeline)
            text.Append("- ").Append(Postmortem.At(entry.At)).Append(' ').Append(OneLine(PlainText.Of(IncidentWords.Said(entry, LongestEntry)))).Append('\n');
        if (part.Actions.Count == 0)
            return;
        text.Append("| what | owner | due |\n|---|---|---|\n");
        foreach (var item in part.Actions)
            text.Append("| ").Append(Cell(item.What)).Append(" | ").Append(Cell(item.Owner)).Append(" | ").Append(Cell(item.DueText)).Append(" |\n");
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    /// <summary>A cell ends at a bar, whoever wrote it.</summary>
    private static string Cell(string? text) => string.IsNullOrEmpty(text) || text == Postmortem.ToFill ? $"_{Postmortem.ToFill}_" : OneLine(text).Replace("|", "\\|", StringComparison.Ordinal);
}
