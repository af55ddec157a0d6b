using WarRoomBot.Chat;
using WarRoomBot.Plans;
using WarRoomBot.Scheduling;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Incidents.Contract;

/// <summary>What can happen to an incident. Pure: the same incident, the same moment, the same result.</summary>
internal static class IncidentChanges
{
    internal const string Opened = "incident-opened";
    internal const string StatusChanged = "incident-status";
    internal const string SeverityChanged = "incident-severity";
    internal const string Led = "incident-lead";
    internal const string Unled = "incident-not-led";
    internal const string Claimed = "incident-role";
    internal const string Joined = "incident-joined";
    internal const string Noted = "incident-note";
    internal const string Attached = "incident-alert";
    internal const string Heard = "incident-alert-news";
    internal const string StepTaken = "incident-step";
    internal const string ReviewDue = "incident-rollback-review";
    internal const string ReviewDecided = "incident-rollback-decided";
    internal const string ChannelMade = "incident-channel";
    internal const string ChannelRefused = "incident-no-channel";
    internal const string NotInvited = "incident-not-invited";
    internal const string Corrected = "incident-times";
    internal const string Resolved = "incident-resolved";
    internal const string Reopened = "incident-reopened";
    internal const string Archived = "incident-archived";

    internal const int LongestTitle = 150;

    /// <summary>People are asked for an update at this time at last, however soon they want to be asked again.</summary>
    internal static readonly TimeSpan Snooze = TimeSpan.FromMinutes(15);

    /// <summary>It begins, as it was asked for.</summary>
    internal static Incident Open(Incident fresh, IncidentClock clock)
    {
        var playbook = fresh.Playbook is { } name ? clock.Plan.Playbook(name) : null;
        return (fresh with
        {
            Steps = [.. playbook?.Steps.Select(step => new PlaybookStep(step, null)) ?? []],
            ReviewAt = playbook?.RollbackAfter is { } after ? fresh.OpenedAt + clock.Clock.Real(after) : null,
            LeadUntil = fresh.Lead is null ? fresh.OpenedAt + clock.LeadWithin(fresh.Severity) : null,
        }).Remind(fresh.OpenedAt, clock).With(fresh.OpenedAt, Opened, $"opened as {fresh.Severity}", fresh.OpenedBy);
    }

    /// <summary>How it stands now, with or without words.</summary>
    internal static Incident Update(this Incident incident, IncidentStatus status, string? note, Person by, DateTimeOffset now, IncidentClock clock)
    {
        var said = note is { Length: > 0 } ? $": {note}" : "";
        var updated = incident.Remind(now, clock);
        if (status == incident.Status)
            return note is { Length: > 0 } ? updated.With(now, Noted, note, by) : incident;
        return (updated with { Status = status, Times = incident.Times with { Mitigated = status == IncidentStatus.Monitoring ? incident.Times.Mitigated ?? now : null } })
            .With(now, StatusChanged, $"sets it to {IncidentWords.Of(status)}{said}", by);
    }

    internal static Incident Grade(this Incident incident, SignalSeverity severity, Person by, DateTimeOffset now, IncidentClock clock) =>
        severity == incident.Severity
            ? incident
            : (incident with { Severity = severity, LeadUntil = incident.Lead is null ? now + clock.LeadWithin(severity) : null }).Remind(now, clock).With(now, SeverityChanged, $"changes it from {incident.Severity} to {severity}", by);

    internal static Incident LeadBy(this Incident incident, Person lead, Person by, DateTimeOffset now) => lead == incident.Lead
        ? incident
        : (incident with { Lead = lead, LeadUntil = null }).Bring([lead]).With(now, Led, lead == by ? "takes the lead" : $"gives the lead to {lead.Name}", by);

    internal static Incident Claim(this Incident incident, Role role, Person holder, Person by, DateTimeOffset now) => incident.Roles.GetValueOrDefault(role.Name) == holder
        ? incident
        : (incident with { Roles = new Dictionary<string, Person>(incident.Roles) { [role.Name] = holder } }).Bring([holder])
            .With(now, Claimed, holder == by ? $"takes {role.Title}" : $"gives {role.Title} to {holder.Name}", by);

    internal static Incident Join(this Incident incident, Person by, DateTimeOffset now) =>
        incident.People.Contains(by) ? incident : incident.Bring([by]).With(now, Joined, "joined", by);

    /// <summary>They belong to it from now on.</summary>
    internal static Incident Bring(this Incident incident, IEnumerable<Person> people) => incident with { People = [.. incident.People.Union(people)] };

    internal static Incident Attach(this Incident incident, int alert, string what, Person by, DateTimeOffset now) => incident.Alerts.Contains(alert)
        ? incident
        : (incident with { Alerts = [.. incident.Alerts, alert] }).With(now, Attached, $"attached alert #{alert} {what}", by);

    internal static Incident Take(this Incident incident, int step, bool skipped, Person by, DateTimeOffset now)
    {
        var steps = incident.Steps.ToList();
        steps[step] = steps[step] with { Done = new(by, now, skipped) };
        return (incident with { Steps = steps }).With(now, StepTaken, $"{(skipped ? "skipped" : "done")}: {steps[step].Text}", by);
    }

