using WarRoomBot.Plans;
using WarRoomBot.Scheduling;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Incidents.Contract;

/// <summary>What a report says of one incident: its times as they stand now, and how long things took in the room's time. Pure.</summary>
/// <param name="Times">As noticed, or as somebody corrected them.</param>
/// <param name="ResolvedAt">Null while it is not.</param>
/// <param name="ToDetect">From started to detected; its mean over incidents is the MTTD.</param>
/// <param name="ToAcknowledge">From detected to acknowledged: the MTTA.</param>
/// <param name="ToMitigate">From started until people no longer felt it; null while they do.</param>
/// <param name="ToResolve">From started to resolved: the MTTR. Null while it is not resolved.</param>
internal sealed record IncidentFigures(
    int Number, string Title, SignalSeverity Severity, IncidentStatus Status, IncidentTimes Times, DateTimeOffset? ResolvedAt,
    TimeSpan ToDetect, TimeSpan ToAcknowledge, TimeSpan? ToMitigate, TimeSpan? ToResolve)
{
    internal static IncidentFigures Of(Incident incident, RoomClock clock)
    {
        var (times, resolved) = (incident.Times, incident.Resolved?.At);
        return new(
            incident.Number, incident.Title, incident.Severity, incident.Status, times, resolved,
            clock.RoomTime(times.Detected - times.Started),
            clock.RoomTime(times.Acknowledged - times.Detected),
            Since(times.Mitigated),
            Since(resolved));

        TimeSpan? Since(DateTimeOffset? at) => at is { } moment ? clock.RoomTime(moment - times.Started) : null;
    }

    /// <summary><c>to detect 4 min · to acknowledge 20 s · to resolve 24 min</c></summary>
    internal string InWords() =>
        $"to detect {Durations.Words(ToDetect)} · to acknowledge {Durations.Words(ToAcknowledge)}{(ToResolve is { } resolve ? $" · to resolve {Durations.Words(resolve)}" : "")}";
}

/// <summary>Means over several incidents, in the room's time; null where there is nothing to take the mean of.</summary>
/// <param name="ToDetect">MTTD.</param>
/// <param name="ToAcknowledge">MTTA.</param>
/// <param name="ToResolve">MTTR, over those that are resolved.</param>
internal sealed record IncidentMeans(TimeSpan? ToDetect, TimeSpan? ToAcknowledge, TimeSpan? ToResolve)
{
    internal static IncidentMeans Of(IReadOnlyList<IncidentFigures> incidents) => new(
        Mean(incidents.Select(one => (TimeSpan?)one.ToDetect)),
        Mean(incidents.Select(one => (TimeSpan?)one.ToAcknowledge)),
        Mean(incidents.Select(one => one.ToResolve)));

    private static TimeSpan? Mean(IEnumerable<TimeSpan?> all) =>
        all.OfType<TimeSpan>().ToList() is { Count: > 0 } known ? TimeSpan.FromTicks((long)known.Average(one => one.Ticks)) : null;
}
