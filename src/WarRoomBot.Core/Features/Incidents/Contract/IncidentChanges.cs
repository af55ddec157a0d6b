using Humanizer;
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
    internal const string Unanswered = "incident-not-answered";
    internal const string Claimed = "incident-role";
    internal const string Joined = "incident-joined";
    internal const string Noted = "incident-note";
    internal const string Attached = "incident-alert";
    internal const string Heard = "incident-alert-news";
    internal const string StepTaken = "incident-step";
    internal const string ReviewDue = "incident-rollback-review";
    internal const string Follows = "incident-playbook";
    internal const string ReviewBegun = "incident-decision-begun";
    internal const string Answered = "incident-decision-answer";
    internal const string StepWanted = "incident-step-wanted";
    internal const string StepStarted = "incident-step-started";
    internal const string StepAnswered = "incident-step-answered";
    internal const string ReviewDecided = "incident-rollback-decided";
    internal const string ChannelMade = "incident-channel";
    internal const string ChannelRefused = "incident-no-channel";
    internal const string NotInvited = "incident-not-invited";
    internal const string Corrected = "incident-times";
    internal const string Resolved = "incident-resolved";
    internal const string Reopened = "incident-reopened";
    internal const string Said = "incident-message";
    internal const string Learned = "incident-learned";
    internal const string Archived = "incident-archived";

    internal const int LongestTitle = 150;

    /// <summary>People are asked for an update at this time at last, however soon they want to be asked again.</summary>
    internal static readonly TimeSpan Snooze = TimeSpan.FromMinutes(15);

    /// <summary>How often it is looked whether what keeps a channel open is over.</summary>
    private static readonly TimeSpan ArchiveAgain = TimeSpan.FromMinutes(15);

    /// <summary>It begins, as it was asked for.</summary>
    internal static Incident Open(Incident fresh, IncidentClock clock)
    {
        var playbook = fresh.Playbook is { } name ? clock.Plan.Playbook(name) : null;
        return (fresh with
        {
            Steps = [.. playbook?.Steps.Select(step => new PlaybookStep(step.Text, null)) ?? []],
            ReviewAt = playbook?.RollbackAfter is { } after ? fresh.OpenedAt + clock.Clock.Real(after) : null,
            LeadUntil = fresh.Lead is null ? fresh.OpenedAt + clock.LeadWithin(fresh.Severity) : null,
        }).Remind(fresh.OpenedAt, clock).With(fresh.OpenedAt, Opened, $"opened as {fresh.Severity}", fresh.OpenedBy);
    }

    /// <summary>It runs another playbook: what was done of the earlier one is in the timeline.</summary>
    internal static Incident Follow(this Incident incident, Playbook playbook, Person by, DateTimeOffset now, IncidentClock clock) => (incident with
    {
        Playbook = playbook.Name,
        Steps = [.. playbook.Steps.Select(step => new PlaybookStep(step.Text, null))],
        ReviewAt = playbook.RollbackAfter is { } after ? Later(incident.OpenedAt + clock.Clock.Real(after), now) : null,
        ReviewWaits = false,
        Path = [],
    }).With(now, Follows, $"follows the playbook {playbook.Title}", by);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

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

    /// <summary>Whoever led it is not there; somebody else is wanted at once.</summary>
    internal static Incident LoseLead(this Incident incident, string why, DateTimeOffset now) =>
        (incident with { Lead = null, LeadUntil = null, People = [.. incident.People.Where(person => person != incident.Lead)] })
            .With(now, Unled, $"{incident.Lead!.Name} {why}: nobody leads it now");

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

    /// <summary>Somebody wants a step done that a second person has to agree to.</summary>
    internal static Incident Want(this Incident incident, int step, Person by, DateTimeOffset now) =>
        incident.Put(step, incident.Steps[step] with { Run = new(incident.Timeline.Count, StepStage.Wanted, by, now) })
            .With(now, StepWanted, $"wants to start: {incident.Steps[step].Text}", by);

    internal static Incident Withdraw(this Incident incident, int step, Person by, DateTimeOffset now) =>
        incident.Put(step, incident.Steps[step] with { Run = null }).With(now, StepWanted, $"takes back: {incident.Steps[step].Text}", by);

    /// <summary>The bot is to do it now.</summary>
    internal static Incident Start(this Incident incident, int step, Person by, DateTimeOffset now)
    {
        var wanted = incident.Steps[step].Run is { Stage: StepStage.Wanted } run ? run.By : null;
        return incident.Put(step, incident.Steps[step] with { Run = new(incident.Timeline.Count, StepStage.UnderWay, wanted ?? by, now) { Second = wanted is null ? null : by } })
            .With(now, StepStarted, $"{(wanted is null ? "starts" : "agrees and starts")}: {incident.Steps[step].Text}", by);
    }

    /// <summary>What came of it.</summary>
    internal static Incident Finish(this Incident incident, int step, bool succeeded, string answer, string? output, DateTimeOffset now)
    {
        var run = incident.Steps[step].Run! with { Stage = succeeded ? StepStage.Succeeded : StepStage.Failed, At = now, Answer = answer, Output = output };
        return incident.Put(step, incident.Steps[step] with { Run = run, Done = succeeded ? new(run.By, now, false) : null })
            .With(now, StepAnswered, $"{incident.Steps[step].Text}: {(succeeded ? "" : "failed, ")}{answer}");
    }

    private static Incident Put(this Incident incident, int step, PlaybookStep changed) =>
        incident with { Steps = [.. incident.Steps.Select((other, place) => place == step ? changed : other)] };

    /// <summary>Somebody does not wait until the review comes up by itself.</summary>
    internal static Incident Review(this Incident incident, string title, Person by, DateTimeOffset now) =>
        (incident with { ReviewWaits = true, ReviewAt = null, Path = [] }).With(now, ReviewBegun, $"begins to decide: {title}", by);

    internal static Incident Answer(this Incident incident, string question, string answer, Person by, DateTimeOffset now) =>
        (incident with { Path = [.. incident.Path, new(question, answer, by, now)] }).With(now, Answered, $"{question} {answer}", by);

    internal static Incident TakeBack(this Incident incident, Person by, DateTimeOffset now) =>
        (incident with { Path = [.. incident.Path.SkipLast(1)] }).With(now, Answered, $"takes back: {incident.Path[^1].Question} {incident.Path[^1].Answer}", by);

    /// <param name="incident">In which it is decided.</param>
    /// <param name="what">What is decided, or decided against.</param>
    /// <param name="against">Why not, of somebody who decides against it; null for who decides to do it.</param>
    /// <param name="by">The lead; while nobody leads, whoever decides does from now on.</param>
    /// <param name="now">When.</param>
    internal static Incident Decide(this Incident incident, string what, string? against, Person by, DateTimeOffset now) =>
        ((incident.Lead is null ? incident.LeadBy(by, by, now) : incident) with { ReviewWaits = false, ReviewAt = null, Path = [] })
            .With(now, ReviewDecided, against is null ? $"decides: {what}" : $"decides against {what}: {against}", by);

    internal static Incident InChannel(this Incident incident, Conversation channel, string name, DateTimeOffset now) =>
        (incident with { Place = new(channel, name, false, null) }).With(now, ChannelMade, $"moved to #{name}");

    /// <summary>It stays, or goes on, in its thread.</summary>
    internal static Incident WithoutChannel(this Incident incident, string why, DateTimeOffset now) =>
        (incident with { Place = new(null, null, false, why), ArchiveAt = null }).With(now, ChannelRefused, $"goes on in its thread: {why}");

    internal static Incident Resolve(this Incident incident, IncidentResolution resolution, IncidentClock clock) =>
        (incident with
        {
            Status = IncidentStatus.Resolved,
            Resolved = resolution,
            Drafts = incident.Drafts + 1,
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

    internal static Incident Correct(this Incident incident, IncidentTimes times, DateTimeOffset? resolved, string what, Person by, DateTimeOffset now)
    {
        var corrected = incident with { Times = times, Resolved = resolved is { } at ? incident.Resolved! with { At = at } : incident.Resolved };
        return corrected.With(now, Corrected, $"corrected the times: {what}", by);
    }

    /// <summary>Its post-mortem is written from what is known now.</summary>
    internal static Incident Draft(this Incident incident) => incident with { Drafts = incident.Drafts + 1 };

    internal static Incident Learn(this Incident incident, IncidentLessons lessons, string? cause, string? impact, Person by, DateTimeOffset now) =>
        (incident with { Lessons = lessons, Impact = impact, Resolved = incident.Resolved! with { Cause = cause, Impact = impact } })
            .With(now, Learned, "completed the post-mortem", by);

    /// <summary>Its post-mortem is still on its way into the channel.</summary>
    internal static Incident KeepChannel(this Incident incident, DateTimeOffset now) => incident with { ArchiveAt = now + ArchiveAgain };

    /// <summary>A message stands in the timeline as it reads now.</summary>
    internal static Incident Keep(this Incident incident, MarkedMessage message)
    {
        if (incident.Messages.Contains(message))
            return incident;
        var others = incident.Messages.Where(one => !IsSame(one, message));
        return incident with { Messages = [.. others.Append(message).OrderBy(one => one.At)] };
    }

    internal static Incident Drop(this Incident incident, MarkedMessage message) => incident with { Messages = [.. incident.Messages.Where(one => !IsSame(one, message))] };

    private static bool IsSame(MarkedMessage one, MarkedMessage other) => one.Conversation == other.Conversation && one.Message == other.Message;

    /// <summary>Not now: asked again later.</summary>
    internal static Incident Later(this Incident incident, DateTimeOffset now, IncidentClock clock) =>
        incident with { NextUpdateAt = now + clock.Clock.Real(Snooze), Reminders = 0 };

    /// <summary>Time has passed.</summary>
    internal static Incident Tick(this Incident incident, DateTimeOffset now, IncidentClock clock)
    {
        if (incident.ReviewAt <= now)
            incident = (incident with { ReviewAt = null, ReviewWaits = true, Path = [] }).With(now, ReviewDue, $"not resolved after {Durations.Words(clock.Clock.RoomTime(now - incident.OpenedAt))}: rollback review");
        if (incident.LeadUntil <= now)
            incident = (incident with { LeadUntil = null }).With(now, Unled, $"nobody leads it after {Durations.Words(clock.Plan.Alerts[incident.Severity].Acknowledge!.Value)}");
        if (incident.ArchiveAt <= now)
            incident = (incident with { ArchiveAt = null, Place = incident.Place with { Archived = true } }).With(now, Archived, "archived the channel");
        if (incident.NextUpdateAt <= now)
        {
            var reminders = incident.Reminders + 1;
            var isLast = reminders >= clock.Plan.Incidents.Reminders;
            incident = incident with { Reminders = reminders, NextUpdateAt = isLast ? null : now + clock.Every(incident.Severity) };
            // A lead who does not answer has left, or sleeps.
            if (isLast && incident.Lead is { } lead)
                incident = incident.With(now, Unanswered, $"{lead.Name} leads it and has not answered {"reminder".ToQuantity(reminders)}");
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
