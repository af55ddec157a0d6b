using Humanizer;
using WarRoomBot.Chat;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Alerts.Contract;

/// <summary>What can happen to an alert. Pure: the same alert, the same moment, the same result.</summary>
internal static class AlertChanges
{
    internal const string Fired = "alert-fired";
    internal const string Returned = "alert-returned";
    internal const string Worsened = "alert-worsened";
    internal const string Escalated = "alert-escalated";
    internal const string CalledFor = "alert-called";
    internal const string Overdue = "alert-overdue";
    internal const string Acknowledged = "alert-acknowledged";
    internal const string Asked = "alert-asked";
    internal const string Reopened = "alert-unacknowledged";
    internal const string HolderGone = "alert-holder-gone";
    internal const string Muted = "alert-muted";
    internal const string Unmuted = "alert-unmuted";
    internal const string Stale = "alert-stale";
    internal const string Doubted = "alert-doubted";
    internal const string Passed = "alert-passed-on";
    internal const string Attached = "alert-attached";
    internal const string Resolved = "alert-resolved";
    internal const string Left = "alert-left";

    /// <summary>Two readings in a row that are well end an alert; one may be chance.</summary>
    private const int CalmReadings = 2;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>An alert that comes back within this time is the same one; one that flaps ends only after it was calm this long.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    /// <summary>It begins. Whoever stands at the foot of the ladder is called at once.</summary>
    /// <param name="by">Who raised it; null for a metric or a source.</param>
    internal static Alert Fire(Alert fresh, AlertClock clock, Person? by = null) =>
        fresh.With(fresh.FiredAt, Fired, by is not null ? "raised" : fresh.Storm is null ? Words(fresh) : $"storm of alerts from {fresh.Source}", by).Climb(fresh.FiredAt, clock);

    /// <summary>Whether it fired again so soon that it is the same alert, not a new one.</summary>
    internal static bool IsSoonAfter(this Alert alert, DateTimeOffset now, AlertClock clock) =>
        alert is { IsResolved: true, Resolved: { By: null } resolved } && clock.Clock.RoomTime(now - resolved.At) <= Soon;

    /// <summary>It was resolved and fires again. One that flaps stays with whoever has it.</summary>
    internal static Alert Return(this Alert alert, DateTimeOffset now, AlertClock clock)
    {
        var returns = alert.Returns.Where(at => clock.Clock.RoomTime(now - at) <= Hour).Append(now).ToList();
        var back = alert with { Returns = returns, Resolved = null, Held = false, Calm = 0, CalmSince = null, LastAt = now, Stale = false, Doubt = null };
        var text = back.IsFlapping ? $"back again, {returns.Count} times within the hour: flapping" : "back again";
        return back is { IsFlapping: true, Acknowledged: not null }
            ? (back with { State = AlertState.Acknowledged }).With(now, Returned, text)
            : back.WaitAnew(now, clock).With(now, Returned, text).Climb(now, clock);
    }

    /// <summary>It is heard of again, firing, with what is known of it now.</summary>
    internal static Alert Repeat(this Alert alert, Alert news, AlertClock clock)
    {
        var now = news.LastAt;
        var later = alert with
        {
            Repeats = alert.Repeats + 1,
            LastAt = now,
            ReadAt = news.ReadAt,
            Value = news.Value,
            Trend = news.Trend ?? alert.Trend,
            Detail = news.Detail ?? alert.Detail,
            Hint = news.Hint ?? alert.Hint,
            Playbook = news.Playbook ?? alert.Playbook,
            Link = news.Link ?? alert.Link,
            Peak = news.Peak is { } height && (alert.Peak is not { } before || Math.Abs(height.Height) > Math.Abs(before.Height)) ? height : alert.Peak,
            Calm = 0,
            CalmSince = null,
            Stale = false,
            Doubt = null,
        };
        if (news.Severity >= alert.Severity)
            return later;
        later = later with { Severity = news.Severity };
        var words = $"now {news.Severity} {clock.Rules[news.Severity].Name}{(news.Value is { } value ? $", {value}" : "")}";
        return alert.IsResolved
            ? (later with { Resolved = null, Held = false }).WaitAnew(now, clock).With(now, Worsened, words).Climb(now, clock)
            : alert.MutedUntil is not null ? later.With(now, Worsened, words)
            : later.WaitAnew(now, clock).With(now, Worsened, words).Climb(now, clock);
    }

    /// <summary>It reads as well. The second time in a row it is over; one that flaps has to stay well for a while.</summary>
    internal static Alert ReadsWell(this Alert alert, DateTimeOffset now, DateTimeOffset readAt, string? value, string? trend, AlertClock clock)
    {
        var calm = alert with { ReadAt = readAt, Calm = alert.Calm + 1, CalmSince = alert.CalmSince ?? now, Value = value ?? alert.Value, Trend = trend ?? alert.Trend };
        return calm.Calm < CalmReadings || (calm.IsFlapping && clock.Clock.RoomTime(now - calm.CalmSince!.Value) < Soon) ? calm : calm.Over(now, clock);
    }

