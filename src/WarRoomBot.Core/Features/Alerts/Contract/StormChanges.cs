using Humanizer;
using WarRoomBot.Plans;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Alerts.Contract;

/// <summary>
/// Many alerts of one source within a minute are one alert of their own, which counts and names them. It is acknowledged, escalated and
/// resolved like any other; what is folded into it calls nobody. Pure.
/// </summary>
internal static class StormChanges
{
    /// <summary>P0s that get a card of their own all the same; a storm of P0s is a storm too.</summary>
    private const int MostAlone = 3;

    private const int MostNamed = 5;
    private const int MostRules = 8;

    /// <summary>A storm takes no more in after it was quiet this long.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);

    internal static string FingerprintOf(string source) => $"storm/{source}";

    internal static bool Rages(this Alert storm, DateTimeOffset now) => now - storm.LastAt < Quiet;

    /// <summary>Before the first alert is in it.</summary>
    internal static Alert Begin(int number, string source, DateTimeOffset now, AlertClock clock) => new()
    {
        Number = number,
        Fingerprint = FingerprintOf(source),
        Title = "",
        Severity = SignalSeverity.P3,
        State = AlertState.Firing,
        FiredAt = now,
        WaitsSince = now,
        Deadline = clock.DeadlineFrom(SignalSeverity.P3, now),
        LastAt = now,
        Source = source,
        Storm = new(0, 0, 0, [], new Dictionary<string, int>()),
    };

    internal static bool LetsStandAlone(this Alert storm, Alert alert) => alert.Severity == SignalSeverity.P0 && storm.Storm!.Urgent < MostAlone;

    /// <summary>Takes one more alert in. The storm is as severe as the worst in it.</summary>
    internal static Alert Gather(this Alert storm, Alert alert, bool standsAlone, AlertClock clock)
    {
        var (before, now) = (storm.Storm!, alert.FiredAt);
        var rule = alert.Rule is { } name && (before.Rules.ContainsKey(name) || before.Rules.Count < MostRules) ? name : "";
        var isP0 = alert.Severity == SignalSeverity.P0;
        var counted = new Storm(
            before.Count + 1,
            before.Open + (standsAlone ? 0 : 1),
            before.Urgent + (isP0 ? 1 : 0),
            isP0 && before.Named.Count < MostNamed ? [.. before.Named, alert.Title] : before.Named,
            new Dictionary<string, int>(before.Rules) { [rule] = before.Rules.GetValueOrDefault(rule) + 1 });
        var grown = storm with { Storm = counted, LastAt = now, Stale = false, Title = Title(counted, storm, now) };
        if (before.Count == 0)
            return AlertChanges.Fire(grown with { Severity = alert.Severity, Deadline = clock.DeadlineFrom(alert.Severity, now) }, clock);
        return alert.Severity < grown.Severity
            ? grown.Repeat(grown with { Severity = alert.Severity, History = [] }, clock) with { Repeats = 0 }
            : grown;
    }

    /// <summary>One of them is over; with the last of them the storm is.</summary>
    internal static Alert Release(this Alert storm, DateTimeOffset now, AlertClock clock)
    {
        var fewer = storm with { Storm = storm.Storm! with { Open = Math.Max(0, storm.Storm!.Open - 1) } };
        return fewer.Storm!.Open == 0 ? fewer.Over(now, clock) : fewer;
    }

    private static string Title(Storm storm, Alert alert, DateTimeOffset now)
    {
        var lasting = now - alert.FiredAt;
        var during = lasting < TimeSpan.FromMinutes(1) ? "within a minute" : $"in {Durations.Words(lasting)}";
        return $"{"alert".ToQuantity(storm.Count)} {during} from {alert.Source}{(storm.Urgent > 0 ? $", {storm.Urgent} of them P0" : "")}";
    }
}
