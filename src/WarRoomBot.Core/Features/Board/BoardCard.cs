using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Checks.Contract;
using WarRoomBot.Features.Feedback.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Features.Board;

/// <summary>The room's one pinned card: how things stand, what comes next, who is there. Pure.</summary>
internal static class BoardCard
{
    internal const string StatusAction = "board.status";

    internal static string Key(WarRoom room) => room.Key("board");

    internal static Card Of(BoardView view)
    {
        var room = view.Room;
        var title = string.Join(" · ", new[] { view.Plan.Title, room.Version, Worst(view) }.Where(part => part.Length > 0));
        if (!room.IsOpen)
            return new(Mark.Off, $"{title} · ended", [new Line(Ended(view)), .. Figures(view), .. Given(view), new Context(Answers(view))]);
        var elements = new List<Element> { new Line(Clock(view)) };
        if (People(view) is { Count: > 0 } people)
            elements.Add(new Line(people));
        elements.AddRange(Figures(view));
        elements.AddRange(Given(view));
        elements.AddRange(Open(view));
        if (Blind(view) is { Count: > 0 } blind)
            elements.Add(new Line(blind));
        if (view.HeldBack is { Count: > 0, Since: { } oldest })
            elements.Add(new Line(RichText.Of($"{PlainText.Symbol(Mark.Waiting)} {Span.Strong($"Chat is slow: {"message".ToQuantity((int)view.HeldBack.Count)} held back")} since {Span.Time(oldest)}; the most urgent go first")));
        if (view.Waiting > 0)
            elements.Add(new Line($"{PlainText.Symbol(Mark.Waiting)} {"question".ToQuantity(view.Waiting)} waiting for an answer"));
        elements.Add(new Buttons([
            new("Status now", StatusAction, ""),
            new("Log a note", LogForm.Action, ""),
            .. view.Page is { } page ? [new("Room page", "", "") { Address = page }] : (IEnumerable<Button>)[]]));
        elements.Add(new Context(Updated(view)));
        return room.BlindSince is { } since
            ? new(Mark.Off, $"{title} · No network: measurements stopped at {since:HH:mm} UTC{room.RehearsalNote}", elements)
            : new(MarkOf(view), $"{title}{room.RehearsalNote}", elements);
    }

    /// <summary>The figures, worst first among those that are not normal; when many are normal, the last of them are only counted.</summary>
    internal static IEnumerable<Element> Figures(BoardView view)
    {
        const int most = 12;
        if (view.Standings.Count == 0)
            yield break;
        var shown = view.Standings.OrderBy(standing => standing.Level is Level.Normal or Level.OffTarget ? 1 : 0).Take(most).ToHashSet();
        var rows = view.Standings.Where(shown.Contains).OrderBy(standing => standing.Level is Level.Normal or Level.OffTarget ? Level.Normal : standing.Level);
        yield return new Rows([.. rows.Select(standing => ValueWords.Row(standing, view.Room.Clock, view.Now))]);
        if (view.Standings.Count > most)
            yield return new Line($"{view.Standings.Count - most} more normal");
    }

    /// <summary>What people counted and what users said: nothing measures it, so it says how old it is.</summary>
    private static IEnumerable<Element> Given(BoardView view)
    {
        const int most = 8;
        var newest = FeedbackWords.Newest(view.Plan, view.Given).ToList();
        var figures = newest.Take(most).Select(one => RichText.Of($"{FeedbackWords.Of(one.Figure, one.Value.Value)} ({Span.Date(one.Value.At)})"));
        var feedback = view.Feedback.All > 0 ? $"feedback: {FeedbackWords.Of(view.Feedback)}" : "";
        var more = newest.Count > most ? $"{newest.Count - most} more figures" : "";
        if (RichText.Join(" · ", [.. figures, more, feedback]) is { Count: > 0 } line)
            yield return new Line("From people: " + line);
    }

    internal static Mark MarkOf(BoardView view)
    {
        var worst = view.Standings.Select(standing => standing.Level).DefaultIfEmpty(Level.Normal).Min();
        return worst == Level.Critical || view.Alerts.Any(alert => alert is { IsUrgent: true, MutedUntil: null }) || view.Incidents.Any(incident => incident.IsUrgent) ? Mark.Bad
            : worst == Level.Warning || view.Alerts.Count > 0 || view.OpenIncidents > 0 ? Mark.Watch
            : Mark.Good;
    }

