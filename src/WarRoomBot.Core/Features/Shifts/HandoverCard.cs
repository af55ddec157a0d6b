using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Shifts;

/// <summary>A hand-over: while it waits, all that the incoming person has to know; afterwards, who took what. Pure.</summary>
internal static class HandoverCard
{
    internal const string AcceptAction = "handover.accept";
    internal const string TakeBackAction = "handover.take-back";
    internal const string NoteAction = "handover.note";

    private const int MostListed = 6;

    internal static string Key(WarRoom room, int number) => room.Key($"handover/{number}");

    internal static Card Of(Handover handover, HandoverView view, WarRoom room, Plan plan)
    {
        var titles = new HandoverClock(plan, room, handover.OfferedAt).TitlesOf(handover);
        if (!handover.Waits)
            return Settled(handover, titles, room);
        var state = handover.Others.Count > 0 ? "not accepted, others called" : handover.Reminded ? "not accepted yet" : "waits to be accepted";
        var subject = RoomSubject.Of(room, handover.Number);
        return new(
            handover.Reminded ? Mark.Watch : Mark.Waiting,
            $"Hand-over · {titles} · {state}{room.RehearsalNote}",
            [
                new Line(Offer(handover, titles, room, plan)),
                .. Late(handover),
                .. Notes(handover),
                .. Section("Open alerts", view.Alerts, alert => Of(alert, handover)),
                .. Section("Open incidents", view.Incidents, incident => Of(incident, handover)),
                .. Section("Not answered", view.Unanswered, one => RichText.Of($"{one.Check} {Texts.Cut(one.Question.Text, 100)}")),
                new Line(Next(view)),
                new Buttons([
                    AcceptOf(handover, titles, room),
                    .. handover.From.Count > 0 || handover.By is not null ? [new("Take back", TakeBackAction, subject)] : (IEnumerable<Button>)[],
                    new("Add note", NoteAction, subject)]),
                new Context(Terms(handover)),
            ]);
    }

    internal static Button AcceptOf(Handover handover, string titles, WarRoom room) =>
        new("Accept", AcceptAction, RoomSubject.Of(room, handover.Number)) { Style = ButtonStyle.Primary, Label = Texts.Cut($"Accept: {titles}", 75) };

    internal static RichText Names(IReadOnlyList<Person> people) => RichText.Join(", ", people.Select(person => RichText.Of($"{person}")));

    private static Card Settled(Handover handover, string titles, WarRoom room)
    {
        var at = Span.Date(handover.SettledAt!.Value);
        var took = Durations.Words(room.Clock.RoomTime(handover.SettledAt!.Value - handover.OfferedAt));
        var stays = handover.From.Count > 0 ? Names(handover.From) + RichText.Of($" {(handover.From.Count > 1 ? "stay" : "stays")} responsible") : "Nobody holds it";
        var (mark, words, line) = handover.State switch
        {
            HandoverState.Accepted => (Mark.Done, "accepted", RichText.Of($"{handover.SettledBy!} took over{(handover.TakerFor(handover.SettledBy!) is { IsGroup: true } group ? RichText.Of($" for {group}") : "")}{(handover.From.Count > 0 ? RichText.Of($" from {Names(handover.From)}") : "")} {at}, after {took}{Along(handover)}")),
            HandoverState.TakenBack => (Mark.Off, "taken back", RichText.Of($"{handover.SettledBy!} took it back {at}: ") + stays),
            HandoverState.Replaced => (Mark.Off, "over", RichText.Of($"{handover.History[^1].Text} {at}")),
            _ => (Mark.Off, "not accepted", RichText.Of($"The room ended {at} before anybody accepted it: ") + stays),
        };
        return new(mark, $"Hand-over · {titles} · {words}", [new Line(line), .. Notes(handover)]);
    }

    private static string Along(Handover handover)
    {
        var went = new[]
        {
            handover.Alerts.Count > 0 ? $"alert {handover.Alerts.Select(number => $"#{number}").Humanize("and")}" : "",
            handover.Incidents.Count > 0 ? $"the lead of incident {handover.Incidents.Select(number => $"#{number}").Humanize("and")}" : "",
        }.Where(part => part.Length > 0).ToList();
        return went.Count > 0 ? $", with {went.Humanize("and")}" : "";
    }

