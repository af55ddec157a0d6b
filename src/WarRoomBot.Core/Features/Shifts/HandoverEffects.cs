using WarRoomBot.Cards;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Shifts;

/// <summary>What follows from a change of a hand-over: its card, its next moment, a line in the record, a word to whoever was called. Pure.</summary>
internal static class HandoverEffects
{
    internal const string Due = "handover";

    /// <param name="before">Null for one that is new.</param>
    internal static Outcome Of(Handover? before, Handover after, HandoverView view, WarRoom room, Plan plan)
    {
        var outcome = new Outcome();
        var (key, known) = (HandoverCard.Key(room, after.Number), before?.History.Count ?? 0);
        var news = after.History.Skip(known).ToList();
        foreach (var entry in news)
            outcome.Add(new Record(room.Id, entry.What, entry.By, $"hand-over #{after.Number}: {entry.Text}"));
        if (news.Count > 0)
            outcome.Add(RoomFacts.Of(RoomFacts.Changed, room));

        // A reminder is the card posted anew: an edit is not noticed.
        outcome.Add(Show(after, view, room, plan) with { Again = after.Reminded && before?.Reminded == false });
        foreach (var (entry, number) in news.Select((entry, place) => (entry, known + place)))
        {
            if (Word(entry, after, room, plan) is { } word)
                outcome.Add(new Notice($"{key}/{number}", room.Conversation, Card.Text(word)) { ThreadOf = key });
        }

        return outcome.Add(after.WaitsUntil is { } at
            ? new FallsDue(key, room.Lane, Due, at, RoomSubject.Of(room, after.Number))
            : new CallOff(key));
    }

    internal static Show Show(Handover handover, HandoverView view, WarRoom room, Plan plan) =>
        new(HandoverCard.Key(room, handover.Number), room.Conversation, HandoverCard.Of(handover, view, room, plan));

    /// <summary>What is said in its thread, so that the people named are notified; null when the card says enough.</summary>
    private static RichText? Word(Alerts.Contract.Happening entry, Handover handover, WarRoom room, Plan plan)
    {
        var titles = new HandoverClock(plan, room, entry.At).TitlesOf(handover);
        var notTaken = handover.To is { } to ? RichText.Of($"{to} has not accepted {titles}") : RichText.Of($"nobody has accepted {titles}");
        return entry.What switch
        {
            HandoverChanges.Escalated => HandoverCard.Names([.. entry.Roles.SelectMany(room.Holders).Except(handover.From).Distinct()])
                + ": " + notTaken + ". Press Accept to take it, or see that somebody does",
            HandoverChanges.Alone => (handover.From.Count > 0 ? HandoverCard.Names(handover.From) + ": " : RichText.Empty) + notTaken
                + RichText.Of($", and nobody is left to call. {new Code("/warroom handoff @somebody")} offers it to somebody else once this is taken back"),
            HandoverChanges.TakerGone => (handover.From.Count > 0 ? HandoverCard.Names(handover.From) + ": " : RichText.Empty) + RichText.Of($"{entry.Text} and does not take over {titles}; others are called"),
            HandoverChanges.NobodyThere => (handover.From.Count > 0 ? HandoverCard.Names(handover.From) + ": " : RichText.Empty)
                + RichText.Of($"{entry.Text}. {Span.Strong("Take back")}, and offer it to a person; otherwise others are called in time"),
            HandoverChanges.Accepted when handover.From.Count > 0 && handover.TakerFor(handover.SettledBy!) is { IsGroup: true } group =>
                HandoverCard.Names(handover.From) + RichText.Of($": {group} is responsible now, {handover.SettledBy!} has accepted it"),
            HandoverChanges.Accepted when handover.From.Count > 0 => HandoverCard.Names(handover.From) + RichText.Of($": {handover.SettledBy!} is responsible now"),
            _ => null,
        };
    }
}
