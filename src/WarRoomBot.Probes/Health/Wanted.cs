using System.IO.Enumeration;
using System.Text.Json;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Health;

/// <summary>What a value of the answer must be.</summary>
internal abstract record Wanted
{
    private static readonly string[] HealthyWords = ["ok", "healthy", "up", "pass", "passing"];

    private Wanted()
    {
    }

    /// <summary>For people, behind "wanted".</summary>
    public abstract string Words { get; }

    /// <exception cref="InvalidOperationException">The text is not valid Unicode.</exception>
    public abstract bool Holds(JsonElement value);

    /// <summary>
    /// Reads <c>ok</c>, <c>true</c>, <c>5</c>, <c>&lt;= 5</c>, <c>!= down</c>, <c>exists</c>, <c>Ollama is *</c>. A word that means
    /// healthy is met by every such word.
    /// </summary>
    /// <returns>Null when a comparison has no number to compare with.</returns>
    public static Wanted? Parse(string text)
    {
        text = text.Trim();
        foreach (var comparison in (string[])["==", "!=", "<=", ">=", "<", ">"])
        {
            if (!text.StartsWith(comparison, StringComparison.Ordinal))
                continue;
            var operand = text[comparison.Length..].Trim();
            return comparison switch
            {
                "==" => new Same(operand),
                "!=" => new Other(operand),
                _ => Number(operand) is { } limit && double.IsFinite(limit) ? new Compared(comparison, limit, operand) : null,
            };
        }

        return text == "exists" ? new Exists()
            : text.Contains('*') || text.Contains('?') ? new Like(text)
            : HealthyWords.Contains(text, StringComparer.OrdinalIgnoreCase) ? new Healthy(text)
            : new Same(text);
    }

    /// <summary>It is there and not null.</summary>
    public sealed record Exists : Wanted
    {
        public override string Words => "any value";

        public override bool Holds(JsonElement value) => value.ValueKind != JsonValueKind.Null;
    }

    /// <summary>One of the words that mean healthy.</summary>
    public sealed record Healthy(string Word) : Wanted
    {
        public override string Words => Word;

        public override bool Holds(JsonElement value) =>
            value.ValueKind == JsonValueKind.String && HealthyWords.Contains(value.GetString()!.Trim(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Equal, whether it comes as text or not: <c>true</c> and <c>"true"</c>, <c>5</c> and <c>"5"</c>.</summary>
    public sealed record Same(string Operand) : Wanted
    {
        public override string Words => Operand;

        public override bool Holds(JsonElement value) => IsSame(value, Operand);
    }

    public sealed record Other(string Operand) : Wanted
    {
        public override string Words => $"anything but {Operand}";

        public override bool Holds(JsonElement value) => !IsSame(value, Operand);
    }

    /// <summary>A number on the right side of a limit; what is no number is on neither.</summary>
    public sealed record Compared(string Comparison, double Limit, string Operand) : Wanted
    {
        public override string Words => $"{Comparison} {Operand}";

        public override bool Holds(JsonElement value) => Number(value) is { } number && Comparison switch
        {
            "<" => number < Limit,
            "<=" => number <= Limit,
            ">" => number > Limit,
            _ => number >= Limit,
        };
    }

    public sealed record OneOf(ValueList<Wanted> Choices) : Wanted
    {
        public override string Words => string.Join(" or ", Choices.Select(choice => choice.Words));

        public override bool Holds(JsonElement value) => Choices.Any(choice => choice.Holds(value));
    }

    /// <summary>Text with <c>*</c> for any letters and <c>?</c> for one.</summary>
    public sealed record Like(string Pattern) : Wanted
    {
        public override string Words => Pattern;

        public override bool Holds(JsonElement value) => Text(value) is { } text && FileSystemName.MatchesSimpleExpression(Pattern, text);
    }

    private static bool IsSame(JsonElement value, string operand) =>
        Text(value) is { } text
        && (string.Equals(text.Trim(), operand, StringComparison.OrdinalIgnoreCase)
            || (Number(value) is { } number && number == Number(operand)));

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => value.GetRawText(),
        _ => null,
    };

    private static double? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => Number(value.GetString()!),
        _ => null,
    };

    private static double? Number(string text) =>
        SourceUnit.TryRead(text, out var number, out var unit) ? number * (unit?.Factor ?? 1) : null;
}
