namespace WarRoomBot.Cards;

/// <summary>A trend in eight heights of block characters: ▁▂▃▅▇. Readings that are missing are a gap, never a zero.</summary>
public static class Sparkline
{
    private const string Heights = "▁▂▃▄▅▆▇█";
    private const char Gap = '·';

    /// <param name="readings">Oldest first; null where there was no value.</param>
    /// <returns>One character for each reading; empty when no reading has a value.</returns>
    public static string Of(IReadOnlyList<double?> readings)
    {
        var values = readings.OfType<double>().ToList();
        if (values.Count == 0)
            return "";
        var (lowest, highest) = (values.Min(), values.Max());
        var range = highest - lowest;
        return string.Concat(readings.Select(reading => reading is { } value
            ? Heights[range > 0 ? (int)Math.Round((value - lowest) / range * (Heights.Length - 1)) : 0]
            : Gap));
    }
}
