using System.Globalization;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Reading;

/// <summary>What a delivery is known by when it is sent again, for sources that give it no id: its content.</summary>
internal static class Deliveries
{
    private const long Minute = 60;

    /// <summary>For content with its own time in it: the same words are never said anew.</summary>
    internal static string Of(WebhookRequest request) => Fingerprints.OfBytes(request.Body.Span);

    /// <summary>
    /// For content that is said again unchanged to tell that it still holds: within one minute of the clock it is one delivery sent twice,
    /// as after a lost answer; later it is a repeat. That a retry may fall into the next minute costs a repeat that was none.
    /// </summary>
    internal static string Of(WebhookRequest request, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{Fingerprints.OfBytes(request.Body.Span)}/{now.ToUnixTimeSeconds() / Minute}");
}
