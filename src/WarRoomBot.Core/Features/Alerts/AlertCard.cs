using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Alerts;

/// <summary>An alert as people see it: what is wrong, how long there is to take it, who is called next, what to do. Pure.</summary>
internal static class AlertCard
{
    internal const string AcknowledgeAction = "alert.acknowledge";
    internal const string EscalateAction = "alert.escalate";
    internal const string MuteAction = "alert.mute";
    internal const string UnmuteAction = "alert.unmute";
    internal const string ResolveAction = "alert.resolve";
    internal const string StillOnItAction = "alert.still-on-it";

    /// <summary>What happened to it, the newest; all of it is in the record.</summary>
    private const int MostHistory = 5;

    internal static string Key(WarRoom room, int number) => AlertFacts.CardOf(room, number);

    internal static Card Of(Alert alert, WarRoom room, Plan plan, DateTimeOffset now)
    {
        var clock = AlertClock.Of(plan, room.Clock);
        var title = $"{alert.Severity} {clock.Rules[alert.Severity].Name} · {Texts.Cut(AlertChanges.Words(alert), 120)} · {AlertWords.InShort(alert)}{room.RehearsalNote}";
        if (alert.IsResolved)
            return new(Mark.Done, title, [new Line(Resolved(alert, room)), new Context(History(alert, room, plan))]);
        return new(AlertWords.MarkOf(alert), title,
        [
            .. State(alert),
            .. Facts(alert),
            .. room.IsOpen ? Ladder(alert, room, plan, clock, now) : [new Line("The room ended while this was open: nobody is called any more.")],
            .. WhatToDo(alert, plan),
            .. room.IsOpen ? [new Buttons([.. ButtonsOf(alert, room, clock)])] : Array.Empty<Element>(),
            new Context(History(alert, room, plan)),
        ]);
    }

    /// <summary>The state at more length, where there is more to say than the title does.</summary>
    private static IEnumerable<Element> State(Alert alert)
    {
        var state = alert is { State: AlertState.Firing, MutedUntil: null, Stale: false, Doubt: null } ? RichText.Empty : AlertWords.State(alert);
        if (alert is { State: AlertState.Acknowledged, MutedUntil: null, Stale: false, Doubt: null, Acknowledged: { } taken })
            state += RichText.Of($" after {Durations.Words(taken.Took)}");
        var flapping = alert.IsFlapping ? $"flapping: came back {"time".ToQuantity(alert.Returns.Count)} within the hour" : "";
        if (RichText.Join(" · ", [state, flapping]) is { Count: > 0 } said)
            yield return new Line(said);
    }

    private static IEnumerable<Element> Facts(Alert alert)
    {
        if (alert.Storm is { } storm)
        {
            if (storm.Named.Count > 0)
                yield return new Line(RichText.Of($"{Span.Strong("P0")} {storm.Named.Humanize("and")}{(storm.Urgent > storm.Named.Count ? $" and {storm.Urgent - storm.Named.Count} more" : "")}"));
            var many = storm.Rules.Where(rule => rule.Key.Length > 0 && rule.Value > 1).OrderByDescending(rule => rule.Value).ToList();
            var others = storm.Count - many.Sum(rule => rule.Value);
            if (many.Count > 0)
                yield return new Line(string.Join(" · ", many.Select(rule => $"{rule.Key} {rule.Value}").Concat(others > 0 ? [$"others {others}"] : [])));
            yield return new Line($"{storm.Open} still firing · the worst and the newest in the thread");
            yield break;
        }

        if (alert.Value is { } value)
            yield return new Rows([new(Mark.None, alert.Title, value, alert.Trend, alert.Detail ?? "")]);
        else if (alert.RaisedBy is { } by)
            yield return new Line(Raised(alert, by));
        else if (alert.Detail is { } detail)
            yield return new Line(detail);
        var since = RichText.Of($"#{alert.Number} · since {Span.Date(alert.FiredAt)}");
        if (alert.Source is { } source)
            since += RichText.Of($" · from {source}");
        if (alert is { Source: not null, Repeats: > 0 })
            since += $" · repeated {"time".ToQuantity(alert.Repeats)}";
        if (alert.Peak is { } peak)
            since += RichText.Of($" · peak {peak.Value} at {Span.Time(peak.At)}");
        yield return new Line(since);
    }

    /// <summary>What somebody wrote, and who thought it worth an alert.</summary>
    private static RichText Raised(Alert alert, Person by) => (alert.Author, alert.Detail) switch
    {
        (null, { } words) => RichText.Of($"Raised by {by}:\n{words}"),
        ({ } author, { } words) when author == by => RichText.Of($"{by} wrote:\n{words}"),
        ({ } author, { } words) => RichText.Of($"{author} wrote, and {by} raised it:\n{words}"),
        ({ } author, null) when author != by => RichText.Of($"Raised by {by}, from a message of {author}"),
        _ => RichText.Of($"Raised by {by}, from a message"),
    };

