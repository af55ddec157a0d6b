using WarRoomBot.Chat;
using WarRoomBot.Features.Incidents;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;
using WarRoomBot.Signals;
using WarRoomBot.Tests.Plans;

namespace WarRoomBot.Tests.Features.Incidents;

/// <summary>What can happen to an incident, without a room around it.</summary>
public sealed class IncidentChangesTests
{
    private static readonly DateTimeOffset T0 = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly Person Ana = new("ana", "ana");
    private static readonly Person Bo = new("bo", "bo");

    private static readonly Plan Plan = Bench.With("phases:\n", "severities: { P1: { update-every: 30m }, P3: {} }\nincidents: { reminders: 2, archive-after: 1h }\n"
        + "playbooks: { down: { title: Down, steps: [Look, Act], rollback-after: 15m } }\nphases:\n").Plan!;

    private static readonly IncidentClock Clock = new(Plan, new(T0, 1));

    [Theory]
    [InlineData(SignalSeverity.P0, 15)]
    [InlineData(SignalSeverity.P1, 30)]
    [InlineData(SignalSeverity.P2, 120)]
    [InlineData(SignalSeverity.P3, null)]
    public void The_next_update_is_due_as_often_as_the_severity_says(SignalSeverity severity, int? minutes) =>
        Assert.Equal(minutes is { } after ? T0.AddMinutes(after) : null, Open(severity).NextUpdateAt);

    [Fact]
    public void In_a_rehearsal_everything_comes_sooner()
    {
        var incident = Open(SignalSeverity.P1, new(Plan, new RoomClock(T0, 30)), "down");

        Assert.Equal(T0.AddMinutes(1), incident.NextUpdateAt);
        Assert.Equal(T0.AddSeconds(30), incident.ReviewAt);
    }

    [Fact]
    public void Reminders_end_when_nobody_answers_and_begin_again_with_an_update()
    {
        var once = Open(SignalSeverity.P1).Tick(T0.AddMinutes(30), Clock);
        Assert.Equal((1, T0.AddMinutes(60)), (once.Reminders, once.NextUpdateAt));
        var twice = once.Tick(T0.AddMinutes(60), Clock);
        Assert.Equal((2, null), (twice.Reminders, twice.NextUpdateAt));

        var told = twice.Update(IncidentStatus.Identified, "a bad deploy", Ana, T0.AddMinutes(70), Clock);

        Assert.Equal((0, T0.AddMinutes(100)), (told.Reminders, told.NextUpdateAt));
    }

    [Fact]
    public void Time_that_brings_nothing_changes_nothing()
    {
        var incident = Open(SignalSeverity.P1, Clock, "down");

        Assert.Same(incident, incident.Tick(T0.AddMinutes(14), Clock));
    }

    [Fact]
    public void The_rollback_review_comes_once_and_waits_for_a_decision()
    {
        var due = Open(SignalSeverity.P3, Clock, "down").Tick(T0.AddMinutes(15), Clock);
        Assert.True(due.ReviewWaits);
        Assert.Null(due.NextMoment());

        var decided = due.Decide("rollback", "the fix is out", Bo, T0.AddMinutes(16));

        Assert.False(decided.ReviewWaits);
        Assert.Equal("decides against rollback: the fix is out", decided.Timeline[^1].Text);
    }

    [Fact]
    public void Somebody_is_to_lead_it_within_the_acknowledge_time_and_a_change_of_severity_begins_it_anew()
    {
        var open = Open(SignalSeverity.P1);
        Assert.Equal(T0.AddMinutes(15), open.LeadUntil);
        Assert.Equal(T0.AddMinutes(15), open.Grade(SignalSeverity.P0, Ana, T0.AddMinutes(10), Clock).LeadUntil);
        Assert.Null(open.Grade(SignalSeverity.P3, Ana, T0.AddMinutes(10), Clock).LeadUntil);
        Assert.Null(open.LeadBy(Bo, Bo, T0).LeadUntil);
        Assert.Null(open.LeadBy(Bo, Bo, T0).Grade(SignalSeverity.P0, Ana, T0, Clock).LeadUntil);

        var late = open.Tick(T0.AddMinutes(15), Clock);

        Assert.Equal((null, "nobody leads it after 15 min"), (late.LeadUntil, late.Timeline[^1].Text));
        Assert.Equal(late.Timeline.Count, late.Tick(T0.AddMinutes(16), Clock).Timeline.Count);
    }

