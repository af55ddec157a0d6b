using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;

namespace WarRoomBot.Features.Incidents;

/// <summary>How fast it was detected, taken and resolved, from its times as they stand now and in the room's time. Pure.</summary>
internal static class IncidentFigures
{
    internal static TimeSpan ToDetect(Incident incident, RoomClock clock) => clock.RoomTime(incident.Times.Detected - incident.Times.Started);

    internal static TimeSpan ToAcknowledge(Incident incident, RoomClock clock) => clock.RoomTime(incident.Times.Acknowledged - incident.Times.Detected);

    /// <summary>Null while it is not resolved.</summary>
    internal static TimeSpan? ToResolve(Incident incident, RoomClock clock) =>
        incident.Resolved is { } resolved ? clock.RoomTime(resolved.At - incident.Times.Started) : null;

    internal static string Of(Incident incident, RoomClock clock)
    {
        var resolve = ToResolve(incident, clock) is { } time ? $" · to resolve {Durations.Words(time)}" : "";
        return $"to detect {Durations.Words(ToDetect(incident, clock))} · to acknowledge {Durations.Words(ToAcknowledge(incident, clock))}{resolve}";
    }
}
