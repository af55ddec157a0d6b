using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Shifts;

/// <summary>Somebody has left the workspace: what was offered to them goes on to the next at once, and the shifts they are down for are told of.</summary>
internal sealed class TakerGone(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var (gone, outcome) = (Json.Read<PersonGone>(message.Subject), new Outcome());
        if (gone.Where is not null || await RoomStore.FindAsync(turn.Session, gone.Room, cancellationToken) is not { IsOpen: true } room)
            return outcome;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        foreach (var handover in (await HandoverStore.WaitingAsync(turn.Session, room.Id, cancellationToken)).Where(handover => handover.To == gone.Person && handover.Others.Count == 0))
        {
            var after = handover.LoseTaker(gone.Words, new(plan, room, turn.Now));
            await HandoverStore.SaveAsync(turn.Session, room.Id, after, cancellationToken);
            outcome.Also(HandoverEffects.Of(handover, after, await HandoverView.OfAsync(turn.Session, room, plan, turn.Now, cancellationToken), room, plan));
        }

        return await Rota.FindAsync(turn.Session, room.Id, cancellationToken) is { } rota && ShiftsOf(rota, gone, plan) is [var first, ..] shifts
            ? outcome.Add(new Notice(room.Key($"gone/{gone.Person.Id}/shifts"), room.Conversation, Card.Text(RichText.Of(
                $"{first.Person} has left the workspace and is down for {shifts.Select(one => one.Shift.Title).Distinct().Humanize("and")} here: {new Code(ShiftCard.Usage(first.Shift, first.Role))} puts somebody else down."))))
            : outcome;
    }

    private static List<(Shift Shift, string Role, Chat.Person Person)> ShiftsOf(Rota rota, PersonGone gone, Plan plan) =>
    [
        .. from shift in plan.Shifts.All
           from role in shift.Roles
           let person = rota.Of(shift.Name, role)
           where person == gone.Person
           select (shift, role, person),
    ];
}
