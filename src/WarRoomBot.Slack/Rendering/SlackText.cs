using System.Globalization;
using System.Text;

namespace WarRoomBot.Slack;

/// <summary>Text that came from anywhere, made fit for Slack.</summary>
internal static class SlackText
{
    internal const string Cut = "…";

    private const char Replacement = '\uFFFD';

    /// <summary>Without control characters and halves of surrogate pairs, which cannot be sent; lines end with a line feed.</summary>
    internal static string Clean(string text)
    {
        if (IsClean(text))
            return text;
        var clean = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                clean.Append(character).Append(text[++index]);
            else if (char.IsSurrogate(character))
                clean.Append(Replacement);
            else if (character == '\r')
                clean.Append(index + 1 < text.Length && text[index + 1] == '\n' ? "" : "\n");
            else if (!char.IsControl(character) || character is '\n' or '\t')
                clean.Append(character);
        }

        return clean.ToString();
    }

    /// <summary>Clean, and in one line.</summary>
    internal static string OneLine(string text)
    {
        text = Clean(text);
        return text.AsSpan().IndexOfAny('\n', '\t') < 0 ? text.Trim() : text.Replace('\n', ' ').Replace('\t', ' ').Trim();
    }

    /// <summary>At most <paramref name="most"/> UTF-16 units, with a mark at its end if cut. No pair of surrogates is torn apart.</summary>
    internal static string Shortened(string text, int most) =>
        text.Length <= most ? text : text[..BackToRune(text, most - Cut.Length)] + Cut;

    /// <summary>Slack takes a text of nothing but blanks and invisible characters for none at all.</summary>
    internal static bool IsBlank(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control)
                && !IsInvisible(rune))
                return false;
        }

        return true;
    }

    /// <summary>The nearest place at or before <paramref name="at"/> that is not inside a pair of surrogates.</summary>
    internal static int BackToRune(string text, int at) =>
        at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;

    /// <summary>The three characters that Slack wants as entities, and no others.</summary>
    internal static string Escaped(char character) => character switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        _ => "",
    };

    internal static string Escaped(string text) => EscapedShortened(text, int.MaxValue);

    /// <summary>Escaped, and at most <paramref name="most"/> characters after that: no entity is torn apart.</summary>
    internal static string EscapedShortened(string text, int most)
    {
        var escaped = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var entity = Escaped(text[index]);
            escaped.Append(entity.Length > 0 ? entity : text[index]);
            if (escaped.Length <= most)
                continue;
            return EscapedShortened(text, index, most);
        }

        return escaped.ToString();
    }

    private static string EscapedShortened(string text, int fits, int most)
    {
        var length = text.AsSpan(0, fits).ToString().Sum(character => Math.Max(1, Escaped(character).Length));
        while (length > most - Cut.Length)
            length -= Math.Max(1, Escaped(text[--fits]).Length);
        fits = BackToRune(text, fits);
        return Escaped(text[..fits]) + Cut;
    }

    private static bool IsClean(string text)
    {
        foreach (var character in text)
        {
            if (char.IsSurrogate(character) || (char.IsControl(character) && character is not ('\n' or '\t')))
                return false;
        }

        return true;
    }

    /// <summary>Fillers and variation selectors: neither blank nor format, and nothing to see.</summary>
    private static bool IsInvisible(Rune rune) =>
        rune.Value is 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or (>= 0xFE00 and <= 0xFE0F);
}
