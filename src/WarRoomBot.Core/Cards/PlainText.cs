using System.Globalization;
using System.Text;

namespace WarRoomBot.Cards;

/// <summary>
/// The card as plain text: the fallback of every platform (notification, screen reader), the transcript, the tests. It reads as the
/// card does, and its state words do not depend on symbols.
/// </summary>
public static class PlainText
{
    public static string Of(Card card)
    {
        var text = new StringBuilder();
        if (card.Title.Length > 0)
            text.AppendLine(Marked(card.Mark, card.Title));
        foreach (var element in card.Elements)
            Write(text, element);
        return text.ToString().TrimEnd();
    }

    public static string Of(RichText text) => string.Concat(text.Select(Of));

    public static string Of(Span span) => span switch
    {
        Words words => words.Text,
        Strong strong => strong.Text,
        Code code => code.Text,
        Mention mention => $"@{mention.Person.Name}",
        Moment moment => Of(moment),
        Link link => link.Text,
        Place place => $"#{place.Name}",
        _ => throw new ArgumentOutOfRangeException(nameof(span), span, "no such span"),
    };

    /// <summary>In UTC, saying so.</summary>
    public static string Of(Moment moment) => moment.At.UtcDateTime.ToString(
        moment.Style switch
        {
            MomentStyle.Time => "HH:mm' UTC'",
            MomentStyle.TimeWithSeconds => "HH:mm:ss' UTC'",
            _ => "d MMM HH:mm' UTC'",
        },
        CultureInfo.InvariantCulture);

    /// <summary>The symbol; each renderer may show it its own way, and the words beside it must carry the meaning alone.</summary>
    public static string Symbol(Mark mark) => mark switch
    {
        Mark.None => "",
        Mark.Good => "🟢",
        Mark.Done => "✅",
        Mark.Watch => "⚠️",
        Mark.Bad => "🔴",
        Mark.Held => "🟠",
        Mark.Unknown => "❔",
        Mark.Waiting => "⏳",
        Mark.Off => "⚫",
        Mark.Rehearsal => "🎭",
        _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, "no such mark"),
    };

    /// <summary>The mark in front of <paramref name="text"/>.</summary>
    public static string Marked(Mark mark, string text) => mark == Mark.None ? text : $"{Symbol(mark)} {text}";

    private static void Write(StringBuilder text, Element element)
    {
        switch (element)
        {
            case Line line:
                text.AppendLine(Of(line.Text));
                break;
            case Rows rows:
                foreach (var row in rows.Items)
                    text.AppendLine(Of(row));
                break;
            case Prompt prompt:
                text.Append(Of(prompt.Text)).AppendLine(prompt.Buttons.Count > 0 ? $"  {Of(prompt.Buttons)}" : "");
                break;
            case Buttons buttons:
                text.AppendLine(Of(buttons.Items));
                break;
            case Context context:
                text.AppendLine($"({Of(context.Text)})");
                break;
            case Divider:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(element), element, "no such element");
        }
    }

    private static string Of(Row row) =>
        string.Join("  ", new[] { Marked(row.Mark, row.Label), row.Value, row.Trend ?? "", Of(row.Note) }.Where(part => part.Length > 0));

    private static string Of(IReadOnlyList<Button> buttons) => string.Join(" ", buttons.Select(button => $"[{button.Text}]"));
}
