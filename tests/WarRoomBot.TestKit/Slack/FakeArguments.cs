using System.Text.Json;
using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>Reads and checks what a method was called with.</summary>
internal static class FakeArguments
{
    /// <exception cref="FakeSlackError">There are others, or a null.</exception>
    internal static void Only(JsonObject arguments, params string[] names)
    {
        foreach (var (name, value) in arguments)
        {
            if (!names.Contains(name))
                throw new FakeSlackError("invalid_arguments", $"unknown argument: {name}");
            if (value is null)
                throw new FakeSlackError("invalid_arguments", $"null is no value: {name}");
        }
    }

    /// <summary>The text and blocks of a message, found good.</summary>
    /// <exception cref="FakeSlackError">They are not.</exception>
    internal static (string Text, JsonArray? Blocks) ContentOf(JsonObject arguments, int longestText)
    {
        var text = (string?)arguments["text"] ?? "";
        var blocks = arguments["blocks"] is { } given ? ArrayOf(given) : null;
        if (text.Length > longestText)
            throw new FakeSlackError("msg_too_long");
        if (BlockRules.IsBlank(text) && blocks is null or { Count: 0 })
            throw new FakeSlackError("no_text");
        if (blocks is not null)
        {
            var wrong = BlockRules.Check(blocks, BlockRules.Message);
            if (wrong.Count > 0)
                throw new FakeSlackError("invalid_blocks", [.. wrong]);
            if (BlockRules.TextOf(blocks).Sum(each => each.Length) > 10_000)
                throw new FakeSlackError("msg_blocks_too_long");
        }

        return (text, Numbered(blocks));
    }

    /// <exception cref="FakeSlackError">They have not the shape, or are larger than the 8 KB that are often quoted.</exception>
    internal static JsonObject? MetadataOf(JsonObject arguments)
    {
        if (arguments["metadata"] is not { } given)
            return null;
        if (given is not JsonObject metadata || metadata["event_type"] is not JsonValue || metadata["event_payload"] is not JsonObject)
            throw new FakeSlackError("invalid_metadata_format");
        if (metadata.ToJsonString().Length > 8 * 1024)
            throw new FakeSlackError("metadata_too_large");
        return (JsonObject)metadata.DeepClone();
    }

    /// <summary>In a form, nested arguments are JSON in a string.</summary>
    private static JsonArray ArrayOf(JsonNode given)
    {
        try
        {
            return given is JsonValue text ? (JsonArray)JsonNode.Parse((string)text!)! : (JsonArray)given;
        }
        catch (Exception exception) when (exception is JsonException or InvalidCastException)
        {
            throw new FakeSlackError("invalid_blocks_format");
        }
    }

    /// <summary>Slack gives every block an id that has none.</summary>
    private static JsonArray? Numbered(JsonArray? blocks)
    {
        if (blocks is null)
            return null;
        var numbered = (JsonArray)blocks.DeepClone();
        for (var index = 0; index < numbered.Count; index++)
            numbered[index]!["block_id"] ??= $"b{index}";
        return numbered;
    }
}
