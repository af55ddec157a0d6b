using WarRoomBot.Cards;

namespace WarRoomBot.Chat;

/// <summary>A text file that goes with a message: a report, a post-mortem.</summary>
/// <param name="Name">As it is saved, with its ending: <c>post-mortem-12.md</c>.</param>
/// <param name="Title">As people see it in chat, in one line.</param>
/// <param name="Type">Its media type, one of the kind <c>text/…</c>: <c>text/markdown</c>.</param>
/// <param name="Text">Not empty, at most 1,000,000 characters.</param>
public sealed record ChatFile(string Name, string Title, string Type, string Text)
{
    /// <summary>So much of it fits into a message with what is said about it.</summary>
    private const int LongestInWords = 6000;

    /// <summary>How much of a line becomes one paragraph: no platform takes more.</summary>
    private const int LongestLine = 2500;

    /// <summary>Where the same stands as a page, http or https; null where there is none.</summary>
    public string? Page { get; init; }

    /// <summary>The message for a chat that takes no files: the text itself, cut, and where the rest is.</summary>
    /// <param name="comment">What is said about the file.</param>
    internal Card InWords(Card comment)
    {
        var lines = Texts.Cut(Text.Trim(), LongestInWords).Split('\n').Chunk(20).SelectMany(Parted);
        var isCut = Text.Trim().Length > LongestInWords;
        RichText rest = (Page, isCut) switch
        {
            ({ } page, true) => RichText.Of($"Cut here: {new Link("the whole of it", page)}."),
            ({ } page, false) => RichText.Of($"Also {new Link("as a page", page)}."),
            (null, true) => "Cut here: this chat takes no files from me.",
            _ => RichText.Empty,
        };
        return comment with
        {
            Elements = [.. comment.Elements, new Divider(), .. lines.Select(text => new Line(text)), .. rest.Count > 0 ? (IEnumerable<Element>)[new Context(rest)] : []],
        };
    }

    private static IEnumerable<string> Parted(string[] lines)
    {
        var text = string.Join('\n', lines);
        for (var from = 0; from < text.Length; from += LongestLine)
            yield return text[from..Math.Min(text.Length, from + LongestLine)];
    }
}

/// <summary>A file that the platform has and nobody sees yet.</summary>
/// <param name="Handle">The platform's id of it.</param>
public sealed record UploadedFile(string Handle, ChatFile File);
