using System.Text;
using WarRoomBot.Cards;

namespace WarRoomBot.Features.Incidents.Contract;

/// <summary>A post-mortem in Markdown. Pure.</summary>
internal static class PostmortemText
{
    private const int LongestEntry = 500;

    internal static string Of(Postmortem postmortem)
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
            text.Append("- ").Append(Postmortem.At(entry.At)).Append(' ').Append(OneLine(PlainText.Of(IncidentWords.Said(entry, LongestEntry)))).Append(entry.Link is { } link ? $" ([in chat]({link}))" : "").Append('\n');
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
