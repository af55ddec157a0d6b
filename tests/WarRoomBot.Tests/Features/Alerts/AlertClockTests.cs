using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Plans.Format;
using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Features.Alerts;

/// <summary>When what is due: deadlines, the ladder, business days.</summary>
public sealed class AlertClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-03T12:00Z", "2026-03-04T16:00Z")]
    [InlineData("2026-03-06T12:00Z", "2026-03-09T16:00Z")]
    [InlineData("2026-03-07T01:00Z", "2026-03-09T16:00Z")]
    [InlineData("2026-03-03T23:30Z", "2026-03-05T16:00Z")]
    [InlineData("2026-03-27T12:00Z", "2026-03-30T15:00Z")]
    [InlineData("2026-04-02T12:00Z", "2026-04-07T15:00Z")]
    public void The_next_business_day_ends_in_the_plan_s_zone_over_weekends_holidays_and_summer_time(string now, string ends)
    {
        var hours = AlertFormat.Defaults.BusinessHours with { Holidays = [new(2026, 4, 3), new(2026, 4, 6)] };

        Assert.Equal(At(ends), hours.NextDayEnds(At(now), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
    }

    [Theory]
    [InlineData(SignalSeverity.P0, "12:00 12:05 12:20")]
    [InlineData(SignalSeverity.P1, "12:00 12:15 12:30")]
    [InlineData(SignalSeverity.P2, "12:00 13:00")]
    public void The_ladder_begins_at_once_and_goes_on_when_the_acknowledge_time_is_over(SignalSeverity severity, string steps)
    {
        var clock = Clock(pace: 1);
        var alert = Alert(severity, clock);

        Assert.Equal(steps, string.Join(' ', Enumerable.Range(0, clock.Ladder(severity).Count).Select(step => clock.StepAt(alert, step)!.Value.ToString("HH:mm"))));
    }

    [Fact]
    public void In_a_rehearsal_everything_is_as_much_faster_as_the_room()
    {
        var clock = Clock(pace: 60);

        Assert.Equal(Noon.AddSeconds(15), Alert(SignalSeverity.P1, clock).Deadline);
        Assert.Equal(Noon.AddSeconds(30), clock.StepAt(Alert(SignalSeverity.P1, clock), 2));
    }

    [Fact]
    public void What_fell_due_while_nobody_ran_is_called_at_once_each_step_once()
    {
        var clock = Clock(pace: 1);
        var alert = AlertChanges.Fire(Alert(SignalSeverity.P1, clock), clock);

        var later = alert.Tick(Noon.AddHours(3), clock);

        Assert.Equal(["on-call", "backup", "lead"], later.History.SelectMany(entry => entry.Roles));
        Assert.Same(later, later.Tick(Noon.AddHours(4), clock));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static AlertClock Clock(double pace) => new(
        AlertFormat.Defaults with
        {
            Escalation =
            [
                new(TimeSpan.Zero, ["on-call"], []),
                new(TimeSpan.FromMinutes(15), ["backup"], []),
                new(TimeSpan.FromMinutes(30), ["lead"], [SignalSeverity.P0, SignalSeverity.P1]),
            ],
        },
        new(Noon, pace),
        TimeZoneInfo.Utc);

    private static Alert Alert(SignalSeverity severity, AlertClock clock) => new()
    {
        Number = 1,
        Fingerprint = "metric/error-rate",
        Title = "Error rate",
        Severity = severity,
        State = AlertState.Firing,
        FiredAt = Noon,
        WaitsSince = Noon,
        Deadline = clock.DeadlineFrom(severity, Noon),
        LastAt = Noon,
    };
}
