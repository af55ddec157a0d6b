using System.Text.Json;

namespace WarRoomBot.Slack;

/// <summary>A Block Kit block within Slack's limits, ready to be written.</summary>
internal abstract record Block
{
    /// <summary>Characters of text in it, as Slack adds them up over a message.</summary>
    public abstract int TextLength { get; }

    public void WriteTo(Utf8JsonWriter json, string? blockId)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, Type);
        if (blockId is not null)
            json.WriteString("block_id"u8, blockId);
        WriteContent(json);
        json.WriteEndObject();
    }

    protected abstract string Type { get; }

    protected abstract void WriteContent(Utf8JsonWriter json);

    internal static void WritePlainText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("type"u8, "plain_text"u8);
        json.WriteString("text"u8, text);
        json.WriteBoolean("emoji"u8, true);
        json.WriteEndObject();
    }

    /// <summary>Verbatim: names of channels, addresses and @here in it are left alone.</summary>
    protected static void WriteMrkdwn(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "mrkdwn"u8);
        json.WriteString("text"u8, text);
        json.WriteBoolean("verbatim"u8, true);
        json.WriteEndObject();
    }
}

internal sealed record HeaderBlock(string Text) : Block
{
    public override int TextLength => Text.Length;

    protected override string Type => "header";

    protected override void WriteContent(Utf8JsonWriter json) => WritePlainText(json, "text", Text);
}

internal sealed record SectionBlock(string Mrkdwn) : Block
{
    public override int TextLength => Mrkdwn.Length;

    protected override string Type => "section";

    protected override void WriteContent(Utf8JsonWriter json)
    {
        json.WritePropertyName("text"u8);
        WriteMrkdwn(json, Mrkdwn);
    }
}

internal sealed record ContextBlock(string Mrkdwn) : Block
{
    public override int TextLength => Mrkdwn.Length;

    protected override string Type => "context";

    protected override void WriteContent(Utf8JsonWriter json)
    {
        json.WriteStartArray("elements"u8);
        WriteMrkdwn(json, Mrkdwn);
        json.WriteEndArray();
    }
}

internal sealed record DividerBlock : Block
{
    public override int TextLength => 0;

    protected override string Type => "divider";

    protected override void WriteContent(Utf8JsonWriter json)
    {
    }
}

internal sealed record ActionsBlock(IReadOnlyList<ButtonElement> Buttons) : Block
{
    public override int TextLength => Buttons.Sum(button => button.TextLength);

    protected override string Type => "actions";

    protected override void WriteContent(Utf8JsonWriter json)
    {
        json.WriteStartArray("elements"u8);
        foreach (var button in Buttons)
            button.WriteTo(json);
        json.WriteEndArray();
    }
}
