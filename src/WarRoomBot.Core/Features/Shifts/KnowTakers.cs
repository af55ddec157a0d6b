using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Shifts;

/// <summary>Others are in a group than before: where a hand-over waits for it, they are looked up.</summary>
internal sealed class LookTakersUp : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var (group, outcome) = (Json.Read<Person>(message.Subject), new Outcome());
        foreach (var id in await HandoverStore.RoomsWaitingForAsync(turn.Session, group, cancellationToken))
        {
            if (await RoomStore.FindAsync(turn.Session, id, cancellationToken) is { IsOpen: true } room)
                outcome.Also(PeopleLookUp.Of(room, null, [group], turn));
        }

        return outcome;
    }
}

/// <summary>It is known who is in a group: of the hand-overs that wait for it they may accept.</summary>
internal sealed class TakersKnown(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var known = Json.Read<GroupKnown>(message.Subject);
        var (group, outcome) = (known.Group.Person, new Outcome());
        if (await RoomStore.FindAsync(turn.Session, known.Room, cancellationToken) is not { IsOpen: true } room)
            return outcome;
        foreach (var handover in (await HandoverStore.WaitingAsync(turn.Session, room.Id, cancellationToken)).Where(handover => handover.To == group))
        {
            var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
            var after = handover.Know(known.Group, turn.Now);
            await HandoverStore.SaveAsync(turn.Session, room.Id, after, cancellationToken);
            outcome.Also(HandoverEffects.Of(handover, after, await HandoverView.OfAsync(turn.Session, room, plan, turn.Now, cancellationToken), room, plan))
                .Add(RoomFacts.Of(RoomFacts.Changed, room));
        }

        return outcome;
    }
}
