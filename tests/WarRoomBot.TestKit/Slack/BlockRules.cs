using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace WarRoomBot.TestKit.Slack;

/// <summary>
/// What Slack says to blocks (Docs "Block Kit reference"), written down apart from the product so that a slip in one is seen by the other. Every
/// finding reads like Slack's own: what is wrong and a JSON pointer.
/// </summary>
internal sealed class BlockRules
{
    internal const int Message = 50;
    internal const int Modal = 100;

    private readonly List<string> _wrong = [];
    private readonly HashSet<string> _blockIds = [];

    private BlockRules()
    {
    }

    /// <param name="most">The most blocks there may be.</param>
    /// <returns>Empty when all is well.</returns>
    internal static IReadOnlyList<string> Check(JsonArray blocks, int most)
    {
        var rules = new BlockRules();
        rules.Count(blocks, 0, most, "/blocks");
        for (var index = 0; index < blocks.Count; index++)
            rules.CheckBlock(blocks[index], $"/blocks/{index}");
        return rules._wrong;
    }

    internal static IReadOnlyList<string> CheckView(JsonObject view)
    {
        var rules = new BlockRules();
        rules.Keys(
            view, "/view", "type", "callback_id", "private_metadata", "title", "submit", "close", "blocks", "clear_on_close", "notify_on_close");
        rules.Equal(view["type"], "modal", "/view/type");
        rules.Text(view["title"], "plain_text", 24, "/view/title");
        rules.Text(view["close"], "plain_text", 24, "/view/close");
        rules.Length(view["callback_id"], 1, 255, "/view/callback_id");
        rules.Length(view["private_metadata"], 0, 3000, "/view/private_metadata");
        if (view["blocks"] is not JsonArray { Count: > 0 } blocks)
        {
            rules.Wrong("must have blocks", "/view/blocks");
            return rules._wrong;
        }

        if (view["submit"] is not null || blocks.Any(block => (string?)block?["type"] == "input"))
            rules.Text(view["submit"], "plain_text", 24, "/view/submit");
        return [.. rules._wrong, .. Check(blocks, Modal)];
    }

    internal static IReadOnlyList<string> CheckHome(JsonObject view)
    {
        var rules = new BlockRules();
        rules.Keys(view, "/view", "callback_id", "private_metadata", "blocks", "external_id");
        rules.Equal(view["type"], "home", "/view/type");
        if (view["private_metadata"] is { } metadata)
            rules.Length(metadata, 0, 3000, "/view/private_metadata");
        if (view["blocks"] is not JsonArray { Count: > 0 } blocks)
        {
            rules.Wrong("must have blocks", "/view/blocks");
            return rules._wrong;
        }

        return [.. rules._wrong, .. Check(blocks, Modal)];
    }

    /// <summary>Every text in the blocks, as Slack adds them up.</summary>
    internal static IEnumerable<string> TextOf(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(TextOf),
        JsonObject { } text when text["text"] is JsonValue words && (string?)text["type"] is "mrkdwn" or "plain_text" => [(string)words!],
        JsonObject other => other.SelectMany(pair => TextOf(pair.Value)),
        _ => [],
    };

    /// <summary>Slack takes blanks and invisible characters for no text at all.</summary>
    internal static bool IsBlank(string text) => text.EnumerateRunes().All(rune =>
        Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control);

    private void CheckBlock(JsonNode? node, string at)
    {
        if (node is not JsonObject block)
        {
            Wrong("must be an object", at);
            return;
        }

        if (block["block_id"] is { } id)
        {
            Length(id, 1, 255, $"{at}/block_id");
            if (!_blockIds.Add(id.ToString()))
                Wrong("block_id already exists", $"{at}/block_id");
        }

        switch ((string?)block["type"])
        {
            case "header":
                Keys(block, at, "text");
                Text(block["text"], "plain_text", 150, $"{at}/text");
                break;
            case "section":
                Keys(block, at, "text");
                Text(block["text"], null, 3000, $"{at}/text");
                break;
            case "divider":
                Keys(block, at);
                break;
            case "context":
                Keys(block, at, "elements");
                Each(block["elements"], 1, 10, $"{at}/elements", (element, path) => Text(element, null, 3000, path));
                break;
            case "actions":
                Keys(block, at, "elements");
                var ids = new HashSet<string>();
                Each(block["elements"], 1, 25, $"{at}/elements", (element, path) => CheckButton(element, ids, path));
                break;
            case "input":
                CheckInput(block, at);
                break;
            case var type:
                Wrong($"unsupported type: {type}", at);
                break;
        }
    }