    internal static Incident Decide(this Incident incident, bool rollBack, string? reason, Person by, DateTimeOffset now) =>
        (incident with { ReviewWaits = false, ReviewAt = null })
            .With(now, ReviewDecided, rollBack ? "decides to roll back" : $"decides not to roll back: {reason}", by);

    internal static Incident InChannel(this Incident incident, Conversation channel, string name, DateTimeOffset now) =>
        (incident with { Place = new(channel, name, false, null) }).With(now, ChannelMade, $"moved to #{name}");

    /// <summary>It stays, or goes on, in its thread.</summary>
    internal static Incident WithoutChannel(this Incident incident, string why, DateTimeOffset now) =>
        (incident with { Place = new(null, null, false, why) }).With(now, ChannelRefused, $"goes on in its thread: {why}");

    internal static Incident Resolve(this Incident incident, IncidentResolution resolution, IncidentClock clock) =>
        (incident with
        {
            Status = IncidentStatus.Resolved,
            Resolved = resolution,
            Impact = resolution.Impact ?? incident.Impact,
            Times = incident.Times with { Mitigated = incident.Times.Mitigated ?? resolution.At },
            NextUpdateAt = null,
            Reminders = 0,
            ReviewAt = null,
            ReviewWaits = false,
            LeadUntil = null,
            ArchiveAt = incident.Place.Channel is not null && clock.Plan.Incidents.ArchiveAfter is { } after ? resolution.At + clock.Clock.Real(after) : null,
        }).With(resolution.At, Resolved, resolution.Summary.Length > 0 ? $"resolved: {resolution.Summary}" : "resolved", resolution.By);

    internal static Incident Reopen(this Incident incident, string reason, Person by, DateTimeOffset now, IncidentClock clock) =>
        (incident with
        {
            Status = IncidentStatus.Investigating,
            Resolved = null,
            ArchiveAt = null,
            LeadUntil = incident.Lead is null ? now + clock.LeadWithin(incident.Severity) : null,
            Times = incident.Times with { Mitigated = null },
            // What was archived cannot be spoken in any more.
            Place = incident.Place.Archived ? IncidentPlace.Thread : incident.Place,
        }).Remind(now, clock).With(now, Reopened, $"reopened: {reason}", by);

    internal static Incident Correct(this Incident incident, IncidentTimes times, DateTimeOffset? resolved, Person by, DateTimeOffset now)
    {
        var corrected = incident with { Times = times, Resolved = resolved is { } at ? incident.Resolved! with { At = at } : incident.Resolved };
        return corrected.With(now, Corrected, "corrected the times", by);
    }

    /// <summary>Not now: asked again later.</summary>
    internal static Incident Later(this Incident incident, DateTimeOffset now, IncidentClock clock) =>
        incident with { NextUpdateAt = now + clock.Clock.Real(Snooze), Reminders = 0 };

    /// <summary>Time has passed.</summary>
    internal static Incident Tick(this Incident incident, DateTimeOffset now, IncidentClock clock)
    {
        if (incident.ReviewAt <= now)
            incident = (incident with { ReviewAt = null, ReviewWaits = true }).With(now, ReviewDue, $"not resolved after {Durations.Words(clock.Clock.RoomTime(now - incident.OpenedAt))}: rollback review");
        if (incident.LeadUntil <= now)
            incident = (incident with { LeadUntil = null }).With(now, Unled, $"nobody leads it after {Durations.Words(clock.Plan.Alerts[incident.Severity].Acknowledge!.Value)}");
        if (incident.ArchiveAt <= now)
            incident = (incident with { ArchiveAt = null, Place = incident.Place with { Archived = true } }).With(now, Archived, "archived the channel");
        if (incident.NextUpdateAt <= now)
        {
            var reminders = incident.Reminders + 1;
            incident = incident with { Reminders = reminders, NextUpdateAt = reminders < clock.Plan.Incidents.Reminders ? now + clock.Every(incident.Severity) : null };
        }

        return incident;
    }

    /// <summary>When something of it falls due next by itself; null when nothing does.</summary>
    internal static DateTimeOffset? NextMoment(this Incident incident) => new[] { incident.ReviewAt, incident.LeadUntil, incident.ArchiveAt, incident.NextUpdateAt }.Min();

    /// <summary>Somebody has told how it stands: the next update is due an interval later.</summary>
    private static Incident Remind(this Incident incident, DateTimeOffset now, IncidentClock clock) =>
        incident with { NextUpdateAt = clock.Every(incident.Severity) is { } every ? now + every : null, Reminders = 0 };
}

/// <summary>What the transitions go by: the plan's rules, in the room's time.</summary>
internal sealed record IncidentClock(Plan Plan, RoomClock Clock)
{
    /// <summary>How long there is for somebody to take the lead, on the wall clock: as long as to acknowledge an alert so severe; null for no haste.</summary>
    public TimeSpan? LeadWithin(SignalSeverity severity) => Plan.Alerts[severity].Acknowledge is { } within ? Clock.Real(within) : null;

    /// <summary>How often an update is due, on the wall clock; null for never.</summary>
    public TimeSpan? Every(SignalSeverity severity) => Plan.Alerts[severity].UpdateEvery is { } every ? Clock.Real(every) : null;
}
