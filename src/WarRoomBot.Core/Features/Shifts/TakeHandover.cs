using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.Shifts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Shifts;

/// <summary>Handles a button on a hand-over; one that is settled is told.</summary>
internal abstract class HandoverHandler(RoomPlans plans) : RoomHandler<Pressed>(plans)
{
    protected override async Task<Outcome> InRoomAsync(Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var handover = RoomSubject.NumberIn(at.Room, message.Value) is { } number
            ? await HandoverStore.FindAsync(at.Session, at.Room.Id, number, cancellationToken)
            : null;
        return handover switch
        {
            null => Outcome.Answer(message, "That hand-over is not from the room that is open here now; please use the newest card."),
            { Waits: false } => Outcome.Answer(message, Settled(handover, message.Person)),
            _ => await HandleAsync(handover, message, at, cancellationToken),
        };
    }

    protected abstract Task<Outcome> HandleAsync(Handover handover, Pressed message, RoomTurn at, CancellationToken cancellationToken);

    protected static async Task<Outcome> SaveAsync(Handover before, Handover after, RoomTurn at, CancellationToken cancellationToken)
    {
        await HandoverStore.SaveAsync(at.Session, at.Room.Id, after, cancellationToken);
        return HandoverEffects.Of(
            before, after, await HandoverView.OfAsync(at.Session, at.Room, at.Plan, at.Now, cancellationToken), at.Room, at.Plan);
    }

    private static RichText Settled(Handover handover, Person person) => handover switch
    {
        { State: HandoverState.Accepted } when handover.SettledBy == person => RichText.Of($"You accepted it already at {Span.Time(handover.SettledAt!.Value)}."),
        { State: HandoverState.Accepted } => RichText.Of($"{handover.SettledBy!} accepted it already at {Span.Time(handover.SettledAt!.Value)}."),
        { State: HandoverState.TakenBack } => RichText.Of($"{handover.SettledBy!} took it back at {Span.Time(handover.SettledAt!.Value)}."),
        _ => $"This hand-over is over: {handover.History[^1].Text}.",
    };
}

/// <summary><b>Accept</b>: from now on they hold the roles, what was acknowledged and the incidents that were led.</summary>
internal sealed class AcceptHandover(RoomPlans plans) : HandoverHandler(plans)
{
    protected override async Task<Outcome> HandleAsync(Handover handover, Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var person = message.Person;
        if (!handover.MayAccept(person))
            return Outcome.Answer(message, Refusal(handover, person));
        if (handover.Roles.Where(role => !WasGiven(role, handover, person, at.Room)).Select(role => RoleRights.ToGive(at.Plan.Role(role)!, person, at.Room, at.Plan)).OfType<RichText>().FirstOrDefault() is { } notTheirs)
            return Outcome.Answer(message, notTheirs);
        var leaving = handover.Leaving.Where(leaves => leaves != person).ToList();
        var alerts = AlertHandOver.HeldBy(await AlertStore.OpenAsync(at.Session, at.Room.Id, cancellationToken), leaving).ToList();
        var incidents = IncidentHandOver.LedBy(await IncidentStore.OpenAsync(at.Session, at.Room.Id, int.MaxValue, cancellationToken), leaving).ToList();

        var outcome = new Outcome();
        var room = at.Room;
        foreach (var role in handover.Roles)
            room = room.With(role, [.. room.Holders(role).Except(handover.From).Union([handover.TakerFor(person)])]);
        await RoomStore.SaveAsync(at.Session, room, cancellationToken);
        foreach (var role in handover.Roles)
            outcome.Add(RoleHistory.RecordOf(room, at.Plan.Role(role)!, person));

        var then = at with { Room = room };
        foreach (var alert in alerts)
            outcome.Also(await AlertHandOver.PassAsync(alert, person, then, cancellationToken));
        foreach (var incident in incidents)
            outcome.Also(await IncidentHandOver.PassAsync(incident, person, then, cancellationToken));
        var after = handover.Accept(person, [.. alerts.Select(alert => alert.Number)], [.. incidents.Select(incident => incident.Number)], new(at.Plan, room, at.Now));
        return outcome.Also(await SaveAsync(handover, after, then, cancellationToken));
    }

    /// <summary>It was meant for them by who could give it; whoever takes it unasked, or was called, could give it to themselves only with that right.</summary>
    private static bool WasGiven(string role, Handover handover, Person person, WarRoom room) =>
        handover.To?.Includes(person) == true && (handover.From.Count == 0 || room.Holders(role).Intersect(handover.From).Any());

    private static RichText Refusal(Handover handover, Person person) =>
        handover.HandsOver(person) ? RichText.Of($"You hand it over, so somebody else accepts it; {Span.Strong("Take back")} keeps it with you.")
        : handover.Others.Count == 0 ? RichText.Of($"Only {(handover.To!.IsGroup ? "who is in " : "")}{handover.To} accepts this hand-over.")
        : RichText.Of($"Only {HandoverCard.Names([.. new[] { handover.To }.OfType<Person>(), .. handover.Others])} can accept this hand-over.");
}

/// <summary><b>Take back</b>: whoever offered it stays responsible.</summary>
internal sealed class TakeBackHandover(RoomPlans plans) : HandoverHandler(plans)
{
    protected override async Task<Outcome> HandleAsync(Handover handover, Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        handover.MayTakeBack(message.Person)
            ? await SaveAsync(handover, handover.TakeBack(message.Person, new(at.Plan, at.Room, at.Now)), at, cancellationToken)
            : Outcome.Answer(message, RichText.Of($"Only {HandoverCard.Names(handover.From)} can take this hand-over back."));
}

/// <summary>It was not accepted in time: a reminder, then the next on the ladder.</summary>
internal sealed class HandoverMoment(RoomPlans plans) : IHandler<DueMoment>
{
    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        var (id, number) = RoomSubject.Parse(message.Subject);
        if (await RoomStore.FindAsync(turn.Session, id, cancellationToken) is not { IsOpen: true } room
            || await HandoverStore.FindAsync(turn.Session, room.Id, number, cancellationToken) is not { Waits: true } handover)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var after = handover.Tick(new(plan, room, turn.Now));
        await HandoverStore.SaveAsync(turn.Session, room.Id, after, cancellationToken);
        return HandoverEffects.Of(handover, after, await HandoverView.OfAsync(turn.Session, room, plan, turn.Now, cancellationToken), room, plan);
    }
}
