using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary>Handles what a person does with an incident, wherever they do it; one that is not there, or resolved, is told.</summary>
internal abstract class IncidentHandler<TEvent>(RoomPlans plans) : IHandler<TEvent>
    where TEvent : ChatEvent
{
    /// <summary>What is done makes sense when the incident is resolved, and only then.</summary>
    protected virtual bool IsForResolved => false;

    /// <summary>What is done makes sense in any state.</summary>
    protected virtual bool IsForAny => false;

    public async Task<Outcome> HandleAsync(TEvent message, Turn turn, CancellationToken cancellationToken)
    {
        var name = NameOf(message);
        var found = await name.FindAsync(turn.Session, message.Conversation, IsForResolved || IsForAny, cancellationToken);
        if (found.Incident is not { } incident)
            return Outcome.Answer(message, found.Otherwise);
        var room = (await RoomStore.FindAsync(turn.Session, incident.Room, cancellationToken))!;
        if ((room.Conversation.Platform, room.Conversation.Workspace) != (message.Conversation.Platform, message.Conversation.Workspace))
            return Outcome.Answer(message, RichText.Of($"Incident #{incident.Number} belongs to another workspace."));
        if (!IsForAny && incident.IsResolved != IsForResolved)
            return Outcome.Answer(message, Refusal(incident));

        // From its own channel it comes in another lane than the room's; both write into the room's record.
        await turn.Session.LockAsync(room.Lane, cancellationToken);
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        if (MayNot(incident, message.Person, room, plan) is { } sentence)
            return Outcome.Answer(message, sentence);
        return await HandleAsync(incident, name.Rest, message, new(room, plan, turn), cancellationToken);
    }

    /// <summary>Which incident is meant, and what was said beside.</summary>
    protected virtual IncidentName NameOf(TEvent message) => IncidentName.Of(message);

    /// <summary>Why this person may not do it, as a sentence; null when they may.</summary>
    protected virtual RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => null;

    /// <param name="incident">The one that is meant.</param>
    /// <param name="rest">What was typed, or stands in the button's value, beside its number.</param>
    /// <param name="message">What the person did.</param>
    /// <param name="at">The room it belongs to.</param>
    /// <param name="cancellationToken">Stops handling.</param>
    protected abstract Task<Outcome> HandleAsync(Incident incident, string rest, TEvent message, RoomTurn at, CancellationToken cancellationToken);

    /// <returns>Nothing when nothing changed.</returns>
    protected static async Task<Outcome> SaveAsync(Incident before, Incident after, RoomTurn at, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(before, after))
            return Outcome.Nothing;
        await IncidentStore.SaveAsync(at.Session, after, cancellationToken);
        return IncidentEffects.Of(before, after, at.Room, at.Plan, at.Now);
    }

    private static RichText Refusal(Incident incident) => incident.Resolved is { } resolved
        ? RichText.Of($"Incident #{incident.Number} was resolved by {resolved.By} at {Span.Time(resolved.At)}; {new Code("/incident reopen <reason>")} opens it again.")
        : RichText.Of($"Incident #{incident.Number} is not resolved: it is {IncidentWords.Of(incident.Status)}.");
}
