using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Scheduling;
using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Features.Incidents;

public sealed class IncidentFiguresTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Durations_are_in_the_rooms_time_and_from_the_times_as_they_stand()
    {
        var figures = IncidentFigures.Of(Incident(started: 0, detected: 1, acknowledged: 2, resolved: 3), new RoomClock(T0, 60));

        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromHours(3)), (figures.ToDetect, figures.ToAcknowledge, figures.ToResolve));
        Assert.Null(figures.ToMitigate);
    }

    [Fact]
    public void Means_leave_out_what_is_not_resolved()
    {
        var clock = new RoomClock(T0, 1);
        var means = IncidentMeans.Of([
            IncidentFigures.Of(Incident(0, 2, 3, 20), clock),
            IncidentFigures.Of(Incident(0, 4, 9, 40), clock),
            IncidentFigures.Of(Incident(0, 6, 6, null), clock)]);

        Assert.Equal((TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(30)), (means.ToDetect, means.ToAcknowledge, means.ToResolve));
        Assert.Equal(new(null, null, null), IncidentMeans.Of([]));
    }

    private static Incident Incident(int started, int detected, int acknowledged, int? resolved) => new()
    {
        Number = 1,
        Room = 1,
        Title = "checkout is down",
        Severity = SignalSeverity.P1,
        Status = resolved is null ? IncidentStatus.Investigating : IncidentStatus.Resolved,
        OpenedBy = new("ana", "ana"),
        OpenedAt = T0,
        Times = new(At(started), At(detected), At(acknowledged), null),
        Place = IncidentPlace.Thread,
        Resolved = resolved is { } minutes ? new(new("ana", "ana"), At(minutes), "", null, null) : null,
    };

    private static DateTimeOffset At(int minutes) => T0.AddMinutes(minutes);
}
