using System.Buffers;
using YamlDotNet.Core;

namespace WarRoomBot.Host.Plans;

/// <summary>Why a text is not YAML, in words for those who wrote it.</summary>
internal sealed record YamlTrouble(int Line, int Column, string Wrong, string Remedy)
{
    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code).Except(['\t', '\n', '\r']), '\u007F']);

    /// <summary>What the parser would stumble over, or end at without a word.</summary>
    /// <returns>Null when there is nothing of the kind.</returns>
    public static YamlTrouble? Before(string text)
    {
        var at = text.AsSpan().IndexOfAny(Controls);
        if (at < 0)
            return null;
        var line = text.AsSpan(0, at).Count('\n') + 1;
        return new(line, at - text.LastIndexOf('\n', at), "a control character stands here", "remove it; a plan is plain text");
    }

    /// <param name="exception">What the parser threw.</param>
    /// <param name="reached">How far it had come, for exceptions that do not say.</param>
    public static YamlTrouble Of(Exception exception, Mark reached, string text)
    {
        var at = exception is YamlException known ? known.Start : reached;
        var (line, column) = (Math.Max(1, (int)at.Line), Math.Max(1, (int)at.Column));
        var lines = text.Split('\n');

        // The parser blames the group that the line with the tab belongs to.
        if (exception.Message.Contains("tab", StringComparison.Ordinal) || lines.ElementAtOrDefault(line - 1)?.TrimStart(' ').StartsWith('\t') == true)
        {
            var indented = Array.FindIndex(lines, line - 1, candidate => candidate.TrimStart(' ').StartsWith('\t'));
            if (indented >= 0)
                return new(indented + 1, 1, "a tab stands before the first word of this line", "indent with spaces");
        }

        var (wrong, remedy) = Words(exception, HasBarePlaceholder(lines.ElementAtOrDefault(line - 1) ?? ""));
        return new(line, column, wrong, remedy);
    }

    private static (string Wrong, string Remedy) Words(Exception exception, bool hasBarePlaceholder)
    {
        if (hasBarePlaceholder)
            return ("within { } and [ ] a bare ${…} is not read as text", "put it in quotes, as in \"${TARGET}/api\"");
        if (exception is not YamlException || Says("expected ',' or"))
            return ("these brackets are not closed, or a comma is missing", "close each [ with ] and each { with }, with commas between");
        if (Says("end of stream"))
            return ("a quote that is opened here is never closed", "end the text with the same quote");
        if (Says("escape"))
            return ("in double quotes a backslash has a meaning of its own", "use single quotes, or write \\\\");
        if (Says("cannot start any token"))
            return ("text cannot begin with this character", "put the text in quotes");
        if (Says("invalid mapping"))
            return ("a ':' stands here where no key can be", "put text that contains ': ' in quotes, and indent the keys of one group alike");
        if (Says("expected key") || Says("'-' indicator"))
            return ("this line does not fit those above it", "indent it as its neighbours, and write a ':' after each key");
        return ("this cannot be read as YAML", "look at the indentation, the quotes and the brackets here");

        bool Says(string words) => exception.Message.Contains(words, StringComparison.Ordinal);
    }

    /// <summary>A <c>${…}</c> within brackets and outside quotes: the parser takes its brace for the start of a group.</summary>
    private static bool HasBarePlaceholder(string line)
    {
        var at = line.IndexOf("${", StringComparison.Ordinal);
        if (at < 0)
            return false;
        var before = line.AsSpan(0, at);
        return before.IndexOfAny('[', '{') >= 0 && before.Count('"') % 2 == 0 && before.Count('\'') % 2 == 0;
    }
}
