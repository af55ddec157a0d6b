using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Alerts;

/// <summary>What follows from a change of an alert: its card, its next moment, a line in the record for whatever happened, a word to whoever was called. Pure.</summary>
internal static class AlertEffects
{
    internal const string Due = "alert";

    /// <param name="before">Null for an alert that is new.</param>
    internal static Outcome Of(Alert? before, Alert after, WarRoom room, Plan plan, DateTimeOffset now)
    {
        var outcome = new Outcome();
        var news = after.History.Skip(before?.History.Count ?? 0).ToList();
        foreach (var entry in news)
            outcome.Add(new Record(room.Id, entry.What, entry.By, $"#{after.Number} {after.Title}: {entry.Text}"));
        if (news.Count > 0)
            outcome.Add(RoomFacts.Of(RoomFacts.Changed, room));
        foreach (var fact in news.Select(entry => AlertIncidents.Of(after, entry, room)).OfType<Fact>())
            outcome.Add(fact);
        if (after.FoldedInto is not null)
            return outcome;
        if (news.Count > 0 && plan.Alerts.WaysOut.Count > 0)
            outcome.Add(new Fact(AlertFacts.Changed, room.Lane, RoomSubject.Of(room, after.Number)));

        outcome.Add(new Show(AlertCard.Key(room, after.Number), room.Conversation, AlertCard.Of(after, room, plan, now))
        {
            Priority = PriorityOf(after),
        });
        foreach (var (entry, number) in news.Select((entry, place) => (entry, place + (before?.History.Count ?? 0))))
        {
            var key = AlertCard.Key(room, after.Number);
            if (Word(entry, after, room, plan) is { } word)
                outcome.Add(new Notice($"{key}/{number}", room.Conversation, Card.Text(word)) { ThreadOf = key, Priority = PriorityOf(after) });

            // The card may have scrolled away, and an edit is not noticed. One that flaps has been noticed.
            if ((entry.What is AlertChanges.Returned or AlertChanges.Worsened && !after.IsFlapping) || (entry.What is AlertChanges.HolderGone && after.MutedUntil is null))
                outcome.Add(new Notice($"{key}/{number}/again", room.Conversation, Card.Text(Again(entry, after))) { Priority = PriorityOf(after) });
        }

        if (after.Playbook != before?.Playbook && Playbook(after, room, plan) is { } playbook)
            outcome.Add(playbook);

        return outcome.Add(after.NextMoment(now, AlertClock.Of(plan, room.Clock)) is { } next
            ? new FallsDue(DueKey(room, after.Number), room.Lane, Due, next > now ? next : now, RoomSubject.Of(room, after.Number))
            : new CallOff(DueKey(room, after.Number)));
    }

    internal static string DueKey(WarRoom room, int number) => AlertCard.Key(room, number);

    private static Priority PriorityOf(Alert alert) => alert.IsUrgent && !alert.IsResolved ? Priority.Urgent : Priority.Routine;

    /// <summary>What is said in the alert's thread, so that the people named are notified; null when the card says enough.</summary>
    private static RichText? Word(Happening entry, Alert alert, WarRoom room, Plan plan)
    {
        var what = $"{alert.Severity} {Texts.Cut(AlertChanges.Words(alert), 200)}";
        return entry.What switch
        {
            AlertChanges.Escalated when entry.By is { } by => RichText.Of($"{AlertCard.Names(entry.Roles, room, plan)}: {by} asks you to take {what}"),
            AlertChanges.Escalated => RichText.Of($"{AlertCard.Names(entry.Roles, room, plan)}: please acknowledge {what}"),
            AlertChanges.CalledFor => RichText.Of($"{AlertCard.Names(entry.Roles, room, plan)}: {what}, {entry.Text}"),
            AlertChanges.Asked when alert.Acknowledged?.By is { } holder => RichText.Of($"{holder}: {what} is not over. Still on it? Please press the button on the alert; without an answer others are called"),
            AlertChanges.Asked => $"{what} is not over. Is somebody on it? Please press the button on the alert; without an answer people are called",
            _ => null,
        };
    }

    private static RichText Again(Happening entry, Alert alert) =>
        RichText.Of($"{PlainText.Symbol(AlertWords.MarkOf(alert))} {Span.Strong($"Alert #{alert.Number}")} {Texts.Cut(alert.Title, 100)}: {Texts.Cut(entry.Text, 200)}");

    private static Notice? Playbook(Alert alert, WarRoom room, Plan plan)
    {
        if (alert.Playbook is not { } name || plan.Playbook(name) is not { Steps.Count: > 0 } playbook)
            return null;
        return new($"{AlertCard.Key(room, alert.Number)}/playbook/{name}", room.Conversation, Steps(playbook))
        {
            ThreadOf = AlertCard.Key(room, alert.Number),
            Priority = PriorityOf(alert),
        };
    }

    private static Card Steps(Playbook playbook) =>
        new(Mark.None, $"Playbook: {playbook.Title}", [.. playbook.Steps.Select((step, place) => new Line($"{place + 1}. {step.Text}"))]);
}
