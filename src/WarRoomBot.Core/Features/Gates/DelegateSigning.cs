using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Gates;

/// <summary><b>Delegate</b>: somebody who holds a role lets somebody else sign for it, at this gate, in writing.</summary>
internal sealed class DelegateForm(IDatabase database, GateTurns gates) : IForm
{
    internal const string FormId = "gate.delegate";
    internal const string Role = "role";
    internal const string To = "to";
    internal const string Reason = "reason";

    /// <summary>Slack's limit for the options of a choice.</summary>
    private const int MostPeople = 100;

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened is Pressed { Action: GateCard.DelegateAction } pressed ? Json.Write(new SignContext(pressed.Value, happened.Person, false)) : null;

    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken)
    {
        var asked = Json.Read<SignContext>(context);
        if (GatePlace.TryParse(asked.Place) is not { } place)
            return null;
        var found = await database.ReadAsync((session, token) => gates.FindAsync(session, place.Room, place.Number, token), cancellationToken);
        if (found is not { Gate.IsOpen: true } || found.View.Room.Conversation != conversation)
            return null;
        var (roles, people) = (Delegations.Of(asked.Person, found.View), Delegations.People(asked.Person, found.View.Room).Take(MostPeople).ToList());
        return roles.Count == 0 || people.Count == 0 ? null : new(FormId, "Let somebody else sign", "Delegate", context, [
            new ChoiceField(Role, "For which role", [.. roles.Select(role => new Option(role, Texts.Cut(found.View.Title(role), 75)))]) { Initial = roles.Count == 1 ? roles[0] : null },
            new ChoiceField(To, "To whom", [.. people.Select(person => new Option(person.Id, Texts.Cut(person.Name, 75)))]) { Hint = "Somebody who holds no role here: /warroom delegate <role> @somebody <reason>" },
            new TextField(Reason, "Why") { Multiline = true, Longest = 500, Hint = "It goes into the record, with your name" },
        ]);
    }
}

/// <summary>The form was sent in, or was not opened.</summary>
internal sealed class DelegateFromForm(GateTurns gates) : IHandler<Submitted>, IHandler<Pressed>
{
    public async Task<Outcome> HandleAsync(Submitted message, Turn turn, CancellationToken cancellationToken)
    {
        var (found, _, otherwise) = await gates.FindOpenAsync(message, Json.Read<SignContext>(message.Context).Place, turn, cancellationToken);
        if (found is not { Gate.IsOpen: true })
            return Outcome.Answer(message, otherwise);
        var (role, reason) = (message.Values.GetValueOrDefault(DelegateForm.Role, ""), message.Values.GetValueOrDefault(DelegateForm.Reason, "").Trim());
        return Delegations.People(message.Person, found.View.Room).FirstOrDefault(person => person.Id == message.Values.GetValueOrDefault(DelegateForm.To)) is { } to
            ? await Delegations.SaveAsync(message, role, to, reason, found, gates, turn, cancellationToken)
            : Outcome.Answer(message, "They hold no role here any more; please press the button again.");
    }

    public async Task<Outcome> HandleAsync(Pressed message, Turn turn, CancellationToken cancellationToken)
    {
        var (found, _, otherwise) = await gates.FindOpenAsync(message, message.Value, turn, cancellationToken);
        return Outcome.Answer(message, found is not { Gate.IsOpen: true } ? otherwise
            : Delegations.Of(message.Person, found.View).Count == 0 ? Signing.NotYou(message.Person, found)
            : !Delegations.People(message.Person, found.View.Room).Any() ? RichText.Of($"Nobody else holds a role here; type {new Code("/warroom delegate <role> @somebody <reason>")}.")
            : "The form could not be opened; please press the button again.");
    }
}

/// <summary><c>/warroom delegate &lt;role&gt; @user &lt;reason&gt;</c>: to anybody.</summary>
internal sealed class DelegateSigning(RoomPlans plans, GateTurns gates) : RoomHandler<Typed>(plans)
{
    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var words = message.Text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length < 3 || message.Mentions.Count != 1 || !words[1].StartsWith('@'))
            return Outcome.Answer(message, RichText.Of($"Which role, to whom, and why? Type {new Code("/warroom delegate <role> @somebody <reason>")}."));
        var open = await GateStore.OpenAsync(at.Session, at.Room.Id, cancellationToken);
        if (open.Count == 0)
            return Outcome.Answer(message, RichText.Of($"No gate is open here: nothing is to be signed. {new Code("/warroom role <role> @somebody")} hands a role over."));
        return at.Plan.Role(words[0].ToLowerInvariant()) is { } role
            && open.Select(gate => new FoundGate(gate, new(at.Room, at.Plan, at.Plan.Gate(gate.Name)!))).FirstOrDefault(one => one.View.Planned.SignedBy.Contains(role.Name)) is { } found
            ? await Delegations.SaveAsync(message, role.Name, message.Mentions[0], words[2], found, gates, at.Turn, cancellationToken)
            : Outcome.Answer(message, RichText.Of($"\"{words[0]}\" signs no gate that is open here."));
    }
}

internal static class Delegations
{
    /// <summary>The required roles that a person holds themselves: what was delegated to them is not passed on.</summary>
    internal static IReadOnlyList<string> Of(Person person, GateView view) => [.. view.Planned.SignedBy.Where(role => view.Room.Holds(role, person))];

    /// <summary>Everybody else who holds a role in the room.</summary>
    internal static IEnumerable<Person> People(Person except, WarRoom room) => room.Everybody.Where(person => person != except);

    internal static async Task<Outcome> SaveAsync(
        ChatEvent asked, string role, Person to, string reason, FoundGate found, GateTurns gates, Turn turn, CancellationToken cancellationToken)
    {
        var (gate, view, held) = (found.Gate, found.View, Of(asked.Person, found.View));
        if (!held.Contains(role))
            return Outcome.Answer(asked, held.Count > 0 ? RichText.Of($"You can let somebody sign for {held.Select(view.Title).Humanize("or")} only.") : Signing.NotYou(asked.Person, found));
        if (to == asked.Person)
            return Outcome.Answer(asked, "That is you; you can sign yourself.");
        if (GateChanges.MaySign(gate, role, to, view.Room))
            return Outcome.Answer(asked, RichText.Of($"{to} may sign for {view.Title(role)} already."));
        return await gates.SaveAsync(gate, gate.Delegate(new(role, asked.Person, to, turn.Now, reason), view), view, turn, asked.Person, cancellationToken);
    }
}