    private static RichText Offer(Handover handover, string titles, WarRoom room, Plan plan)
    {
        var to = handover.To is { } person ? RichText.Of($"{person}") : "whoever presses Accept";
        var offer = (handover.From.Count, handover.To) switch
        {
            (0, null) => RichText.Of($"Nobody holds {titles}; it goes to whoever presses Accept"),
            (0, _) => RichText.Of($"{titles} goes to {to}"),
            _ => Names(handover.From) + RichText.Of($" {(handover.From.Count > 1 ? "hand" : "hands")} {titles} over to {to}"),
        };
        if (handover.Shift is not { } name || plan.Shifts[name] is not { } shift)
            return offer;
        var until = ShiftTimes.Next(plan, room.Clock, handover.DueAt, room.EndsAt, handover.Roles[0])?.At ?? room.EndsAt;
        return offer + (until is { } end ? RichText.Of($" · {shift.Title} until {Span.Date(end)}") : RichText.Of($" · {shift.Title}"));
    }

    private static IEnumerable<Element> Late(Handover handover)
    {
        if (handover.OfferedAt - handover.DueAt > TimeSpan.FromMinutes(1))
            yield return new Line(RichText.Of($"Posted late: the shift began {Span.Date(handover.DueAt)}, while the bot was down"));
    }

    private static IEnumerable<Element> Notes(Handover handover)
    {
        if (handover.Notes.Count == 0)
            yield break;
        var notes = handover.Notes.TakeLast(MostListed).Select(note => RichText.Of($"{Texts.Cut(note.Text, 600)} · {note.By}"));
        yield return new Line(RichText.Of($"{Span.Strong("Notes")}\n") + RichText.Join("\n", notes));
    }

    private static IEnumerable<Element> Section<T>(string title, IReadOnlyList<T> items, Func<T, RichText> line)
    {
        if (items.Count == 0)
        {
            yield return new Line(RichText.Of($"{Span.Strong(title)}: none"));
            yield break;
        }

        var lines = items.Take(MostListed).Select(line).ToList();
        if (items.Count > MostListed)
            lines.Add($"{items.Count - MostListed} more");
        yield return new Line(RichText.Of($"{Span.Strong(title)}\n") + RichText.Join("\n", lines));
    }

    private static RichText Of(Alert alert, Handover handover)
    {
        var line = RichText.Of($"{PlainText.Symbol(AlertWords.MarkOf(alert))} {alert.Severity.ToString()} #{alert.Number} {Texts.Cut(alert.Title, 80)} · ") + AlertWords.State(alert);
        return AlertHandOver.HeldBy([alert], handover.Leaving).Any() ? line + " · goes along" : line;
    }

    private static RichText Of(Incident incident, Handover handover) =>
        IncidentHandOver.LedBy([incident], handover.Leaving).Any() ? IncidentWords.InOneLine(incident) + " · goes along" : IncidentWords.InOneLine(incident);

    private static RichText Next(HandoverView view) => view.Next.Count == 0
        ? RichText.Of($"{Span.Strong("Next checks")}: none")
        : RichText.Of($"{Span.Strong("Next checks")}: ") + RichText.Join(" · ", view.Next.Select(check => RichText.Of($"{check.Name} {Span.Date(check.At)}")));

    private static RichText Terms(Handover handover)
    {
        var stays = handover.From.Count switch
        {
            0 => RichText.Of($"Until somebody accepts, nobody is responsible"),
            1 => RichText.Of($"Until it is accepted, {Names(handover.From)} stays responsible"),
            _ => RichText.Of($"Until it is accepted, {Names(handover.From)} stay responsible"),
        };
        var who = handover switch
        {
            { Others.Count: > 0 } => RichText.Of($" · {Names([.. new[] { handover.To }.OfType<Person>(), .. handover.Others])} can accept it"),
            { To: { IsGroup: true } group } => RichText.Of($" · whoever is in {group} can accept it"),
            { To: { } to } => RichText.Of($" · only {to} can accept it"),
            _ => RichText.Empty,
        };
        var next = handover switch
        {
            { WaitsUntil: null } => " · nobody is left to call",
            { Reminded: true, WaitsUntil: { } at } => RichText.Of($" · then others are called {Span.Time(at)}"),
            { WaitsUntil: { } at } => RichText.Of($" · reminded {Span.Time(at)}"),
        };
        return stays + who + next;
    }
}