    [Fact]
    public void Who_cannot_be_brought_in_leads_it_no_more()
    {
        var lost = Open(SignalSeverity.P1).LeadBy(Bo, Ana, T0).LoseLead("cannot be brought in", T0.AddMinutes(1));

        Assert.Null(lost.Lead);
        Assert.Equal([Ana], lost.People);
        Assert.Equal("bo cannot be brought in: nobody leads it now", lost.Timeline[^1].Text);
    }

    [Fact]
    public void A_role_is_one_persons_until_another_takes_it()
    {
        var scribe = new Role("scribe", "Scribe");
        var claimed = Open(SignalSeverity.P1).Claim(scribe, Bo, Bo, T0);

        Assert.Equal((Bo, "takes Scribe"), (claimed.Roles["scribe"], claimed.Timeline[^1].Text));
        Assert.Same(claimed, claimed.Claim(scribe, Bo, Ana, T0));
        Assert.Equal("gives Scribe to ana", claimed.Claim(scribe, Ana, Bo, T0).Timeline[^1].Text);
    }

    [Fact]
    public void A_decision_keeps_its_way_until_it_is_made_and_whoever_makes_it_leads()
    {
        var asked = Open(SignalSeverity.P1, Clock, "down").Review("Rollback", Ana, T0.AddMinutes(1)).Answer("Up?", "No", Ana, T0.AddMinutes(2)).Answer("Data?", "Yes", Bo, T0.AddMinutes(3));
        Assert.Equal((true, null, 2), (asked.ReviewWaits, asked.ReviewAt, asked.Path.Count));
        Assert.Equal(["No"], asked.TakeBack(Ana, T0.AddMinutes(4)).Path.Select(step => step.Answer));

        var decided = asked.Decide("ROLLBACK", null, Bo, T0.AddMinutes(5));

        Assert.Equal((false, Bo), (decided.ReviewWaits, decided.Lead));
        Assert.Empty(decided.Path);
        Assert.Equal(["bo takes the lead", "bo decides: ROLLBACK"], decided.Timeline.TakeLast(2).Select(entry => $"{entry.By!.Name} {entry.Text}"));
    }

    [Fact]
    public void A_step_of_the_bots_own_is_done_when_it_has_succeeded_and_may_be_started_again_when_not()
    {
        var started = Open(SignalSeverity.P1, Clock, "down").Want(1, Ana, T0.AddMinutes(1)).Start(1, Bo, T0.AddMinutes(2));
        var run = started.Steps[1].Run!;
        Assert.Equal((StepStage.UnderWay, Ana, Bo), (run.Stage, run.By, run.Second));

        var failed = started.Finish(1, false, "HTTP 500", null, T0.AddMinutes(3));
        Assert.Equal((StepStage.Failed, null, "Act: failed, HTTP 500"), (failed.Steps[1].Run!.Stage, failed.Steps[1].Done, failed.Timeline[^1].Text));
        var again = failed.Start(1, Bo, T0.AddMinutes(4));
        Assert.NotEqual(run.Number, again.Steps[1].Run!.Number);
        Assert.Null(again.Steps[1].Run!.Second);

        Assert.Equal(Bo, again.Finish(1, true, "HTTP 201", "queued", T0.AddMinutes(5)).Steps[1].Done!.By);
        Assert.Null(started.Steps[0].Run);
    }

    [Fact]
    public void It_counts_as_mitigated_from_the_first_time_it_is_only_watched()
    {
        var watched = Open(SignalSeverity.P1).Update(IncidentStatus.Monitoring, null, Ana, T0.AddMinutes(5), Clock);
        Assert.Equal(T0.AddMinutes(5), watched.Times.Mitigated);
        var back = watched.Update(IncidentStatus.Identified, null, Ana, T0.AddMinutes(8), Clock);
        Assert.Null(back.Times.Mitigated);

        Assert.Equal(T0.AddMinutes(20), Resolve(back, 20).Times.Mitigated);
    }