    private void CheckButton(JsonNode? node, HashSet<string> actionIds, string at)
    {
        if (node is not JsonObject button || (string?)button["type"] != "button")
        {
            Wrong("unsupported element", at);
            return;
        }

        Keys(button, at, "text", "action_id", "value", "url", "style", "accessibility_label", "confirm");
        Text(button["text"], "plain_text", 75, $"{at}/text");
        Length(button["action_id"], 1, 255, $"{at}/action_id");
        if (!actionIds.Add((string?)button["action_id"] ?? ""))
            Wrong("action_id already exists", $"{at}/action_id");
        if (button["value"] is { } value)
            Length(value, 1, 2000, $"{at}/value");
        if (button["accessibility_label"] is { } label)
            Length(label, 1, 75, $"{at}/accessibility_label");
        if (button["style"] is { } style && (string?)style is not ("primary" or "danger"))
            Wrong("unknown style", $"{at}/style");
        if (button["url"] is { } url)
        {
            Length(url, 1, 3000, $"{at}/url");
            if (!Uri.TryCreate((string?)url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                Wrong("invalid url", $"{at}/url");
        }

        if (button["confirm"] is JsonObject confirm)
        {
            Text(confirm["title"], "plain_text", 100, $"{at}/confirm/title");
            Text(confirm["text"], null, 300, $"{at}/confirm/text");
            Text(confirm["confirm"], "plain_text", 30, $"{at}/confirm/confirm");
            Text(confirm["deny"], "plain_text", 30, $"{at}/confirm/deny");
        }
    }

    private void CheckInput(JsonObject block, string at)
    {
        Keys(block, at, "label", "hint", "optional", "element");
        Text(block["label"], "plain_text", 2000, $"{at}/label");
        if (block["hint"] is { } hint)
            Text(hint, "plain_text", 2000, $"{at}/hint");
        if (block["element"] is not JsonObject element)
        {
            Wrong("must be an object", $"{at}/element");
            return;
        }

        Length(element["action_id"], 1, 255, $"{at}/element/action_id");
        switch ((string?)element["type"])
        {
            case "plain_text_input":
                Keys(element, $"{at}/element", "action_id", "multiline", "max_length", "initial_value", "placeholder");
                var longest = (int?)element["max_length"] ?? 3000;
                if (longest is < 1 or > 3000)
                    Wrong("must be 1 to 3000", $"{at}/element/max_length");
                if (element["initial_value"] is { } initial)
                    Length(initial, 1, longest, $"{at}/element/initial_value");
                break;
            case "static_select":
                CheckSelect(element, $"{at}/element");
                break;
            case "multi_users_select":
                Keys(element, $"{at}/element", "action_id", "initial_users", "max_selected_items", "placeholder");
                if (element["initial_users"] is { } users)
                    Each(users, 1, 100, $"{at}/element/initial_users", (user, path) => Length(user, 1, 20, path));
                break;
            case "conversations_select":
                Keys(element, $"{at}/element", "action_id", "default_to_current_conversation", "filter", "placeholder", "initial_conversation", "response_url_enabled");
                if (element["filter"] is JsonObject filter)
                    Keys(filter, $"{at}/element/filter", "include", "exclude_bot_users", "exclude_external_shared_channels");
                break;
            case var type:
                Wrong($"unsupported type: {type}", $"{at}/element");
                break;
        }
    }

    private void CheckSelect(JsonObject select, string at)
    {
        Keys(select, at, "action_id", "options", "initial_option", "placeholder");
        Each(select["options"], 1, 100, $"{at}/options", (option, path) =>
        {
            Text(option?["text"], "plain_text", 75, $"{path}/text");
            Length(option?["value"], 1, 150, $"{path}/value");
        });
        if (select["initial_option"] is { } initial && select["options"] is JsonArray options
            && !options.Any(option => JsonNode.DeepEquals(option, initial)))
            Wrong("must be one of the options", $"{at}/initial_option");
    }

    private void Text(JsonNode? node, string? type, int most, string at)
    {
        if (node is not JsonObject text || (string?)text["type"] is not ("plain_text" or "mrkdwn"))
        {
            Wrong("must be a text object", at);
            return;
        }

        if (type is not null)
            Equal(text["type"], type, $"{at}/type");
        Keys(text, at, "text", (string?)text["type"] == "mrkdwn" ? "verbatim" : "emoji");
        Length(text["text"], 1, most, $"{at}/text");
        if (IsBlank((string?)text["text"] ?? ""))
            Wrong("must not be blank", $"{at}/text");
    }

    private void Each(JsonNode? node, int least, int most, string at, Action<JsonNode?, string> check)
    {
        if (node is not JsonArray array)
        {
            Wrong("must be a list", at);
            return;
        }

        Count(array, least, most, at);
        for (var index = 0; index < array.Count; index++)
            check(array[index], $"{at}/{index}");
    }

    private void Count(JsonArray array, int least, int most, string at)
    {
        if (array.Count < least || array.Count > most)
            Wrong($"must have {least} to {most} items, has {array.Count}", at);
    }

    private void Length(JsonNode? node, int least, int most, string at)
    {
        if (node is not JsonValue value || !value.TryGetValue<string>(out var text))
            Wrong("must be a string", at);
        else if (text.Length < least || text.Length > most)
            Wrong($"must be {least} to {most} characters, is {text.Length}", at);
    }

    private void Equal(JsonNode? node, string expected, string at)
    {
        if (node?.ToString() != expected)
            Wrong($"must be {expected}", at);
    }

    private void Keys(JsonObject item, string at, params string[] allowed)
    {
        foreach (var (key, value) in item)
        {
            if (key is not ("type" or "block_id") && !allowed.Contains(key))
                Wrong($"invalid additional property: {key}", at);
            if (value is null)
                Wrong("null is no value", $"{at}/{key}");
        }
    }

    private void Wrong(string what, string at) => _wrong.Add($"[ERROR] {what} [json-pointer:{at}]");
}
