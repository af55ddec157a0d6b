using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using WarRoomBot.Cards;
using WarRoomBot.Chat;

namespace WarRoomBot.Web.Rendering;

/// <summary>
/// A line of spans as HTML. Written out by hand because white space counts here: line breaks and double spaces are the writer's own.
/// Everything is encoded by the renderer; nothing is ever passed on as markup.
/// </summary>
public sealed class RichTextView : ComponentBase
{
    [Parameter, EditorRequired]
    public required RichText Text { get; set; }

    /// <summary>Whose own name stands out; null for nobody.</summary>
    [Parameter]
    public Person? Reader { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var span in Text)
            Add(builder, span);
    }

    /// <summary>With the date, for whoever wants to know exactly.</summary>
    internal static string Exactly(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy HH:mm:ss' UTC'", CultureInfo.InvariantCulture);

    internal static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static string Name(MomentStyle style) => style switch
    {
        MomentStyle.Time => "time",
        MomentStyle.TimeWithSeconds => "seconds",
        _ => "date",
    };

    private void Add(RenderTreeBuilder builder, Span span)
    {
        switch (span)
        {
            case Words words:
                builder.AddContent(0, words.Text);
                break;
            case Strong strong:
                Element(builder, "strong", null, strong.Text);
                break;
            case Code code:
                Element(builder, "code", null, code.Text);
                break;
            case Mention mention:
                Element(builder, "span", mention.Person.Equals(Reader) ? "mention you" : "mention", PlainText.Of(mention));
                break;
            case Moment moment:
                Add(builder, moment);
                break;
            case Place { At.Platform: "local" } place when Reader is not null:
                builder.OpenElement(0, "a");
                builder.AddAttribute(1, "href", $"/chat/{Uri.EscapeDataString(place.At.Channel)}?as={Uri.EscapeDataString(Reader.Name)}");
                builder.AddContent(2, PlainText.Of(place));
                builder.CloseElement();
                break;
            case Place place:
                builder.AddContent(0, PlainText.Of(place));
                break;
            case Link link when SafeAddress.Is(link.Address):
                builder.OpenElement(0, "a");
                builder.AddAttribute(1, "href", link.Address);
                builder.AddAttribute(2, "target", "_blank");
                builder.AddAttribute(3, "rel", "noopener noreferrer");
                builder.AddContent(4, link.Text);
                builder.CloseElement();
                break;
            case Link link:
                builder.AddContent(0, link.Text);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(span), span, "no such span");
        }
    }

    /// <summary>In UTC, which the reader's own browser then turns into the reader's time.</summary>
    private static void Add(RenderTreeBuilder builder, Moment moment)
    {
        builder.OpenElement(0, "time");
        builder.AddAttribute(1, "datetime", Machine(moment.At));
        builder.AddAttribute(2, "data-style", Name(moment.Style));
        builder.AddAttribute(3, "title", Exactly(moment.At));
        builder.AddContent(4, PlainText.Of(moment));
        builder.CloseElement();
    }

    private static void Element(RenderTreeBuilder builder, string name, string? style, string text)
    {
        builder.OpenElement(0, name);
        if (style is not null)
            builder.AddAttribute(1, "class", style);
        builder.AddContent(2, text);
        builder.CloseElement();
    }
}
