using System.Globalization;
using WarRoomBot.Plans;

namespace WarRoomBot.Probes.Selecting;

/// <summary>A unit that a source may count in, and how it becomes the unit that readings are kept in.</summary>
/// <param name="Name">As plans write it and as it may follow a number in an answer.</param>
/// <param name="Unit">What readings are kept in: percent as 0–100, milliseconds, bytes.</param>
/// <param name="Factor">What a figure of the source is multiplied by.</param>
internal sealed record SourceUnit(string Name, Unit Unit, double Factor)
{
    public static readonly IReadOnlyList<SourceUnit> All =
    [
        new("fraction", Unit.Percent, 100),
        new("percent", Unit.Percent, 1),
        new("%", Unit.Percent, 1),
        new("ns", Unit.Milliseconds, 1e-6),
        new("us", Unit.Milliseconds, 1e-3),
        new("µs", Unit.Milliseconds, 1e-3),
        new("ms", Unit.Milliseconds, 1),
        new("s", Unit.Milliseconds, 1e3),
        new("min", Unit.Milliseconds, 60e3),
        new("h", Unit.Milliseconds, 3600e3),
        new("bytes", Unit.Bytes, 1),
        new("B", Unit.Bytes, 1),
        new("kB", Unit.Bytes, 1e3),
        new("KB", Unit.Bytes, 1e3),
        new("MB", Unit.Bytes, 1e6),
        new("GB", Unit.Bytes, 1e9),
        new("TB", Unit.Bytes, 1e12),
        new("KiB", Unit.Bytes, 1L << 10),
        new("MiB", Unit.Bytes, 1L << 20),
        new("GiB", Unit.Bytes, 1L << 30),
        new("TiB", Unit.Bytes, 1L << 40),
    ];

    /// <returns>Null when there is no such unit. Letter case counts: it tells ms from MB.</returns>
    public static SourceUnit? Find(string name) => All.FirstOrDefault(unit => unit.Name == name);

    /// <summary>Reads a number with or without one of these units behind it: <c>0.35</c>, <c>0.35%</c>, <c>123 ms</c>.</summary>
    /// <param name="number">As written, not converted; NaN and the infinities are numbers here.</param>
    /// <param name="unit">Null when none is written.</param>
    public static bool TryRead(string text, out double number, out SourceUnit? unit)
    {
        text = text.Trim();
        var end = text.Length;
        while (end > 0 && !char.IsAsciiDigit(text[end - 1]))
            end--;
        unit = end > 0 ? Find(text[end..].Trim()) : null;
        return double.TryParse(
            unit is null ? text : text[..end],
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out number) || IsInfinite(text, out number);
    }

    private static bool IsInfinite(string text, out double number)
    {
        number = double.NaN;
        return text.TrimStart('+', '-') is "Inf" or "inf" or "Infinity" or "nan";
    }
}
