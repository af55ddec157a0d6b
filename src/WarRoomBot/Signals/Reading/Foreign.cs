namespace WarRoomBot.Host.Signals.Reading;

/// <summary>The lengths that foreign texts are cut to, and foreign text that does not come from JSON.</summary>
internal static class Foreign
{
    internal const int Title = 200;
    internal const int Text = 2000;
    internal const int Fingerprint = 255;
    internal const int Name = 120;
    internal const int Link = 2000;

    /// <summary>One line; null when there is nothing to see in it.</summary>
    internal static string? Line(string? text, int most) => Clean(text, most, lines: false);

    /// <summary>Several lines; null when there is nothing to see in them.</summary>
    internal static string? Lines(string? text, int most) => Clean(text, most, lines: true);

    private static string? Clean(string? text, int most, bool lines)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var clean = new CleanText(stackalloc char[most], lines);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Add(rune);
            if (clean.IsFull)
                break;
        }

        return clean.Finish();
    }
}
