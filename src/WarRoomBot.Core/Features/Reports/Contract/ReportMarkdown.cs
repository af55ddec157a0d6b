using System.Text;
using WarRoomBot.Cards;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>A report as Markdown with tables (GitHub Flavored Markdown). What people and other systems wrote stays plain text. Pure.</summary>
internal static class ReportMarkdown
{
    private const string Special = "\\`*_[]<>|~";

    internal static string Of(Report report)
    {
        var text = new StringBuilder();
        foreach (var block in ReportOutline.Of(report))
            Write(text, block);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Block block)
    {
        switch (block)
        {
            case Heading heading:
                text.Append('#', heading.Level).Append(' ').Append(Plain(heading.Text)).Append("\n\n");
                break;
            case Paragraph paragraph:
                text.Append(Plain(paragraph.Text)).Append("\n\n");
                break;
            case Bullets bullets:
                Write(text, bullets);
                break;
            case Table table:
                Row(text, table.Columns.Select(Plain));
                Row(text, table.Columns.Select(_ => "---"));
                foreach (var row in table.Rows)
                    Row(text, row.Select(cell => PlainText.Marked(cell.Mark, Plain(cell.Text))));
                text.Append('\n');
                break;
            case Charts:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(block), block, "no such block");
        }
    }

    private static void Write(StringBuilder text, Bullets bullets)
    {
        var number = 0;
        foreach (var bullet in bullets.Items)
        {
            var mark = bullets.Numbered ? $"{++number}." : "-";
            text.Append(mark).Append(' ').Append(Plain(bullet.Text)).Append('\n');
            foreach (var line in bullet.Under)
                text.Append(' ', mark.Length + 1).Append("- ").Append(Plain(line)).Append('\n');
        }

        text.Append('\n');
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>On one line, with nothing in it that Markdown would read.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (Special.Contains(character, StringComparison.Ordinal) || (character == '#' && plain.Length == 0))
                plain.Append('\\');
            plain.Append(char.IsControl(character) ? ' ' : character);
        }

        return plain.ToString();
    }
}