    /// <summary>The open incidents, then the open alerts, the most severe first; where there are many, the last of them are only counted.</summary>
    private static IEnumerable<Element> Open(BoardView view)
    {
        const int most = 5;
        foreach (var incident in view.Incidents)
            yield return new Line(IncidentWords.InOneLine(incident));
        if (view.OpenIncidents > view.Incidents.Count)
            yield return new Line($"{view.OpenIncidents - view.Incidents.Count} more incidents");
        foreach (var alert in view.Alerts.OrderBy(alert => alert.Severity).ThenBy(alert => alert.Number).Take(most))
            yield return new Line(RichText.Of($"{PlainText.Symbol(AlertWords.MarkOf(alert))} {Span.Strong($"{alert.Severity} #{alert.Number}")} {Texts.Cut(alert.Title, 80)} · ") + AlertWords.State(alert));
        if (view.Alerts.Count > most)
            yield return new Line($"{view.Alerts.Count - most} more alerts");
    }

    /// <summary>The worst state in words, beside the symbol that says the same; empty when all is well.</summary>
    private static string Worst(BoardView view)
    {
        var critical = view.Standings.Count(standing => standing.Level == Level.Critical);
        var warning = view.Standings.Count(standing => standing.Level == Level.Warning);
        var alerts = view.Alerts.Count > 0 ? "alert".ToQuantity(view.Alerts.Count) : "";
        var incidents = view.OpenIncidents > 0 ? "incident".ToQuantity(view.OpenIncidents) : "";
        return string.Join(", ", new[] { alerts, incidents, critical > 0 ? $"{critical} critical" : "", warning > 0 ? "warning".ToQuantity(warning) : "" }.Where(part => part.Length > 0));
    }

    private static RichText Clock(BoardView view)
    {
        var (room, now) = (view.Room, view.Now);
        if (view.Elapsed < TimeSpan.Zero)
            return RichText.Of($"T0 at {Span.Date(room.StartsAt)}, in {Durations.Words(room.StartsAt - now)}");
        var next = view.NextCheck is { } check ? NextCheck(check, now) : "no more checks";
        return (room.EndsAt is { } endsAt
            ? RichText.Of($"{Span.Strong(Durations.Offset(view.Elapsed))} of {Durations.Words(room.Clock.RoomTime(endsAt - room.StartsAt))} · {view.Phase?.Name ?? "no phase"} · {next} · ends {Span.Date(endsAt)}")
            : RichText.Of($"{Span.Strong("Standing room")}, without an end · open since {Span.Date(room.StartsAt)} · {next}")) + Gate(view);
    }

    /// <summary>What is being decided, or will be next.</summary>
    private static RichText Gate(BoardView view)
    {
        if (view.Gates is [var open, ..] && view.Plan.Gate(open.Name) is { } planned)
            return RichText.Of($" · {Span.Strong(planned.Title)} is open until {Span.Date(open.Deadline)}");
        return view.NextGate is { } next ? RichText.Of($" · {next.Planned.Title} in {Durations.Words(next.At - view.Now)}") : RichText.Empty;
    }

    /// <summary>With its day when that is not the next.</summary>
    private static RichText NextCheck(NextCheck check, DateTimeOffset now) => check.At - now < TimeSpan.FromHours(24)
        ? RichText.Of($"next check {Span.Time(check.At)} (in {Durations.Words(check.At - now)})")
        : RichText.Of($"next check {Span.Date(check.At)}");

    /// <summary>What the room can no longer see since the bot was started with other settings.</summary>
    private static RichText Blind(BoardView view)
    {
        var unset = view.Plan.Metrics.Where(metric => metric.Probe is UnsetProbe).ToList();
        return UnsetProbe.Of(unset) is not { } probe
            ? RichText.Empty
            : $"{PlainText.Symbol(Mark.Watch)} {probe.Why}: {"metric".ToQuantity(unset.Count)} cannot be read. Set it in the bot's environment and start the bot again.";
    }

    private static RichText People(BoardView view) => RichText.Join(
        " · ",
        view.Plan.Roles.Where(role => view.Room.Holders(role.Name).Count > 0).Select(role => RichText.Of($"{role.Title} {view.Room.Names(role)}") + Until(view, role)));

    /// <summary>When whoever holds a role is relieved; empty when nobody comes.</summary>
    private static RichText Until(BoardView view, Role role)
    {
        if (view.Handovers.FirstOrDefault(handover => handover.Roles.Contains(role.Name)) is { } waiting)
            return RichText.Of($" (until {(waiting.To is { } to ? RichText.Of($"{to}") : "somebody")} accepts)");
        if (ShiftTimes.Next(view.Plan, view.Room.Clock, view.Now, view.Room.EndsAt, role.Name) is not { } next)
            return RichText.Empty;
        return RichText.Of($" (until {(next.At - view.Now < TimeSpan.FromHours(20) ? Span.Time(next.At) : Span.Date(next.At))})");
    }

    private static RichText Answers(BoardView view) => view.Checks.Count == 0
        ? RichText.Empty
        : $"checks answered {view.Answered}/{view.Checks.Count}{(view.Missed > 0 ? $" · {view.Missed} missed" : "")}";

    private static RichText Updated(BoardView view) =>
        RichText.Join(" · ", [RichText.Of($"Updated {new Moment(view.Now, MomentStyle.TimeWithSeconds)}"), Answers(view)]);

    private static RichText Ended(BoardView view)
    {
        var room = view.Room;
        var planned = room.EndsAt is { } endsAt ? $" of {Durations.Words(room.Clock.RoomTime(endsAt - room.StartsAt))}" : "";
        return RichText.Of($"Ended {Span.Date(room.EndedAt!.Value)}, after {Durations.Words(room.Clock.Offset(room.EndedAt.Value))}{planned}");
    }
}
