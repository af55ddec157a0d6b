using System.Text.Json;
using System.Text.RegularExpressions;
using WarRoomBot.Cards;
using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// Draws a card in Block Kit. It never makes a message that Slack refuses: what is too long is cut with a mark, and when something had to
/// be left out, the last line says so. The buttons of the card as a whole are the last to go.
/// </summary>
internal static class SlackRenderer
{
    private const string Nothing = "(nothing to show)";

    internal static SlackMessage Render(Card card)
    {
        var sheet = Filled(card, new());
        return sheet.Finish() ? new(Fallback(card), sheet.Blocks) : new(Nothing, [new SectionBlock(Nothing)]);
    }

    /// <summary>Writes the card as a Home tab (Docs "Home tab"): twice the blocks, and no words beside them.</summary>
    internal static void WriteHomeTo(Utf8JsonWriter json, Card card, Conversation home)
    {
        var sheet = Filled(card, new(BlockLimits.HomeBlocks, BlockLimits.HomeText));
        if (!sheet.Finish())
            sheet.Text(new(Nothing), text => new SectionBlock(text));
        json.WriteStartObject("view"u8);
        json.WriteString("type"u8, "home"u8);
        // Comes back with a press, which knows no channel.
        json.WriteString("private_metadata"u8, new ViewContext(home, "").ToString());
        json.WriteStartArray("blocks"u8);
        foreach (var block in sheet.Blocks)
            block.WriteTo(json, null);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Sheet Filled(Card card, Sheet sheet)
    {
        var title = SlackText.OneLine(card.Title);
        if (!SlackText.IsBlank(title))
            sheet.Header(SlackText.Shortened(PlainText.Marked(card.Mark, title), BlockLimits.Header));
        sheet.Reserve(card.Elements.OfType<Buttons>());
        foreach (var element in Merged(card.Elements))
            Draw(sheet, element);
        return sheet;
    }

    private static void Draw(Sheet sheet, Element element)
    {
        switch (element)
        {
            case Line line:
                sheet.Text(new(line.Text), text => new SectionBlock(text));
                break;
            case Rows rows:
                sheet.Rows(rows.Items.Select(Of));
                break;
            case Prompt prompt:
                sheet.Prompt(new(prompt.Text), prompt.Buttons);
                break;
            case Buttons buttons:
                sheet.Buttons(buttons);
                break;
            case Context context:
                sheet.Text(new(context.Text), text => new ContextBlock(text));
                break;
            case Divider:
                sheet.Divider();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(element), element, "no such element");
        }
    }

    /// <summary>Lines that follow each other are one section: Slack puts a gap between sections, and counts them.</summary>
    private static IEnumerable<Element> Merged(IReadOnlyList<Element> elements)
    {
        List<RichText> lines = [];
        foreach (var element in elements)
        {
            if (element is Line line)
            {
                lines.Add(line.Text);
                continue;
            }

            if (lines.Count > 0)
                yield return new Line(RichText.Join("\n", lines));
            lines.Clear();
            yield return element;
        }

        if (lines.Count > 0)
            yield return new Line(RichText.Join("\n", lines));
    }

    /// <summary><c>✅ *Error rate* 0.04 %  ▁▁▂  target &lt; 0.1 %</c></summary>
    private static RichText Of(Row row)
    {
        var label = SlackText.OneLine(row.Label);
        var mark = row.Mark == Mark.None ? "" : $"{PlainText.Symbol(row.Mark)} ";
        RichText name = label.Length == 0 ? mark : [new Words(mark), new Strong(label), new Words(" ")];
        return name + RichText.Join("  ", [SlackText.OneLine(row.Value), SlackText.OneLine(row.Trend ?? ""), row.Note]);
    }

    private static string Fallback(Card card)
    {
        var text = SlackText.Clean(PlainText.Of(card)).Trim();
        return SlackText.IsBlank(text) ? Nothing : Named(SlackText.EscapedShortened(text, BlockLimits.Fallback), card);
    }

    /// <summary>Whom we know by id alone Slack names itself: nobody is to hear an id.</summary>
    private static string Named(string text, Card card)
    {
        foreach (var unnamed in Texts(card).SelectMany(each => each).OfType<Mention>().Select(mention => mention.Person).Where(person => person.Name == person.Id && SlackIds.IsId(person.Id)).Distinct())
        {
            if (unnamed.IsGroup || SlackIds.IsUser(unnamed.Id))
                text = Regex.Replace(text, $@"@{unnamed.Id}\b", unnamed.IsGroup ? $"<!subteam^{unnamed.Id}>" : $"<@{unnamed.Id}>");
        }

        return text;
    }

    private static IEnumerable<RichText> Texts(Card card) => card.Elements.SelectMany(element => element switch
    {
        Line line => [line.Text],
        Rows rows => rows.Items.Select(row => row.Note),
        Prompt prompt => [prompt.Text],
        Context context => [context.Text],
        _ => (IEnumerable<RichText>)[],
    });
}
