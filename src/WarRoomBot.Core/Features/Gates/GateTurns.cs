using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Gates;

/// <summary>What every use case of a gate begins and ends with.</summary>
internal sealed class GateTurns(RoomPlans plans, Consequences consequences, IPages pages)
{
    internal async Task<FoundGate?> FindAsync(Session session, long room, int number, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(session, room, cancellationToken) is not { } of || await GateStore.FindAsync(session, room, number, cancellationToken) is not { } gate)
            return null;
        var plan = await plans.OfAsync(session, of, cancellationToken);
        return plan.Gate(gate.Name) is { } planned ? new(gate, new(of, plan, planned)) : null;
    }

    /// <summary>The gate that a button or a form is about, or the sentence that says why nothing can be done with it.</summary>
    /// <param name="asked">What the person did.</param>
    /// <param name="value">A <see cref="GatePlace"/>.</param>
    /// <param name="turn">Where to look.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    internal async Task<(FoundGate? Found, GatePlace Place, RichText Otherwise)> FindOpenAsync(ChatEvent asked, string value, Turn turn, CancellationToken cancellationToken)
    {
        var other = RichText.Of($"That card is from another room; please use the newest card in this channel.");
        if (GatePlace.TryParse(value) is not { } place || await FindAsync(turn.Session, place.Room, place.Number, cancellationToken) is not { } found || found.View.Room.Conversation != asked.Conversation)
            return (null, new(0, 0, 0, -1), other);
        return (found, place, found.Gate.IsOpen ? RichText.Empty : Closed(found));
    }

    /// <summary>Saves what happened; with a decision, what follows from it happens, too.</summary>
    /// <param name="before">Null for a gate that is new.</param>
    /// <param name="by">Who did it; null when nobody in particular.</param>
    internal async Task<Outcome> SaveAsync(Gate? before, Gate after, GateView view, Turn turn, Person? by, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(before, after))
            return Outcome.Nothing;
        var follows = Outcome.Nothing;
        if (after.Decided is { Consequence: null } && before?.Decided is null)
            (after, view, follows) = await consequences.OfAsync(after, view, turn, by, cancellationToken);
        await (before is null ? GateStore.AddAsync(turn.Session, after, cancellationToken) : GateStore.SaveAsync(turn.Session, after, cancellationToken));
        return GateEffects.Of(before, after, view, turn.Now, pages.AddressOf(GateFacts.PageOf(after.Room, after.Number))).Also(follows);
    }

    internal static RichText Closed(FoundGate found)
    {
        var decided = found.Gate.Decided!;
        return RichText.Of($"This gate is closed: {GateWords.Outcome(found.Gate, found.View.Planned)}, {Span.Date(decided.At)}. {new Code($"/warroom gate {found.Gate.Name}")} opens it anew.");
    }
}

internal sealed record FoundGate(Gate Gate, GateView View);