    /// <summary>Its source says that it is over, or all of a storm is.</summary>
    internal static Alert Over(this Alert alert, DateTimeOffset now, AlertClock clock)
    {
        var over = alert with { Held = false, Stale = false, Doubt = null };
        if (alert.IsResolved)
            return over;
        var lasted = Durations.Words(clock.Clock.RoomTime(now - alert.FiredAt));
        return (over with { State = AlertState.Resolved, Resolved = new(null, now), MutedUntil = null, AskedAt = null })
            .With(now, Resolved, $"over by itself after {lasted}");
    }

    internal static Alert ResolveBy(this Alert alert, Person by, DateTimeOffset now, AlertClock clock)
    {
        var lasted = Durations.Words(clock.Clock.RoomTime(now - alert.FiredAt));
        return (alert with { State = AlertState.Resolved, Resolved = new(by, now), Held = alert.IsWatched, MutedUntil = null, AskedAt = null })
            .With(now, Resolved, $"resolved after {lasted}", by);
    }

    /// <param name="by">Null when it was acknowledged at the source, which <paramref name="where"/> then names.</param>
    internal static Alert Acknowledge(this Alert alert, Person? by, string? where, DateTimeOffset now, AlertClock clock)
    {
        var took = clock.Clock.RoomTime(now - alert.WaitsSince);
        var target = clock.Rules[alert.Severity].Acknowledge is { } within ? $"target {Durations.Words(within)}" : "target next business day";
        var text = $"acknowledged{(where is null ? "" : $" in {where}")} after {Durations.Words(took)} ({target})";
        return (alert with { State = AlertState.Acknowledged, Acknowledged = new(by, now, took), AskedAt = null, Overdue = false })
            .With(now, Acknowledged, text, by);
    }

    /// <summary>An incident was opened for it: whoever did so has it in hand.</summary>
    internal static Alert AttachTo(this Alert alert, int incident, Person by, DateTimeOffset now, AlertClock clock)
    {
        var taken = alert.State == AlertState.Firing ? alert.Acknowledge(by, null, now, clock) : alert;
        return (taken with { Incident = incident }).With(now, Attached, $"attached to incident #{incident}", by);
    }

    /// <summary>Somebody says that they are still on it.</summary>
    internal static Alert Confirm(this Alert alert, Person by, DateTimeOffset now) =>
        (alert with { AskedAt = null, Acknowledged = alert.Acknowledged! with { By = by, At = now } }).With(now, Acknowledged, "still on it", by);

    /// <summary>Whoever had it in hand is not there any more.</summary>
    /// <param name="why">In words, to stand behind their name.</param>
    internal static Alert LoseHolder(this Alert alert, string why, DateTimeOffset now, AlertClock clock) =>
        alert.WaitAnew(now, clock).With(now, HolderGone, $"{alert.Acknowledged!.By!.Name} {why}: not acknowledged any more").Climb(now, clock);

    internal static Alert Mute(this Alert alert, Person by, DateTimeOffset until, string reason, DateTimeOffset now) =>
        (alert with { MutedUntil = until, AskedAt = null }).With(now, Muted, reason.Length > 0 ? $"muted: {reason}" : "muted", by);

    /// <summary>The silence is over. What nobody had acknowledged waits anew.</summary>
    internal static Alert Unmute(this Alert alert, Person? by, DateTimeOffset now, AlertClock clock)
    {
        var heard = (alert with { MutedUntil = null }).With(now, Unmuted, by is null ? "no longer muted: the time is over" : "no longer muted", by);
        return heard.State == AlertState.Firing ? heard.WaitAnew(now, clock).Climb(now, clock) : heard;
    }

    /// <summary>The room ended while it was open: nobody looks at it any more, and no silence or question lasts longer than the room.</summary>
    internal static Alert Leave(this Alert alert, DateTimeOffset now) =>
        (alert with { MutedUntil = null, AskedAt = null, LeftAt = now }).With(now, Left, "still open when the room ended");

    /// <summary>Calls the next step of the ladder now; null when there is none left.</summary>
    internal static Alert? Escalate(this Alert alert, Person by, DateTimeOffset now, AlertClock clock)
    {
        var ladder = clock.Ladder(alert.Severity);
        return alert.Called >= ladder.Count ? null : alert.Call(ladder[alert.Called], now, by);
    }

    /// <summary>Calls, beside the ladder, the people of one of the plan's rules; once.</summary>
    internal static Alert CallFor(this Alert alert, int rule, CallRule call, string why, DateTimeOffset now) =>
        (alert with { CallsMade = [.. alert.CallsMade, rule] }).With(now, CalledFor, why, roles: call.Notify);

