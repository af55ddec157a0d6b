using System.Globalization;

namespace WarRoomBot.Host.Signals.Reading;

/// <summary>Times as sources write them, UTC. One that cannot be meant is none.</summary>
internal static class Moments
{
    internal const int Longest = 40;

    /// <summary>Alertmanager writes the year 1 for "not yet", and nothing that watches an application began before this.</summary>
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static DateTimeOffset? Parse(string? text)
    {
        if (text is null || text.Length > Longest)
            return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return SinceEpoch(number);
        // Only what starts with the year: nobody can tell days from months in the rest.
        return text.AsSpan().TrimStart() is [>= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', '-', ..]
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? InRange(moment)
            : null;
    }

    /// <summary>A length of time in seconds; null when it is none, or longer than a year.</summary>
    internal static TimeSpan? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 366 * 86400
            ? TimeSpan.FromSeconds(seconds)
            : null;

    internal static DateTimeOffset? InRange(DateTimeOffset moment) => moment >= Earliest && moment < Latest ? moment.ToUniversalTime() : null;

    /// <summary>Seconds, milliseconds, microseconds or nanoseconds: for the years in question they do not overlap.</summary>
    private static DateTimeOffset? SinceEpoch(double number)
    {
        var seconds = number switch
        {
            < 1e11 => number,
            < 1e14 => number / 1e3,
            < 1e17 => number / 1e6,
            _ => number / 1e9,
        };
        return seconds >= Earliest.ToUnixTimeSeconds() && seconds < Latest.ToUnixTimeSeconds()
            ? DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Round(seconds * 1e3))
            : null;
    }
}
