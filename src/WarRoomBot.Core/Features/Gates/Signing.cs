using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Gates;

/// <summary>An option on a gate's card, where there is nothing more to ask: the vote counts at once. Or the form was not opened.</summary>
internal sealed class SignGate(Signing signing) : IHandler<Pressed>
{
    public Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken) =>
        signing.SignAsync(message, message.Value, new(null, null, null, null), turn, cancellationToken);
}

/// <summary>The form of an option was sent in.</summary>
internal sealed class SignWithReason(Signing signing) : IHandler<Submitted>
{
    public Task<Outcome> HandleAsync(Submitted message, Turn turn, CancellationToken cancellationToken) =>
        signing.SignAsync(message, Json.Read<SignContext>(message.Context).Place, SignForm.WishOf(message.Values), turn, cancellationToken);
}

/// <summary>Takes a vote.</summary>
internal sealed class Signing(GateTurns gates)
{
    internal const string Changed = "Something has changed since you saw the card; please look at it once more and sign then.";

    internal async Task<Outcome> SignAsync(ChatEvent asked, string value, SignWish wish, Turn turn, CancellationToken cancellationToken)
    {
        var (found, place, otherwise) = await gates.FindOpenAsync(asked, value, turn, cancellationToken);
        if (found is null || !found.Gate.IsOpen)
            return Outcome.Answer(asked, otherwise);
        var (gate, view) = (found.Gate, found.View);
        var roles = view.RolesOf(gate, asked.Person);
        if (roles.Count == 0)
            return Outcome.Answer(asked, NotYou(asked.Person, found));
        if (place.Evidence != gate.Evidence)
            return Outcome.Answer(asked, Changed);
        var option = wish.Option ?? place.Thing;
        if (option < 0 || option >= view.Planned.Options.Count)
            return Outcome.Answer(asked, "Which one? Please use the buttons of the newest card.");
        var role = wish.Role ?? (roles.Count == 1 ? roles[0] : null);
        if (role is null || (wish.Reason is null && GateView.NeedsReason(gate, option)))
            return Outcome.Answer(asked, "The form could not be opened; please press the button again.");
        if (role != SignForm.AllRoles && !roles.Contains(role))
            return Outcome.Answer(asked, RichText.Of($"You do not hold {view.Title(role)} any more; please press the button again."));

        var after = gate;
        foreach (var one in role == SignForm.AllRoles ? roles : [role])
        {
            var holds = view.Room.Holds(one, asked.Person);
            var vote = new Vote(one, option, asked.Person, turn.Now, gate.Evidence)
            {
                Reason = wish.Reason,
                Conditions = wish.Conditions ?? [],
                For = holds ? null : gate.Delegations.Last(delegation => delegation.Role == one && delegation.To == asked.Person).From,
            };
            if (after.IsOpen && after.Current.FirstOrDefault(earlier => earlier.Role == one && earlier.By == vote.By)?.IsSameAs(vote) != true)
                after = after.Sign(vote, view);
        }

        return ReferenceEquals(after, gate)
            ? Outcome.Answer(asked, RichText.Of($"You have signed {view.Planned.Options[option].Name} already; another choice changes it until the gate closes."))
            : await gates.SaveAsync(gate, after, view, turn, asked.Person, cancellationToken);
    }

    /// <summary>Why this person cannot sign, and who can.</summary>
    internal static RichText NotYou(Person person, FoundGate found)
    {
        var (view, held) = (found.View, found.View.Plan.Roles.Where(role => found.View.Room.Holds(role.Name, person)).Select(role => role.Title).ToList());
        var may = view.Planned.SignedBy.Select(view.Title).Humanize("or");
        return RichText.Of($"Only {may} {(view.Planned.SignedBy.Count == 1 ? "signs" : "sign")} this gate; you hold {(held.Count > 0 ? held.Humanize("and") : "no role")}.");
    }
}

/// <summary>What somebody who signs has said.</summary>
/// <param name="Option">Null as on the button.</param>
/// <param name="Role">Null for the only one.</param>
internal sealed record SignWish(int? Option, string? Role, string? Reason, IReadOnlyList<string>? Conditions);
