using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WarRoomBot.Cards;

/// <summary>
/// A message in the product's own terms. Platforms render it as they can and never fail on it: what is too long is cut with a mark.
/// State first, then what to do, then detail.
/// </summary>
/// <param name="Mark">The state, as a symbol that always stands beside words that say the same.</param>
/// <param name="Title">One line of plain text. Empty for a message that is only lines.</param>
public sealed record Card(Mark Mark, string Title, IReadOnlyList<Element> Elements)
{
    /// <summary>A message that is nothing but a sentence or a few.</summary>
    public static Card Text(RichText text) => new(Mark.None, "", [new Line(text)]);

    public string ToJson() => JsonSerializer.Serialize(this, Json.Options);

    public static Card FromJson(string json) => JsonSerializer.Deserialize<Card>(json, Json.Options)!;

    /// <summary>Equal for cards that look the same; stable over restarts and versions of the runtime.</summary>
    public static string HashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(json)));
}

/// <summary>The state symbols. A renderer shows each beside words, never instead of them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Mark>))]
public enum Mark
{
    None,

    /// <summary>Runs as it should.</summary>
    Good,

    /// <summary>Finished well, answered OK.</summary>
    Done,

    /// <summary>Worth watching: a warning.</summary>
    Watch,

    /// <summary>Wrong: critical, a problem, not acknowledged.</summary>
    Bad,

    /// <summary>Wrong, and somebody has it in hand.</summary>
    Held,

    /// <summary>Not known: no data, no answer.</summary>
    Unknown,

    /// <summary>Waiting: for answers, for a measurement.</summary>
    Waiting,

    /// <summary>Ended or switched off.</summary>
    Off,

    /// <summary>A rehearsal.</summary>
    Rehearsal,
}

/// <summary>A part of a card: a closed set that every renderer knows. A new one lands with all renderers and their golden files.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Line), "line")]
[JsonDerivedType(typeof(Rows), "rows")]
[JsonDerivedType(typeof(Prompt), "prompt")]
[JsonDerivedType(typeof(Buttons), "buttons")]
[JsonDerivedType(typeof(Context), "context")]
[JsonDerivedType(typeof(Divider), "divider")]
public abstract record Element;

/// <summary>A paragraph.</summary>
public sealed record Line(RichText Text) : Element;

/// <summary>Figures or facts, one per row.</summary>
public sealed record Rows(IReadOnlyList<Row> Items) : Element;

/// <summary>One figure: its state, name, value, and what belongs beside it.</summary>
/// <param name="Trend">A sparkline (<see cref="Sparkline"/>), or null.</param>
/// <param name="Note">Target, threshold, age or reason; empty when there is nothing to add.</param>
public sealed record Row(Mark Mark, string Label, string Value, string? Trend, RichText Note);

/// <summary>Something asked, with its buttons; without buttons, something that was asked.</summary>
public sealed record Prompt(RichText Text, IReadOnlyList<Button> Buttons) : Element;

/// <summary>What can be done with the card as a whole.</summary>
public sealed record Buttons(IReadOnlyList<Button> Items) : Element;

/// <summary>Small grey print.</summary>
public sealed record Context(RichText Text) : Element;

/// <summary>A thin line between parts.</summary>
public sealed record Divider : Element;

/// <param name="Text">At most 30 characters; it stands alone for a screen reader.</param>
/// <param name="Action">Names the handler to the router; at most 255 characters. Unused with <see cref="Address"/>.</param>
/// <param name="Value">Comes back with the press; at most 2,000 characters, no secrets.</param>
public sealed record Button(string Text, string Action, string Value)
{
    public ButtonStyle Style { get; init; }

    /// <summary>Asked before the press counts; null for none.</summary>
    public string? Confirm { get; init; }

    /// <summary>For a button that only opens a page.</summary>
    public string? Address { get; init; }

    /// <summary>What a screen reader says when the text alone does not tell the buttons of a card apart, at most 75 characters.</summary>
    public string? Label { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<ButtonStyle>))]
public enum ButtonStyle
{
    Normal,
    Primary,
    Danger,
}
