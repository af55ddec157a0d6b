using System.Globalization;
using WarRoomBot.Chat;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Shifts;

/// <summary>
/// A shift begins: each of its roles is offered to whoever is down for it. Of those that fell due while nobody ran, only the latest of each
/// role still matters.
/// </summary>
internal sealed class BeginShifts(RoomPlans plans) : IHandler<DueMoment>
{
    internal const string Due = "shift";

    /// <summary>A role whose holder stays on.</summary>
    private const string Stays = "shift-stays";

    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is not { IsOpen: true } room
            || await Rota.FindAsync(turn.Session, room.Id, cancellationToken) is not { } rota)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var begun = ShiftTimes.Between(plan, room.Clock, rota.Begun, turn.Now);
        var after = rota with { Begun = turn.Now };
        await after.SaveAsync(turn.Session, cancellationToken);
        var outcome = Next(after, room, plan);
        foreach (var role in plan.Shifts.Roles)
        {
            if (begun.LastOrDefault(moment => moment.Shift.Roles.Contains(role)) is { } moment)
                outcome.Also(await BeginAsync(moment, role, rota.Of(moment.Shift.Name, role), room, plan, turn, cancellationToken));
        }

        return outcome;
    }

    /// <summary>The next shift falls due, or none does any more.</summary>
    internal static Outcome Next(Rota rota, WarRoom room, Plan plan) => new Outcome().Add(
        ShiftTimes.Next(plan, room.Clock, rota.Begun, room.EndsAt) is { } next
            ? new FallsDue(Key(room), room.Lane, Due, next.At, room.Id.ToString(CultureInfo.InvariantCulture))
            : new CallOff(Key(room)));

    internal static string Key(WarRoom room) => room.Key("shift");

    private static async Task<Outcome> BeginAsync(
        ShiftMoment moment, string role, Person? to, WarRoom room, Plan plan, Turn turn, CancellationToken cancellationToken)
    {
        var holders = room.Holders(role);
        if (to is not null && holders is [var holder] && holder == to)
            return new Outcome().Add(new Record(room.Id, Stays, null, $"{moment.Shift.Title} begins: {plan.Role(role)!.Title} stays with {to.Name}"));
        var outcome = new Outcome();
        var waiting = (await HandoverStore.WaitingAsync(turn.Session, room.Id, cancellationToken)).FirstOrDefault(other => other.Roles.Contains(role));
        if (waiting is not null && to is not null && waiting.To == to)
            return outcome;
        if (waiting is not null)
        {
            var replaced = waiting.ReplaceBy(moment.Shift, new(plan, room, turn.Now));
            await HandoverStore.SaveAsync(turn.Session, room.Id, replaced, cancellationToken);
            outcome.Also(HandoverEffects.Of(waiting, replaced, await HandoverView.OfAsync(turn.Session, room, plan, turn.Now, cancellationToken), room, plan));
        }

        return outcome.Also(await OfferHandover.OfferAsync(
            new()
            {
                Number = await HandoverStore.NextNumberAsync(turn.Session, room.Id, cancellationToken),
                Roles = [role],
                From = [.. holders.Where(person => person != to)],
                To = to,
                Shift = moment.Shift.Name,
                OfferedAt = turn.Now,
                DueAt = moment.At,
            },
            room,
            plan,
            turn,
            cancellationToken));
    }
}

/// <summary>
/// The room opened or changed: its next shift falls due, and what waits to be handed over shows how things stand now, or is over when the
/// role was given to somebody meanwhile.
/// </summary>
internal sealed class KeepShifts(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is not { IsOpen: true } room)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var outcome = plan.Shifts.All.Count > 0 ? BeginShifts.Next(await RotaAsync(room, turn, cancellationToken), room, plan) : new Outcome();
        var waiting = await HandoverStore.WaitingAsync(turn.Session, room.Id, cancellationToken);
        if (waiting.Count == 0)
            return outcome;
        var view = await HandoverView.OfAsync(turn.Session, room, plan, turn.Now, cancellationToken);
        foreach (var handover in waiting)
        {
            if (!handover.IsOvertaken(room))
            {
                outcome.Add(HandoverEffects.Show(handover, view, room, plan));
                continue;
            }

            var over = handover.Overtake(new(plan, room, turn.Now));
            await HandoverStore.SaveAsync(turn.Session, room.Id, over, cancellationToken);
            outcome.Also(HandoverEffects.Of(handover, over, view, room, plan));
        }

        return outcome;
    }

    /// <summary>What began before the room was opened, or with it, begins without a hand-over: nobody had it before.</summary>
    internal static async Task<Rota> RotaAsync(WarRoom room, Turn turn, CancellationToken cancellationToken)
    {
        if (await Rota.FindAsync(turn.Session, room.Id, cancellationToken) is { } known)
            return known;
        var rota = new Rota(room.Id, room.StartsAt > turn.Now ? room.StartsAt : turn.Now, new Dictionary<string, IReadOnlyDictionary<string, Person>>());
        await rota.SaveAsync(turn.Session, cancellationToken);
        return rota;
    }
}

/// <summary>The room ended: nothing changes hands any more, and nothing can be pressed.</summary>
internal sealed class LeaveHandovers(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is not { } room)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var outcome = new Outcome().Add(new CallOff(BeginShifts.Key(room)));
        var view = await HandoverView.OfAsync(turn.Session, room, plan, turn.Now, cancellationToken);
        foreach (var handover in await HandoverStore.WaitingAsync(turn.Session, room.Id, cancellationToken))
        {
            var left = handover.Leave(new(plan, room, turn.Now));
            await HandoverStore.SaveAsync(turn.Session, room.Id, left, cancellationToken);
            outcome.Also(HandoverEffects.Of(handover, left, view, room, plan));
        }

        return outcome;
    }
}
