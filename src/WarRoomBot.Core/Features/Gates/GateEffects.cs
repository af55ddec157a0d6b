using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Gates;

/// <summary>What follows from a change of a gate: its card, its next moment, the question to those who are missing, a word and a line in the record. Pure.</summary>
internal static class GateEffects
{
    internal const string Due = "gate";

    /// <param name="before">Null for a gate that is new.</param>
    /// <param name="page">Where it stands as a page; null where nobody has said how people reach the pages.</param>
    internal static Outcome Of(Gate? before, Gate after, GateView view, DateTimeOffset now, string? page)
    {
        var (room, outcome) = (view.Room, new Outcome());
        var known = before?.History.Count ?? 0;
        var news = after.History.Skip(known).ToList();
        foreach (var entry in news)
            outcome.Add(new Record(room.Id, entry.What, entry.By, $"{view.Planned.Title}: {entry.Text}", entry.What == GateChanges.Decided ? Json.Write(GateRecord.Of(after, view)) : null));
        if (news.Count > 0)
            outcome.Add(RoomFacts.Of(RoomFacts.Changed, room));

        outcome.Add(new Show(GateCard.Key(after), room.Conversation, GateCard.Of(after, view, page))
        {
            Priority = news.Exists(entry => entry.By is not null) ? Priority.Answer : Priority.Routine,
        });
        for (var place = 0; place < news.Count; place++)
        {
            if (Word(news[place]) is { } word)
                outcome.Add(new Notice($"{GateCard.Key(after)}/{known + place}", room.Conversation, Card.Text(word)) { ThreadOf = GateCard.Key(after), Priority = Priority.Answer });
        }

        outcome.Also(Reminding(before, after, view, news));
        if ((before is null || after.Reminders > before.Reminders) && SignerPerformer.Of(after, view) is { } call)
            outcome.Add(call);
        if (after.Decided is { } decided)
            outcome.Also(Announcing(before, after, decided, view));
        return outcome.Add(after.NextMoment() is { } next
            ? new FallsDue(GateCard.Key(after), room.Lane, Due, next > now ? next : now, RoomSubject.Of(room, after.Number))
            : new CallOff(GateCard.Key(after)));
    }

    /// <summary>Posted anew when it is time or something is new, edited in place while people sign, and taken away with the last.</summary>
    private static Outcome Reminding(Gate? before, Gate after, GateView view, List<Happening> news)
    {
        var key = $"{GateCard.Key(after)}/reminder";
        var was = before is { IsOpen: true } && (before.Reminders > 0 || before.AskedAgain is not null);
        if (!after.IsOpen)
            return was ? new Outcome().Add(new Withdraw(key)) : Outcome.Nothing;
        var again = after.Reminders > (before?.Reminders ?? 0) || news.Exists(entry => entry.What == GateChanges.Staled);
        return again || was
            ? new Outcome().Add(new Show(key, view.Room.Conversation, GateCard.Reminder(after, view)) { ThreadOf = GateCard.Key(after), Again = again, Priority = Priority.Answer })
            : Outcome.Nothing;
    }

    /// <summary>The decision, told once; its conditions as open items.</summary>
    private static Outcome Announcing(Gate? before, Gate after, GateDecision decided, GateView view)
    {
        var outcome = new Outcome();
        if (decided.Conditions.Count > 0)
            outcome.Add(new Show($"{GateCard.Key(after)}/conditions", view.Room.Conversation, GateCard.Conditions(after, view)));
        if (before?.Decided is not null)
            return outcome;
        var consequence = decided.Consequence is { } what ? $" · {what}" : "";
        var word = RichText.Of($"🚦 {view.Planned.Title}: {Span.Strong(GateWords.Outcome(after, view.Planned))} · {decided.How}{consequence}");
        return outcome
            .Add(new Notice($"{GateCard.Key(after)}/decided", view.Room.Conversation, Card.Text(word)) { Priority = Priority.Answer })
            .Add(new Fact(GateFacts.Decided, view.Room.Lane, RoomSubject.Of(view.Room, after.Number)));
    }

    /// <summary>What is worth a line in the card's thread; the decision is told in the channel, and who is asked again by the reminder.</summary>
    private static RichText? Word(Happening entry) => entry.What switch
    {
        GateChanges.Opened or GateChanges.Decided or GateChanges.Staled => null,
        _ when entry.By is { } by => RichText.Of($"{by} {Texts.Cut(entry.Text, 2000)}"),
        _ => Texts.Cut(entry.Text, 2000),
    };
}
