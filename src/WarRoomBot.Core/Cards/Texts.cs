namespace WarRoomBot.Cards;

/// <summary>Cuts text to length without tearing characters apart.</summary>
public static class Texts
{
    private const string CutMark = "…";

    /// <summary>At most <paramref name="longest"/> UTF-16 units, the last of them a mark when something was cut off.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var end = longest - CutMark.Length;
        if (end > 0 && char.IsHighSurrogate(text[end - 1]))
            end--;
        return string.Concat(text.AsSpan(0, Math.Max(0, end)), CutMark);
    }

    /// <summary>With a capital in front, as a sentence begins.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
