using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WarRoomBot.TestKit.Slack;

/// <summary>
/// What somebody would miss who hears a message instead of seeing it. Not Slack's rules but the product's: Slack takes all of this, and reads out
/// the text beside the blocks instead of them.
/// </summary>
internal static partial class AccessRules
{
    /// <param name="blocks">What is seen.</param>
    /// <param name="fallback">The text beside them; null for a view, which has none.</param>
    /// <param name="nameOf">The name of a person or a channel by id; null when unknown.</param>
    /// <returns>Sentences; empty when all is well.</returns>
    internal static IEnumerable<string> Check(JsonArray? blocks, string? fallback, Func<string, string?> nameOf)
    {
        var buttons = BlockText.ButtonsOf(blocks).Select(button => (Text: (string)button["text"]!["text"]!, Name: (string?)button["accessibility_label"] ?? (string)button["text"]!["text"]!)).ToList();
        foreach (var alike in buttons.GroupBy(button => button.Name).Where(group => group.Count() > 1))
            yield return $"{alike.Count()} buttons are called '{alike.Key}'";
        foreach (var (text, name) in buttons)
        {
            if (!Word().IsMatch(text))
                yield return $"a button says nothing but '{text}'";
            if (!name.Contains(text, StringComparison.OrdinalIgnoreCase))
                yield return $"the button '{text}' is called '{name}', which does not say what stands on it";
        }

        if (fallback is null || blocks is null)
            yield break;
        var said = BlockText.Of(null, fallback, nameOf);
        if (Id().Match(said) is { Success: true, Value: var id })
            yield return $"who hears it hears '{id}' instead of a name";
        var heard = Bare(said);
        if (heard.EndsWith('…'))
            yield break;
        foreach (var line in BlockText.Of(blocks, "", nameOf).Split('\n').Where(line => !line.StartsWith("(… Left out here", StringComparison.Ordinal) && !line.EndsWith('…')))
        {
            if (!heard.Contains(Bare(line), StringComparison.Ordinal))
                yield return $"who hears it does not hear '{line}'";
        }
    }

    /// <summary>What is heard: no gaps, and no marks that may be meant as formatting; of people, that one is named.</summary>
    private static string Bare(string text) => Gaps().Replace(Name().Replace(text, "@"), " ").Trim();

    [GeneratedRegex("@[USW]0[A-Z0-9]{2,}")]
    private static partial Regex Id();

    /// <summary>Slack shows the name of today, and the text says the one that was known.</summary>
    [GeneratedRegex(@"@[\w.-]+")]
    private static partial Regex Name();

    [GeneratedRegex(@"[\s*_`~]+")]
    private static partial Regex Gaps();

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Word();
}
