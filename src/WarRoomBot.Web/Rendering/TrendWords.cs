using WarRoomBot.Cards;

namespace WarRoomBot.Web.Rendering;

/// <summary>A sparkline in words, for those who cannot see it.</summary>
internal static class TrendWords
{
    private const string Heights = "▁▂▃▄▅▆▇█";

    /// <param name="sparkline">As <see cref="Sparkline.Of"/> writes it.</param>
    internal static string Of(string sparkline)
    {
        var levels = sparkline.Select(character => Heights.IndexOf(character, StringComparison.Ordinal)).ToList();
        var known = levels.Where(level => level >= 0).ToList();
        if (known.Count == 0)
            return "Trend: no readings";
        var third = Math.Max(1, known.Count / 3);
        var change = known.TakeLast(third).Average() - known.Take(third).Average();
        var course = change >= 2 ? "rising" : change <= -2 ? "falling" : known.Max() - known.Min() >= 4 ? "up and down" : "steady";
        var last = known.Distinct().Count() == 1 ? ""
            : known[^1] == known.Max() ? ", now at its highest"
            : known[^1] == known.Min() ? ", now at its lowest"
            : "";
        var missing = levels.Count - known.Count;
        return $"Trend of {levels.Count} readings: {course}{last}{(missing > 0 ? $", {missing} missing" : "")}";
    }
}
