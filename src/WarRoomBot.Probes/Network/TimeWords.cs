using System.Globalization;

namespace WarRoomBot.Probes.Network;

/// <summary>Time limits as people read them.</summary>
internal static class TimeWords
{
    /// <summary><c>100 ms</c>, <c>2.5 s</c>.</summary>
    public static string Short(TimeSpan limit) => limit < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{limit.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{limit.TotalSeconds:0.#} s");
}
