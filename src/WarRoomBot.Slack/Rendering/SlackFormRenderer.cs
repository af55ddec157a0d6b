using System.Text.Json;
using WarRoomBot.Chat;

namespace WarRoomBot.Slack;

/// <summary>
/// Draws a form as a modal (Docs "Modals"): each field is an input block whose <c>block_id</c> is the field's id, so that
/// sentences about wrong values find their place.
/// </summary>
/// <remarks>
/// Slack could tell when a modal is closed (<c>notify_on_close</c>), but not what was typed into it: <c>view_closed</c> carries no values. Whoever
/// presses Cancel is shown by Slack that the form goes; what opened it, a card or a command, is still there and opens it again. So nobody is
/// written to about it. What was sent in and not taken keeps its words: the modal stays open with the reason.
/// </remarks>
internal static class SlackFormRenderer
{
    private const string InputAction = "value";

    /// <returns>False when the form cannot travel: its context is too long.</returns>
    internal static bool Fits(Form form, ViewContext context) =>
        context.ToString().Length <= ViewContext.Longest && form.Id.Length is > 0 and <= BlockLimits.Id;

    internal static void WriteTo(Utf8JsonWriter json, Form form, ViewContext context)
    {
        json.WriteStartObject("view"u8);
        json.WriteString("type"u8, "modal"u8);
        json.WriteString("callback_id"u8, form.Id);
        json.WriteString("private_metadata"u8, context.ToString());
        Block.WritePlainText(json, "title", Words(form.Title, "Form", BlockLimits.ViewTitle));
        Block.WritePlainText(json, "submit", Words(form.Submit, "Submit", BlockLimits.ViewTitle));
        Block.WritePlainText(json, "close", "Cancel");
        json.WriteStartArray("blocks"u8);
        if (form.AsksWhere)
            WriteWhere(json);
        var fields = form.Fields.Where(CanBeAsked).DistinctBy(field => field.Id).Take(BlockLimits.ViewBlocks).ToList();
        foreach (var field in fields)
            Write(json, field);
        if (fields.Count == 0 && !form.AsksWhere)
            new SectionBlock("There is nothing to fill in.").WriteTo(json, null);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Slack fills in the channel that the person looks at.</summary>
    private static void WriteWhere(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "input"u8);
        json.WriteString("block_id"u8, Form.Where);
        Block.WritePlainText(json, "label", "Channel");
        json.WriteStartObject("element"u8);
        json.WriteString("type"u8, "conversations_select"u8);
        json.WriteString("action_id"u8, InputAction);
        json.WriteBoolean("default_to_current_conversation"u8, true);
        json.WriteStartObject("filter"u8);
        json.WriteStartArray("include"u8);
        json.WriteStringValue("public"u8);
        json.WriteStringValue("private"u8);
        json.WriteEndArray();
        json.WriteBoolean("exclude_bot_users"u8, true);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static bool CanBeAsked(Field field) =>
        field.Id.Length is > 0 and <= BlockLimits.Id && IsKept(field.Id)
        && (field is not ChoiceField choice || OptionsOf(choice).Count > 0);

    private static void Write(Utf8JsonWriter json, Field field)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "input"u8);
        json.WriteString("block_id"u8, field.Id);
        Block.WritePlainText(json, "label", Words(field.Label, field.Id, BlockLimits.InputLabel));
        if (field.Hint is { } hint && !SlackText.IsBlank(hint))
            Block.WritePlainText(json, "hint", Words(hint, "", BlockLimits.InputHint));
        json.WriteBoolean("optional"u8, field.Optional);
        json.WriteStartObject("element"u8);
        switch (field)
        {
            case TextField text:
                WriteElement(json, text);
                break;
            case ChoiceField choice:
                WriteElement(json, choice);
                break;
            case PeopleField people:
                WriteElement(json, people);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field, "no such field");
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteElement(Utf8JsonWriter json, TextField field)
    {
        var longest = Math.Clamp(field.Longest, 1, BlockLimits.Input);
        json.WriteString("type"u8, "plain_text_input"u8);
        json.WriteString("action_id"u8, InputAction);
        json.WriteBoolean("multiline"u8, field.Multiline);
        json.WriteNumber("max_length"u8, longest);
        if (SlackText.Clean(field.Initial ?? "") is { Length: > 0 } initial)
            json.WriteString("initial_value"u8, SlackText.Shortened(initial, longest));
    }

    private static void WriteElement(Utf8JsonWriter json, PeopleField field)
    {
        json.WriteString("type"u8, "multi_users_select"u8);
        json.WriteString("action_id"u8, InputAction);
        var known = field.Initial.Select(person => person.Id).Where(SlackIds.IsUser).Distinct().ToList();
        if (known.Count == 0)
            return;
        json.WriteStartArray("initial_users"u8);
        foreach (var person in known)
            json.WriteStringValue(person);
        json.WriteEndArray();
    }

    private static void WriteElement(Utf8JsonWriter json, ChoiceField field)
    {
        var options = OptionsOf(field);
        json.WriteString("type"u8, "static_select"u8);
        json.WriteString("action_id"u8, InputAction);
        json.WriteStartArray("options"u8);
        foreach (var option in options)
        {
            json.WriteStartObject();
            WriteContent(json, option);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (options.Find(option => option.Value == field.Initial) is not { } initial)
            return;
        json.WriteStartObject("initial_option"u8);
        WriteContent(json, initial);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, Option option)
    {
        Block.WritePlainText(json, "text", Words(option.Text, option.Value, BlockLimits.OptionText));
        json.WriteString("value"u8, option.Value);
    }

    /// <summary>An id or value that cannot be sent as it is would come back as another one.</summary>
    private static bool IsKept(string text) => SlackText.Clean(text) == text;

    private static List<Option> OptionsOf(ChoiceField field) =>
        [.. field.Options.Where(option => option.Value.Length is > 0 and <= BlockLimits.OptionValue && IsKept(option.Value))
            .DistinctBy(option => option.Value).Take(BlockLimits.Options)];

    private static string Words(string text, string otherwise, int most)
    {
        var words = new[] { text, otherwise }.Select(SlackText.OneLine).FirstOrDefault(line => !SlackText.IsBlank(line)) ?? SlackText.Cut;
        return SlackText.Shortened(words, most);
    }
}