    /// <summary>Somebody takes over what another one had acknowledged; how long that took stays.</summary>
    internal static Alert PassTo(this Alert alert, Person to, DateTimeOffset now) =>
        (alert with { Acknowledged = alert.Acknowledged! with { By = to } }).With(now, Passed, $"taken over from {alert.Acknowledged!.By?.Name}", to);

    internal static Alert Doubtful(this Alert alert, string doubt, DateTimeOffset now) =>
        alert.Doubt == doubt ? alert : (alert with { Doubt = doubt }).With(now, Doubted, $"said to be over, but {doubt}");

    /// <summary>All that has fallen due by now.</summary>
    internal static Alert Tick(this Alert alert, DateTimeOffset now, AlertClock clock)
    {
        if (alert is { IsResolved: true, Held: true } && now >= alert.Resolved!.At + clock.Clock.Real(clock.Rules.AskAgain))
            alert = alert with { Held = false };
        if (alert.IsResolved)
            return alert;
        if (alert.MutedUntil <= now)
            alert = alert.Unmute(null, now, clock);
        if (!alert.Stale && StaleAt(alert) <= now)
            alert = (alert with { Stale = true }).With(now, Stale, $"nothing heard from {alert.Source} for {Durations.Words(now - alert.LastAt)}");
        if (alert is { State: AlertState.Acknowledged, MutedUntil: null })
        {
            if (alert.AskedAt is { } asked && asked + clock.Clock.Real(clock.Rules.AnswerWithin) <= now)
                return alert.WaitAnew(now, clock).With(now, Reopened, "no answer: not acknowledged any more").Climb(now, clock);
            if (alert.AskedAt is null && AskAt(alert, clock) <= now)
                return (alert with { AskedAt = now }).With(now, Asked, "asked whether somebody is still on it");
        }

        return alert.Climb(now, clock);
    }

    /// <summary>When something of it falls due next by itself; null when nothing does.</summary>
    internal static DateTimeOffset? NextMoment(this Alert alert, DateTimeOffset now, AlertClock clock)
    {
        if (alert.FoldedInto is not null || alert.LeftAt is not null)
            return null;
        if (alert.IsResolved)
            return alert.Held ? alert.Resolved!.At + clock.Clock.Real(clock.Rules.AskAgain) : null;
        var moments = new List<DateTimeOffset?> { alert.MutedUntil, alert.Stale ? null : StaleAt(alert) };
        if (alert.Waits)
        {
            moments.Add(clock.StepAt(alert, alert.Called));
            if (!alert.Overdue)
                moments.AddRange([alert.Deadline, CountDownAt(alert, now)]);
        }

        if (alert is { State: AlertState.Acknowledged, MutedUntil: null })
            moments.Add(alert.AskedAt is { } asked ? asked + clock.Clock.Real(clock.Rules.AnswerWithin) : AskAt(alert, clock));
        return moments.Min();
    }

    /// <summary>What is said of it in the record and to the people called.</summary>
    internal static string Words(Alert alert) => string.Join(" ", new[] { alert.Title, alert.Value }.OfType<string>());

    /// <summary>The card counts down by the minute at last, by five before; hours away nobody looks at minutes.</summary>
    private static DateTimeOffset? CountDownAt(Alert alert, DateTimeOffset now) => (alert.Deadline - now).TotalMinutes switch
    {
        <= 5 => now + TimeSpan.FromMinutes(1),
        <= 60 => now + TimeSpan.FromMinutes(5),
        _ => null,
    };

    private static DateTimeOffset AskAt(Alert alert, AlertClock clock) => alert.Acknowledged!.At + clock.Clock.Real(clock.Rules.AskAgain);

    /// <summary>Sources repeat in their own time, not the room's; one repetition may be lost.</summary>
    private static DateTimeOffset? StaleAt(Alert alert) => alert.RepeatsWithin is { } within ? alert.LastAt + (2 * within) : null;

    private static Alert WaitAnew(this Alert alert, DateTimeOffset now, AlertClock clock) => alert with
    {
        State = AlertState.Firing,
        WaitsSince = now,
        Deadline = clock.DeadlineFrom(alert.Severity, now),
        Called = 0,
        Overdue = false,
        AskedAt = null,
    };

    private static Alert Climb(this Alert alert, DateTimeOffset now, AlertClock clock)
    {
        if (!alert.Waits)
            return alert;
        if (!alert.Overdue && alert.Deadline <= now)
            alert = (alert with { Overdue = true }).With(now, Overdue, "not acknowledged in time");
        var ladder = clock.Ladder(alert.Severity);
        while (clock.StepAt(alert, alert.Called) <= now)
            alert = alert.Call(ladder[alert.Called], now, null);
        return alert;
    }

    private static Alert Call(this Alert alert, EscalationStep step, DateTimeOffset now, Person? by) =>
        (alert with { Called = alert.Called + 1 }).With(now, Escalated, $"called {step.Notify.Humanize("and")}", by, step.Notify);
}
