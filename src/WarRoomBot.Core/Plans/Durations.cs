using System.Globalization;
using System.Text.RegularExpressions;

namespace WarRoomBot.Plans;

/// <summary>Durations as plans and commands write them, and as people read them.</summary>
internal static partial class Durations
{
    /// <summary>Of what <see cref="TryParse"/> takes, for the JSON Schema.</summary>
    internal const string Pattern = @"^\s*(?=\d)(?:(\d+)d\s*)?(?:(\d+)h\s*)?(?:(\d+)m(?!s)\s*)?(?:(\d+)s\s*)?(?:(\d+)ms\s*)?$";

    /// <summary>In the order of the groups of <see cref="Pattern"/>.</summary>
    private static readonly TimeSpan[] Units =
        [TimeSpan.FromDays(1), TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(1)];

    private static readonly TimeSpan SecondsMatterUpTo = TimeSpan.FromMinutes(5);

    /// <summary>Reads <c>90s 15m 2h 48h 1d 1h30m</c>, also <c>200ms</c> and with spaces between. Never negative; may be zero.</summary>
    internal static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (Form().Match(text) is not { Success: true } match)
            return false;
        foreach (var (unit, group) in Units.Zip(match.Groups.Values.Skip(1)))
        {
            if (!group.Success)
                continue;
            if (!int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count >= (TimeSpan.MaxValue - duration) / unit)
                return false;
            duration += count * unit;
        }

        return true;
    }

    /// <summary>As a plan writes it: <c>15m 1h30m 48h 31d</c>; days only for whole weeks and more.</summary>
    internal static string Written(TimeSpan duration)
    {
        if (duration.TotalDays >= 7 && duration.Ticks % TimeSpan.TicksPerDay == 0)
            return Part(duration.Days, "d");
        var written = string.Concat(
            Part((long)duration.TotalHours, "h"), Part(duration.Minutes, "m"), Part(duration.Seconds, "s"), Part(duration.Milliseconds, "ms"));
        return written.Length > 0 ? written : "0m";
    }

    /// <summary>An offset from T0: <c>T+10m T+3h12 T+48h</c>; under a minute <c>T+30s</c>; before T0 with a minus.</summary>
    internal static string Offset(TimeSpan offset)
    {
        var sign = offset < TimeSpan.Zero ? "-" : "+";
        var size = offset.Duration();
        var hours = (long)size.TotalHours;
        return string.Create(CultureInfo.InvariantCulture, $"T{sign}{(hours, size.Minutes, size.Seconds) switch
        {
            (0, 0, > 0) => $"{size.Seconds}s",
            (0, _, _) => $"{size.Minutes}m",
            (_, 0, _) => $"{hours}h",
            _ => $"{hours}h{size.Minutes:00}",
        }}");
    }

    /// <summary>For people: <c>45 s</c>, <c>2 min 10 s</c>, <c>18 min</c>, <c>2h 5m</c>, <c>48h</c>. Less than nothing is nothing.</summary>
    internal static string Words(TimeSpan duration)
    {
        var seconds = Math.Max(0, (long)Math.Round(duration.TotalSeconds));
        if (seconds < 60)
            return $"{seconds} s";
        if (seconds < SecondsMatterUpTo.TotalSeconds && seconds % 60 > 0)
            return $"{seconds / 60} min {seconds % 60} s";
        var minutes = (seconds + 30) / 60;
        return minutes < 60 ? $"{minutes} min" : minutes % 60 == 0 ? $"{minutes / 60}h" : $"{minutes / 60}h {minutes % 60}m";
    }

    private static string Part(long count, string unit) => count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
