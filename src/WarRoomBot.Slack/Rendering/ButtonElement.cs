using System.Text.Json;
using WarRoomBot.Cards;

namespace WarRoomBot.Slack;

/// <summary>A button whose every part fits.</summary>
internal sealed record ButtonElement
{
    private const string ConfirmTitle = "Are you sure?";
    private const string Deny = "Cancel";

    private readonly string _text;
    private readonly string _actionId;
    private readonly string _value;
    private readonly string? _address;
    private readonly string? _confirm;
    private readonly string? _label;
    private readonly ButtonStyle _style;

    private ButtonElement(Button button, string text, string? address, int number)
    {
        _text = SlackText.Shortened(text, BlockLimits.ButtonText);
        _actionId = ActionId.Of(address is null ? button.Action : "", number);
        _value = SlackText.Clean(button.Value);
        (_address, _style) = (address, button.Style);
        _confirm = Fitted(button.Confirm, BlockLimits.ConfirmText);
        _label = Fitted(button.Label, BlockLimits.Label);
    }

    public int TextLength => _text.Length + (_confirm is null ? 0 : ConfirmTitle.Length + _confirm.Length + Yes.Length + Deny.Length);

    private string Yes => SlackText.Shortened(_text, BlockLimits.ConfirmAnswer);

    /// <param name="number">Differs among the buttons of a message.</param>
    /// <returns>
    /// Null for a button that Slack would not take: without words, or with an action, value or address that is too long. Cutting any of
    /// those would make it do something else.
    /// </returns>
    internal static ButtonElement? Of(Button button, int number)
    {
        var text = SlackText.OneLine(button.Text);
        var address = MrkdwnReader.AddressOf(button.Address);
        return SlackText.IsBlank(text) || button.Value.Length > BlockLimits.ButtonValue || button.Action.Length > ActionId.LongestAction
            || (address is null && (button.Address is not null || button.Action.Length == 0))
            ? null
            : new(button, text, address, number);
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "button"u8);
        Block.WritePlainText(json, "text", _text);
        json.WriteString("action_id"u8, _actionId);
        if (_address is not null)
            json.WriteString("url"u8, _address);
        else if (_value.Length > 0)
            json.WriteString("value"u8, _value);
        if (StyleOf(_style) is { } style)
            json.WriteString("style"u8, style);
        if (_label is not null)
            json.WriteString("accessibility_label"u8, _label);
        if (_confirm is not null)
            WriteConfirm(json, _confirm);
        json.WriteEndObject();
    }

    private void WriteConfirm(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("confirm"u8);
        Block.WritePlainText(json, "title", ConfirmTitle);
        Block.WritePlainText(json, "text", text);
        Block.WritePlainText(json, "confirm", Yes);
        Block.WritePlainText(json, "deny", Deny);
        if (_style == ButtonStyle.Danger)
            json.WriteString("style"u8, "danger"u8);
        json.WriteEndObject();
    }

    private static string? StyleOf(ButtonStyle style) => style switch
    {
        ButtonStyle.Primary => "primary",
        ButtonStyle.Danger => "danger",
        _ => null,
    };

    private static string? Fitted(string? text, int most) =>
        text is null || SlackText.OneLine(text) is not { } line || SlackText.IsBlank(line) ? null : SlackText.Shortened(line, most);
}
