using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Gates;

/// <summary>Brings those who may sign into the room, and learns who has left the workspace.</summary>
internal sealed class SignerPerformer(IEnumerable<IChannels> platforms) : IPerformer
{
    internal const string ActionKind = "gate-signers";

    public string Kind => ActionKind;

    public async Task<string> PerformAsync(string key, string body, CancellationToken cancellationToken)
    {
        var wanted = Json.Read<SignersWanted>(body);
        var platform = platforms.FirstOrDefault(one => one.Platform == wanted.Conversation.Platform);
        var answer = platform is null ? new() : await platform.InviteAsync(new(key, wanted.Conversation, wanted.People), cancellationToken);
        return Json.Write(answer);
    }

    /// <summary>Asked when the gate opens and with each reminder: somebody may leave meanwhile.</summary>
    internal static Perform? Of(Gate gate, GateView view)
    {
        var people = view.Planned.SignedBy.SelectMany(view.Room.PeopleOf).Concat(gate.Delegations.Select(delegation => delegation.To)).Distinct().ToList();
        return people.Count == 0 ? null : new(
            $"{GateCard.Key(gate)}/signers/{gate.Reminders}", ActionKind, view.Room.Lane, Json.Write(new SignersWanted(gate.Room, gate.Number, view.Room.Conversation, people)));
    }
}

internal sealed record SignersWanted(long Room, int Number, Conversation Conversation, IReadOnlyList<Person> People);

/// <summary>They were called.</summary>
internal sealed class SignersCalled(GateTurns gates) : IHandler<Performed>
{
    public async Task<Outcome> HandleAsync(Performed message, Turn turn, CancellationToken cancellationToken)
    {
        var (wanted, answer) = (Json.Read<SignersWanted>(message.Request), Json.Read<ChannelAnswer>(message.Result));
        var gone = answer.NotInvited.Where(one => one.IsUnknown).Select(one => one.Person).ToList();
        return gone.Count > 0 && await gates.FindAsync(turn.Session, wanted.Room, wanted.Number, cancellationToken) is { Gate.IsOpen: true } found
            ? await gates.SaveAsync(found.Gate, found.Gate.Miss(gone, turn.Now), found.View, turn, null, cancellationToken)
            : Outcome.Nothing;
    }
}
