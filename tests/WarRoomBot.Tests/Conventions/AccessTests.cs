using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Conventions;

/// <summary>Nothing is said by colour or symbol alone, and every button can be told from the others by ear.</summary>
public sealed partial class AccessTests
{
    /// <summary>What a state other than good is called, somewhere.</summary>
    private static readonly string[] StateWords =
    [
        "critical", "problem", "acknowledged", "resolved", "warning", "watch", "unknown", "no data", "error", "muted", "ended", "miss", "not ", "no ", "down", "investigating",
        "identified", "monitoring", "wait", "fail", "left", "says", "nobody", "open", "bug", "negative", "sees nothing", "slow", "held back", "firing",
    ];

    public static TheoryData<string> Texts => [.. Files("*.txt")];

    public static TheoryData<string> Cards => [.. Files("slack-*.json")];

    [Theory, MemberData(nameof(Texts))]
    public void A_symbol_of_a_state_has_the_state_in_words_beside_it_or_in_the_line_below(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, file));

        for (var number = 0; number < lines.Length; number++)
        {
            if (!Bad().IsMatch(lines[number]))
                continue;
            var said = lines[number] + " " + (number + 1 < lines.Length ? lines[number + 1] : "");
            Assert.True(StateWords.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase)), $"{file}:{number + 1} says it by a symbol alone: {lines[number]}");
        }
    }

    [Theory, MemberData(nameof(Cards))]
    public void Every_card_form_and_page_that_was_approved_can_be_heard(string file)
    {
        if (JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file))) is not JsonObject json || (json["blocks"] ?? json["view"]?["blocks"]) is not JsonArray blocks)
            return;

        // Whether the text beside it says the same is looked at wherever a story shows something: here nobody knows whose ids these are.
        Assert.Empty(AccessRules.Check(blocks, null, id => id));
    }

    private static string Folder => Path.Combine(SourceTree.Root, "tests/WarRoomBot.Tests/Golden");

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Folder, pattern).Select(path => Path.GetFileName(path)).Where(name => !name.Contains(".actual.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [GeneratedRegex("🔴|🟠|⚠️|❔|⚫")]
    private static partial Regex Bad();
}
