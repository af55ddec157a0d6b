using System.Text;
using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// Undoes the markup of a command's text (Docs "Formatting message text"): with <c>should_escape</c> Slack sends <c>&lt;@U1|bob&gt;</c>,
/// <c>&lt;#C1|general&gt;</c>, <c>&lt;https://…|label&gt;</c> and the entities of <c>&amp; &lt; &gt;</c>.
/// </summary>
internal static class SlackMarkup
{
    /// <returns>The text as the person sees it, each mention as <c>@name</c>, and the people and groups mentioned, in order.</returns>
    internal static (string Text, IReadOnlyList<Person> Mentions) Read(string text)
    {
        if (text.AsSpan().IndexOfAny('<', '&') < 0)
            return (text, []);
        var plain = new StringBuilder(text.Length);
        List<Person> mentions = [];
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var open = rest.IndexOf('<');
            var close = open < 0 ? -1 : rest[open..].IndexOf('>');
            if (close < 0)
            {
                AppendUnescaped(plain, rest);
                break;
            }

            AppendUnescaped(plain, rest[..open]);
            AppendReference(plain, mentions, rest.Slice(open + 1, close - 1));
            rest = rest[(open + close + 1)..];
        }

        return (plain.ToString(), mentions);
    }

    private static void AppendReference(StringBuilder plain, List<Person> mentions, ReadOnlySpan<char> reference)
    {
        var bar = reference.IndexOf('|');
        var target = bar < 0 ? reference : reference[..bar];
        var label = bar < 0 ? default : reference[(bar + 1)..];
        switch (target)
        {
            case ['@', .. var user] when !user.IsEmpty:
                var person = new Person(user.ToString(), label.IsEmpty ? user.ToString() : Unescaped(label));
                mentions.Add(person);
                plain.Append('@').Append(person.Name);
                break;
            case ['#', .. var channel] when !channel.IsEmpty:
                // A private channel comes without its name.
                plain.Append('#');
                AppendUnescaped(plain, label.IsEmpty ? channel : label);
                break;
            case ['!', 's', 'u', 'b', 't', 'e', 'a', 'm', '^', .. var group] when !group.IsEmpty:
                var name = label.IsEmpty ? group.ToString() : Unescaped(label).TrimStart('@');
                mentions.Add(new(group.ToString(), name) { Members = [] });
                plain.Append('@').Append(name);
                break;
            case ['!', .. var special] when !special.IsEmpty:
                AppendSpecial(plain, special, label);
                break;
            default:
                AppendUnescaped(plain, label.IsEmpty ? target : label);
                break;
        }
    }

    /// <summary>here, channel, everyone; date^…: the words that Slack shows for each.</summary>
    private static void AppendSpecial(StringBuilder plain, ReadOnlySpan<char> special, ReadOnlySpan<char> label)
    {
        if (!label.IsEmpty)
        {
            AppendUnescaped(plain, label);
            return;
        }

        var caret = special.IndexOf('^');
        plain.Append('@').Append(caret < 0 ? special : special[(caret + 1)..]);
    }

    private static string Unescaped(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        AppendUnescaped(plain, text);
        return plain.ToString();
    }

    private static void AppendUnescaped(StringBuilder plain, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var entity = text.IndexOf('&');
            if (entity < 0)
            {
                plain.Append(text);
                return;
            }

            plain.Append(text[..entity]);
            text = text[entity..];
            var (character, length) = text switch
            {
                ['&', 'a', 'm', 'p', ';', ..] => ('&', 5),
                ['&', 'l', 't', ';', ..] => ('<', 4),
                ['&', 'g', 't', ';', ..] => ('>', 4),
                _ => ('&', 1),
            };
            plain.Append(character);
            text = text[length..];
        }
    }
}