    [Fact]
    public void Resolved_it_asks_nobody_for_anything()
    {
        var resolved = Resolve(Open(SignalSeverity.P0, Clock, "down"), 5);

        Assert.Null(resolved.NextMoment());
        Assert.Equal("resolved: rolled back", resolved.Timeline[^1].Text);
    }

    [Fact]
    public void A_channel_is_archived_in_time_and_what_is_reopened_after_that_goes_on_in_the_thread()
    {
        var own = Open(SignalSeverity.P1).InChannel(new("slack", "T1", "C1"), "incident-1", T0);
        var resolved = Resolve(own, 10);
        Assert.Equal(T0.AddMinutes(70), resolved.NextMoment());
        Assert.Equal(own.Place, resolved.Reopen("back", Ana, T0.AddMinutes(20), Clock).Place);

        var archived = resolved.Tick(T0.AddMinutes(70), Clock);

        Assert.True(archived.Place.Archived);
        Assert.Equal(IncidentPlace.Thread, archived.Reopen("back", Ana, T0.AddMinutes(80), Clock).Place);
    }

    [Fact]
    public void Nothing_said_twice_is_kept_twice()
    {
        var led = Open(SignalSeverity.P1).LeadBy(Bo, Bo, T0);

        Assert.Same(led, led.LeadBy(Bo, Ana, T0));
        Assert.Same(led, led.Join(Bo, T0));
        Assert.Same(led, led.Grade(SignalSeverity.P1, Bo, T0, Clock));
        Assert.Same(led, led.Update(IncidentStatus.Investigating, null, Bo, T0, Clock));
        Assert.Equal([Ana, Bo], led.People);
    }

    [Fact]
    public void Its_figures_are_made_of_the_times_as_they_were_corrected()
    {
        var resolved = Resolve(Open(SignalSeverity.P1), 30);

        var corrected = resolved.Correct(new(T0.AddMinutes(-10), T0.AddMinutes(-4), T0, T0.AddMinutes(20)), T0.AddMinutes(25), "started earlier", Ana, T0.AddMinutes(40));

        Assert.Equal("to detect 6 min · to acknowledge 4 min · to resolve 35 min", IncidentFigures.Of(corrected, new(T0, 1)).InWords());
    }

    [Theory]
    [InlineData("#12 a note", 12, "a note")]
    [InlineData("a note about #12", null, "a note about #12")]
    [InlineData("#12", 12, "")]
    [InlineData("#nothing here", null, "#nothing here")]
    [InlineData("", null, "")]
    public void An_incident_is_named_by_its_number_in_front(string text, int? number, string rest) =>
        Assert.Equal(new IncidentName(number, rest), IncidentName.Read(text));

    [Theory]
    [InlineData("P1 checkout is down", SignalSeverity.P1, "checkout is down")]
    [InlineData("p0", SignalSeverity.P0, "")]
    [InlineData("P10 rounds", null, "P10 rounds")]
    [InlineData("checkout is down", null, "checkout is down")]
    [InlineData("", null, "")]
    public void What_is_opened_begins_with_its_severity(string text, SignalSeverity? severity, string title) =>
        Assert.Equal(new OpenRequest(severity, title), OpenRequest.Parse(text));

    private static Incident Resolve(Incident incident, int minutes) => incident.Resolve(new(Bo, T0.AddMinutes(minutes), "rolled back", null, null), Clock);

    private static Incident Open(SignalSeverity severity, IncidentClock? clock = null, string? playbook = null) => IncidentChanges.Open(
        new()
        {
            Number = 12,
            Room = 1,
            Title = "checkout is down",
            Severity = severity,
            Status = IncidentStatus.Investigating,
            OpenedBy = Ana,
            OpenedAt = T0,
            Times = new(T0, T0, T0, null),
            Place = IncidentPlace.Thread,
            People = [Ana],
            Playbook = playbook,
        },
        clock ?? Clock);
}
