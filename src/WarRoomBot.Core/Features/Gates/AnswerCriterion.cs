using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Gates;

/// <summary><b>Yes</b> or <b>No</b> on what only people know.</summary>
internal abstract class AnswerCriterion(GateTurns gates, bool yes) : IHandler<Pressed>
{
    public async Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken)
    {
        var (found, place, otherwise) = await gates.FindOpenAsync(message, message.Value, turn, cancellationToken);
        if (found is null || !found.Gate.IsOpen)
            return Outcome.Answer(message, otherwise);
        var (gate, view) = (found.Gate, found.View);
        if (place.Thing < 0 || place.Thing >= gate.Findings.Count || gate.Findings[place.Thing] is not { IsAsked: true } asked)
            return Outcome.Answer(message, "That question is not on the card any more; please use the newest card.");
        if (asked.Owner is { } owner ? !view.Room.Holds(owner, message.Person) : view.RolesOf(gate, message.Person).Count == 0)
            return Outcome.Answer(message, asked.Owner is { } role
                ? view.Room.Holders(role).Count > 0
                    ? RichText.Of($"Only {view.Title(role)} ({view.Room.Names(view.Plan.Role(role)!)}) answers this.")
                    : RichText.Of($"Only {view.Title(role)} answers this, and nobody holds that role: {new Code($"/warroom role {role} @somebody")}.")
                : Signing.NotYou(message.Person, found));
        if (asked.Answer is { } before && before.Yes == yes)
            return Outcome.Answer(message, RichText.Of($"{before.By} has answered {(yes ? "yes" : "no")} at {Span.Time(before.At)} already."));
        return await gates.SaveAsync(gate, gate.Answer(place.Thing, new(yes, message.Person, turn.Now), view), view, turn, message.Person, cancellationToken);
    }
}

internal sealed class SayYes(GateTurns gates) : AnswerCriterion(gates, yes: true);

internal sealed class SayNo(GateTurns gates) : AnswerCriterion(gates, yes: false);

/// <summary><b>Done</b> on a condition of a decision.</summary>
internal sealed class MeetCondition(GateTurns gates) : IHandler<Pressed>
{
    public async Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken)
    {
        var (found, place, otherwise) = await gates.FindOpenAsync(message, message.Value, turn, cancellationToken);
        if (found?.Gate.Decided is not { } decided || place.Thing < 0 || place.Thing >= decided.Conditions.Count)
            return Outcome.Answer(message, otherwise);
        var condition = decided.Conditions[place.Thing];
        return condition.DoneBy is { } by
            ? Outcome.Answer(message, RichText.Of($"{by} has done that already, {Span.Date(condition.DoneAt!.Value)}."))
            : await gates.SaveAsync(found.Gate, found.Gate.Meet(place.Thing, message.Person, turn.Now), found.View, turn, message.Person, cancellationToken);
    }
}
