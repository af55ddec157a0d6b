using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Incidents;

/// <summary>Hears what happens to messages in war rooms and in incidents' channels; of edits, only those of messages in a timeline.</summary>
internal sealed class TimelineListener(IDatabase database, RoomPlans plans) : IListener
{
    public ValueTask<bool> HearsAsync(ChatEvent happened, CancellationToken cancellationToken) => happened switch
    {
        MessageTouched { What: Touch.Chosen } => ValueTask.FromResult(true),
        MessageTouched touched => new(database.ReadAsync((session, token) => HearsAsync(session, touched, token), cancellationToken)),
        _ => ValueTask.FromResult(false),
    };

    private async Task<bool> HearsAsync(Session session, MessageTouched touched, CancellationToken cancellationToken)
    {
        if (touched.What is Touch.Edited or Touch.Deleted)
            return await IncidentStore.HasMessageAsync(session, touched.Conversation, touched.Message, cancellationToken);
        return await Openings.RoomAsync(session, touched.Conversation, cancellationToken) is { } room
            && (await plans.OfAsync(session, room, cancellationToken)).Incidents.TimelineEmoji is var wanted && (touched.Emoji.Length == 0 || EmojiName.Of(touched.Emoji) == wanted);
    }
}

/// <summary>A message was marked, chosen, edited or removed: what is true of it now is read, so that the order in which such things come does not matter.</summary>
internal sealed class CaptureMessage(RoomPlans plans) : IHandler<MessageTouched>
{
    public async Task<Outcome> HandleAsync(MessageTouched message, Turn turn, CancellationToken cancellationToken)
    {
        var known = await IncidentStore.WithMessageAsync(turn.Session, message.Conversation, message.Message, cancellationToken);
        var room = known is not null
            ? await RoomStore.FindAsync(turn.Session, known.Room, cancellationToken)
            : await Openings.RoomAsync(turn.Session, message.Conversation, cancellationToken);
        if (room is null)
            return message.What == Touch.Chosen
                ? Outcome.Answer(message, "Here is neither a war room nor an incident's channel, so there is no timeline to put this into.")
                : Outcome.Nothing;
        var emoji = (await plans.OfAsync(turn.Session, room, cancellationToken)).Incidents.TimelineEmoji;
        return new Outcome().Add(new Perform(
            $"timeline/{turn.Arrival}", MessagePerformer.ActionKind, message.Conversation.ToString(), Json.Write(new MessageWork(message.Conversation, message.Message, emoji, Json.Write(message)))));
    }
}

/// <summary>A message was read: it is put into the timeline of its incident, changed there, or taken out.</summary>
internal sealed class MessageRead(RoomPlans plans) : IHandler<Performed>
{
    private const int Longest = 1000;

    public async Task<Outcome> HandleAsync(Performed message, Turn turn, CancellationToken cancellationToken)
    {
        var (work, seen) = (Json.Read<MessageWork>(message.Request), Json.Read<MessageAnswer>(message.Result).Message);
        var touched = Json.Read<MessageTouched>(work.Subject);
        var known = await IncidentStore.WithMessageAsync(turn.Session, work.Conversation, work.Message, cancellationToken);
        var kept = known?.Messages.FirstOrDefault(one => one.Conversation == work.Conversation && one.Message == work.Message);
        var chosen = (kept?.Chosen ?? false) != (touched.What == Touch.Chosen);
        var wanted = seen is not null && seen.Text.Length > 0 && (seen.Marked || chosen);
        if (!wanted && kept is null)
            return touched.What == Touch.Chosen ? Outcome.Answer(touched, "That message has no words to put into a timeline, or I cannot read it.") : Outcome.Nothing;
        var found = known is not null ? new(known, RichText.Empty) : await FindAsync(turn.Session, work.Conversation, seen!, cancellationToken);
        if (found.Incident is not { } incident)
            return Outcome.Answer(touched, found.Otherwise);

        var room = (await RoomStore.FindAsync(turn.Session, incident.Room, cancellationToken))!;
        // Its channel has a lane of its own; both write into the room's record.
        await turn.Session.LockAsync(room.Lane, cancellationToken);
        incident = (await IncidentStore.FindAsync(turn.Session, incident.Number, cancellationToken))!;
        var after = wanted
            ? incident.Keep(new(work.Conversation, work.Message, seen!.At, Named(seen.By, incident, room), Texts.Cut(seen.Text, Longest), seen.Link, chosen))
            : incident.Drop(kept!);
        if (ReferenceEquals(after, incident))
            return Outcome.Nothing;
        await IncidentStore.SaveAsync(turn.Session, after, cancellationToken);
        await IncidentStore.PutMessageAsync(turn.Session, work.Conversation, work.Message, wanted ? after.Number : null, cancellationToken);
        var outcome = IncidentEffects.Of(incident, after, room, await plans.OfAsync(turn.Session, room, cancellationToken), turn.Now);
        outcome.Add(new Record(room.Id, IncidentChanges.Said, touched.Person.Id.Length > 0 ? touched.Person : null, Line(after, wanted, kept, seen)));
        return touched.What == Touch.Chosen
            ? outcome.Reply(touched, Card.Text($"{(wanted ? "In" : "Out of")} the timeline of incident #{after.Number}{(wanted ? "; the same menu takes it out" : "")}."))
            : outcome;
    }

    private static string Line(Incident incident, bool wanted, MarkedMessage? before, SeenMessage? seen) => (wanted, before) switch
    {
        (true, null) => $"incident #{incident.Number}: into the timeline, {seen!.By.Name} wrote: {Texts.Cut(seen.Text, Longest)}",
        (true, _) => $"incident #{incident.Number}: in the timeline, {seen!.By.Name} now wrote: {Texts.Cut(seen.Text, Longest)}",
        _ => $"incident #{incident.Number}: out of the timeline, {before!.By.Name} wrote: {before.Text}",
    };

    /// <summary>The one of the channel, of the thread it stands in, or the only one that is open.</summary>
    private static async Task<IncidentFound> FindAsync(Session session, Conversation conversation, SeenMessage seen, CancellationToken cancellationToken)
    {
        const int most = 50;
        if (seen.Thread is { } thread && await RoomStore.OpenInAsync(session, conversation, cancellationToken) is { } room)
        {
            foreach (var open in await IncidentStore.OpenAsync(session, room.Id, most, cancellationToken))
            {
                if (await OutboxStore.HandleAsync(session, IncidentCard.Key(open), cancellationToken) == thread)
                    return new(open, RichText.Empty);
            }
        }

        return await new IncidentName(null, "").FindAsync(session, conversation, closedToo: false, cancellationToken);
    }

    /// <summary>By the name under which we know them: a platform may tell of its people by id alone.</summary>
    private static Person Named(Person by, Incident incident, WarRoom room) =>
        incident.People.Concat(room.Everybody).FirstOrDefault(person => person == by && person.Name != person.Id) ?? by;
}

internal static class EmojiName
{
    /// <summary>Without the tone of the skin that somebody chose: <c>thumbsup::skin-tone-2</c>.</summary>
    internal static string Of(string emoji) => emoji.Split("::", 2)[0];
}
