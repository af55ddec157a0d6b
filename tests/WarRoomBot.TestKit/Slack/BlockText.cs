using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WarRoomBot.TestKit.Slack;

/// <summary>Blocks as people read them.</summary>
internal static partial class BlockText
{
    /// <param name="nameOf">The name of a person or a channel by id; null when unknown.</param>
    internal static string Of(JsonArray? blocks, string fallback, Func<string, string?> nameOf) => blocks is null or { Count: 0 }
        ? Plain(fallback, nameOf)
        : string.Join("\n", blocks.OfType<JsonObject>().Select(block => Of(block, nameOf)).Where(line => line.Length > 0));

    internal static IEnumerable<JsonObject> ButtonsOf(JsonArray? blocks) => (blocks ?? [])
        .Where(block => (string?)block!["type"] == "actions")
        .SelectMany(block => ((JsonArray)block!["elements"]!).OfType<JsonObject>());

    /// <summary>The button with these words, and the id of its block.</summary>
    /// <param name="beside">Words of the text above it; null when the words on it are enough.</param>
    internal static (string BlockId, JsonObject Button)? Find(JsonArray? blocks, string words, string? beside)
    {
        var above = "";
        foreach (var block in (blocks ?? []).OfType<JsonObject>())
        {
            if ((string?)block["type"] != "actions")
            {
                above = Of(block, id => id);
                continue;
            }

            if (beside is not null && !above.Contains(beside, StringComparison.Ordinal))
                continue;
            if (ButtonsOf([block.DeepClone()]).FirstOrDefault(button => (string)button["text"]!["text"]! == words) is { } found)
                return ((string)block["block_id"]!, found);
        }

        return null;
    }

    /// <summary>What Slack tells of a press on it.</summary>
    internal static JsonObject ActionOf(string blockId, JsonObject button, string ts)
    {
        var action = new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = (string)button["action_id"]!,
            ["block_id"] = blockId,
            ["text"] = button["text"]!.DeepClone(),
            ["action_ts"] = ts,
        };
        if (button["value"] is { } value)
            action["value"] = value.DeepClone();
        if (button["url"] is { } url)
            action["url"] = url.DeepClone();
        return action;
    }

    private static string Of(JsonObject block, Func<string, string?> nameOf) => (string?)block["type"] switch
    {
        "header" or "section" => Text(block["text"], nameOf),
        "context" => $"({string.Join(" ", ((JsonArray)block["elements"]!).Select(element => Text(element, nameOf)))})",
        "actions" => string.Join(" ", ((JsonArray)block["elements"]!).Select(button => $"[{Text(button!["text"], nameOf)}]")),
        "input" => $"{Text(block["label"], nameOf)}: {Initial((JsonObject)block["element"]!)}",
        _ => "",
    };

    private static string Initial(JsonObject element) =>
        (string?)element["type"] == "multi_users_select" ? element["initial_users"] is JsonArray users ? string.Join(" ", users) : "____" :
        (string?)element["type"] == "conversations_select" ? "(the channel in front of them)" : (string?)element["initial_value"] ?? (string?)element["initial_option"]?["text"]?["text"] ?? "____";

    private static string Text(JsonNode? text, Func<string, string?> nameOf) =>
        (string?)text?["type"] == "mrkdwn" ? Plain((string)text["text"]!, nameOf) : (string?)text?["text"] ?? "";

    private static string Plain(string mrkdwn, Func<string, string?> nameOf)
    {
        var text = Bold().Replace(mrkdwn, "$1");
        text = FixedWidth().Replace(text, "$1");
        text = Mention().Replace(text, match => $"@{nameOf(match.Groups[1].Value) ?? match.Groups[1].Value}");
        text = Group().Replace(text, match => $"@{nameOf(match.Groups[1].Value) ?? match.Groups[1].Value}");
        text = Place().Replace(text, match => $"#{nameOf(match.Groups[1].Value) ?? match.Groups[1].Value}");
        text = Reference().Replace(text, match => match.Groups[2].Success ? match.Groups[2].Value : match.Groups[1].Value);
        return text.Replace("\u200B", "", StringComparison.Ordinal).Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
    }

    /// <summary>An asterisk with an invisible character after it is not one.</summary>
    [GeneratedRegex(@"(?<![\w*])\*(?![\s\u200B])([^*\n]+)(?<!\s)\*(?![\w\u200B])")]
    private static partial Regex Bold();

    [GeneratedRegex(@"(?<!\w)`(?!\u200B)([^`\n]+)`(?!\u200B)")]
    private static partial Regex FixedWidth();

    [GeneratedRegex(@"<@([UW][A-Z0-9]+)>")]
    private static partial Regex Mention();

    [GeneratedRegex(@"<!subteam\^(S[A-Z0-9]+)>")]
    private static partial Regex Group();

    [GeneratedRegex(@"<#([CG][A-Z0-9]+)>")]
    private static partial Regex Place();

    [GeneratedRegex(@"<([^<>|]+)(?:\|([^<>]*))?>")]
    private static partial Regex Reference();
}
