using System.Text.Json;

namespace WarRoomBot.Slack;

/// <summary>A card as Slack takes it.</summary>
/// <param name="Text">The whole message in plain words: the notification, and all that a screen reader reads.</param>
internal sealed record SlackMessage(string Text, IReadOnlyList<Block> Blocks)
{
    /// <summary>Says which of our postings a message is, in its metadata; any app of the workspace may read it.</summary>
    internal const string EventType = "warroombot_message";

    /// <summary>The second mark, in case metadata are not kept: the id of the first block.</summary>
    internal static string BlockIdOf(string op) => $"op-{op}";

    /// <summary>Writes <c>text</c>, <c>blocks</c> and what keeps Slack from unfurling links.</summary>
    /// <param name="op">Marks the message; null for one that cannot be looked for.</param>
    /// <param name="blocks">False for the words alone, when Slack cannot draw the blocks.</param>
    public void WriteTo(Utf8JsonWriter json, string? op, bool blocks = true)
    {
        json.WriteString("text"u8, Text);
        if (!blocks)
            return;
        json.WriteStartArray("blocks"u8);
        WriteBlocksTo(json, op);
        json.WriteEndArray();
    }

    /// <summary>Writes the blocks into an array that was begun.</summary>
    public void WriteBlocksTo(Utf8JsonWriter json, string? op)
    {
        for (var index = 0; index < Blocks.Count; index++)
            Blocks[index].WriteTo(json, index == 0 && op is not null ? BlockIdOf(op) : null);
    }

    /// <summary>As <see cref="WriteTo"/>, for a message that is posted and may have to be found again.</summary>
    public void WritePostTo(Utf8JsonWriter json, string op, bool blocks = true)
    {
        WriteTo(json, op, blocks);
        json.WriteBoolean("unfurl_links"u8, false);
        json.WriteBoolean("unfurl_media"u8, false);
        json.WriteStartObject("metadata"u8);
        json.WriteString("event_type"u8, EventType);
        json.WriteStartObject("event_payload"u8);
        json.WriteString("op"u8, op);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