    /// <summary>How long there is, and who is called next and when.</summary>
    private static IEnumerable<Element> Ladder(Alert alert, WarRoom room, Plan plan, AlertClock clock, DateTimeOffset now)
    {
        if (!alert.Waits)
            yield break;
        var left = alert.Deadline - now;
        var within = clock.Rules[alert.Severity].Acknowledge is { } time ? $"within {Durations.Words(time)}" : "by the end of the next business day";
        var line = alert.Overdue
            ? RichText.Of($"{Span.Strong("Overdue")} since {Span.Date(alert.Deadline)}")
            : left <= TimeSpan.FromHours(1)
                ? RichText.Of($"Acknowledge {within}: {Span.Strong($"{Durations.Words(left)} left")}")
                : RichText.Of($"Acknowledge {within}, until {Span.Date(alert.Deadline)}");
        var ladder = clock.Ladder(alert.Severity);
        var next = Enumerable.Range(alert.Called, ladder.Count - alert.Called)
            .Select(step => RichText.Of($"{Names(ladder[step].Notify, room, plan)} {Span.Time(clock.StepAt(alert, step)!.Value)}"));
        yield return new Line(RichText.Join(" · then ", [line, RichText.Join(", ", next)]));
    }

    private static IEnumerable<Element> WhatToDo(Alert alert, Plan plan)
    {
        var playbook = alert.Playbook is { } name ? plan.Playbook(name) : null;
        var parts = new List<RichText>();
        if (alert.Incident is { } incident)
            parts.Add(RichText.Of($"{Span.Strong($"Incident #{incident}")} is about it"));
        if (alert.Hint is { } hint)
            parts.Add(RichText.Of($"{Span.Strong("Do:")} {hint}"));
        if (playbook is not null)
            parts.Add(playbook.Link is { } link ? RichText.Of($"Playbook {new Link(playbook.Title, link)}") : $"Playbook {playbook.Title}, in the thread");
        if (alert.Link is { } where)
            parts.Add(RichText.Of($"{new Link(alert.RaisedBy is null ? "Look closer" : "Read the message", where)}"));
        if (parts.Count > 0)
            yield return new Line(RichText.Join(" · ", parts));
    }

    internal static IEnumerable<Button> ButtonsOf(Alert alert, WarRoom room, AlertClock clock)
    {
        var subject = RoomSubject.Of(room, alert.Number);
        if (alert.MutedUntil is not null)
        {
            yield return new("Unmute", UnmuteAction, subject);
            yield return new("Resolve", ResolveAction, subject);
            yield break;
        }

        if (alert.AskedAt is not null)
            yield return new("Still on it", StillOnItAction, subject) { Style = ButtonStyle.Primary };
        if (alert.State == AlertState.Firing)
            yield return new("Acknowledge", AcknowledgeAction, subject) { Style = ButtonStyle.Primary };

        if (alert.Incident is null)
            yield return new("Open incident", AlertIncidents.OpenAction, subject);
        if (alert.State == AlertState.Firing && alert.Called < clock.Ladder(alert.Severity).Count)
            yield return new("Escalate", EscalateAction, subject);
        if (alert.Storm is null)
            yield return new("Mute 1h", MuteAction, subject);
        yield return new("Resolve", ResolveAction, subject);
    }

    private static RichText Resolved(Alert alert, WarRoom room)
    {
        var resolved = alert.Resolved!;
        var lasted = Durations.Words(room.Clock.RoomTime(resolved.At - alert.FiredAt));
        var who = resolved.By is { } by ? RichText.Of($"Resolved by {by}") : "Over by itself";
        var line = who + RichText.Of($" {Span.Date(resolved.At)} · lasted {lasted}");
        if (alert.Peak is { } peak)
            line += RichText.Of($" · peak {peak.Value} at {Span.Time(peak.At)}");
        if (alert.Storm is { } storm)
            line += $" · {"alert".ToQuantity(storm.Count)}";
        return alert.Held ? line + " · still bad when it was resolved" : line;
    }

    private static RichText History(Alert alert, WarRoom room, Plan plan)
    {
        var shown = alert.History.TakeLast(MostHistory).Select(entry =>
            RichText.Of($"{Span.Time(entry.At)} ")
            + (entry.Roles.Count > 0 ? RichText.Of($"called {Names(entry.Roles, room, plan)}") : entry.Text)
            + (entry.By is { } by ? RichText.Of($" by {by}") : RichText.Empty));
        var more = alert.History.Count - MostHistory;
        return (more > 0 ? RichText.Of($"{more} earlier · ") : RichText.Empty) + RichText.Join(" · ", shown);
    }

    internal static RichText Names(IEnumerable<string> roles, WarRoom room, Plan plan) =>
        RichText.Join(", ", roles.Select(role => room.Names(plan.Role(role)!)));
}
