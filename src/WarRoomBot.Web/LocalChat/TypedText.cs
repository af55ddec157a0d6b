using System.Text.RegularExpressions;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Web.Rendering;

namespace WarRoomBot.Web.LocalChat;

/// <summary>Finds in what a person typed the people and the addresses it names; all else stays plain words.</summary>
internal static partial class TypedText
{
    /// <summary>In the order in which they are named; somebody named twice is there twice.</summary>
    internal static IReadOnlyList<Person> Mentions(string text) =>
        [.. Pieces().Matches(text).Where(IsMention).Select(match => LocalNames.Person(match.Groups["name"].Value))];

    internal static RichText Spans(string text)
    {
        var spans = new List<Span>();
        var from = 0;
        foreach (Match match in Pieces().Matches(text))
        {
            if (!IsMention(match) && !IsAddress(match))
                continue;
            if (match.Index > from)
                spans.Add(new Words(text[from..match.Index]));
            spans.Add(IsMention(match) ? new Mention(LocalNames.Person(match.Groups["name"].Value)) : new Link(match.Value, match.Value));
            from = match.Index + match.Length;
        }

        if (from < text.Length)
            spans.Add(new Words(text[from..]));
        return new(spans);
    }

    private static bool IsMention(Match match) => match.Groups["name"] is { Success: true, Length: <= LocalNames.LongestName };

    private static bool IsAddress(Match match) => match.Groups["address"].Success && SafeAddress.Is(match.Value);

    /// <summary>An @ inside a word is an e-mail address; a full stop at the end belongs to the sentence.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}_.@-])@(?<name>[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?)|(?<address>https?://[^\s<>""]*[^\s<>""'.,;:!?)\]])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pieces();
}
