using System.Collections.Frozen;
using WarRoomBot.Signals;

namespace WarRoomBot.Host.Signals.Reading;

/// <summary>From the words that sources use for severities to the product's one scale.</summary>
internal static class Severities
{
    private static readonly FrozenDictionary<string, SignalSeverity> Words = new Dictionary<string, SignalSeverity>
    {
        ["P0"] = SignalSeverity.P0,
        ["P1"] = SignalSeverity.P1,
        ["P2"] = SignalSeverity.P2,
        ["P3"] = SignalSeverity.P3,
        ["P4"] = SignalSeverity.P3,
        ["P5"] = SignalSeverity.P3,
        ["SEV0"] = SignalSeverity.P0,
        ["SEV1"] = SignalSeverity.P0,
        ["SEV2"] = SignalSeverity.P1,
        ["SEV3"] = SignalSeverity.P2,
        ["SEV4"] = SignalSeverity.P3,
        ["SEV5"] = SignalSeverity.P3,
        ["critical"] = SignalSeverity.P0,
        ["crit"] = SignalSeverity.P0,
        ["page"] = SignalSeverity.P0,
        ["fatal"] = SignalSeverity.P0,
        ["emergency"] = SignalSeverity.P0,
        ["disaster"] = SignalSeverity.P0,
        ["high"] = SignalSeverity.P1,
        ["error"] = SignalSeverity.P1,
        ["major"] = SignalSeverity.P1,
        ["urgent"] = SignalSeverity.P1,
        ["medium"] = SignalSeverity.P2,
        ["moderate"] = SignalSeverity.P2,
        ["warning"] = SignalSeverity.P2,
        ["warn"] = SignalSeverity.P2,
        ["average"] = SignalSeverity.P2,
        ["low"] = SignalSeverity.P3,
        ["minor"] = SignalSeverity.P3,
        ["info"] = SignalSeverity.P3,
        ["information"] = SignalSeverity.P3,
        ["informational"] = SignalSeverity.P3,
        ["notice"] = SignalSeverity.P3,
        ["debug"] = SignalSeverity.P3,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <returns>Null for an unknown word: then the source's default counts.</returns>
    internal static SignalSeverity? Of(string? word, SourceSettings settings) =>
        word is null ? null
        : settings.Severities.TryGetValue(word, out var own) ? own
        : Words.TryGetValue(word, out var known) ? known
        : null;

    /// <summary>
    /// Priorities P1 to P5 whose highest is P1 and means what P0 means here (Opsgenie and Datadog: "P1 critical … P5"; PagerDuty's own
    /// default scheme).
    /// </summary>
    internal static SignalSeverity? OfPriority(string? word, SourceSettings settings) =>
        word is not null && settings.Severities.TryGetValue(word, out var own) ? own
        : word?.ToUpperInvariant() switch
        {
            "P1" => SignalSeverity.P0,
            "P2" => SignalSeverity.P1,
            "P3" => SignalSeverity.P2,
            "P4" or "P5" => SignalSeverity.P3,
            _ => Of(word, settings),
        };
}
