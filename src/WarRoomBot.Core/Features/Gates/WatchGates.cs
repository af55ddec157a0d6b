using WarRoomBot.Cards;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Gates;

/// <summary>A gate's next moment has come: those who are missing are asked again, or its time is over.</summary>
internal sealed class GateMoment(GateTurns gates) : IHandler<DueMoment>
{
    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        var (room, number) = RoomSubject.Parse(message.Subject);
        return await gates.FindAsync(turn.Session, room, number, cancellationToken) is { Gate.IsOpen: true } found
            ? await gates.SaveAsync(found.Gate, found.Gate.Tick(found.View, turn.Now), found.View, turn, null, cancellationToken)
            : Outcome.Nothing;
    }
}

/// <summary>Something in the room changed: open gates show it, and ask again when it matters.</summary>
internal sealed class HearRoom(GateWatch watch) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken) =>
        await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is { IsOpen: true } room ? await watch.LookAsync(room, turn, cancellationToken) : Outcome.Nothing;
}

/// <summary>New figures are in: they may call a gate, and change what is known at one.</summary>
internal sealed class HearFigures(GateWatch watch, RoomPlans plans, GateOpenings openings) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var round = Json.Read<MeasuredRound>(message.Subject);
        if (await RoomStore.FindAsync(turn.Session, round.Room, cancellationToken) is not { IsOpen: true } room)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        var outcome = new Outcome();
        foreach (var planned in plan.Gates.Where(gate => gate.CalledBy.Any(call => round.Metrics.Contains(call.Metric))))
            outcome.Also(await CallAsync(planned, round, room, plan, turn, cancellationToken));
        return outcome.Also(await watch.LookAsync(room, turn, cancellationToken));
    }

    /// <summary>A rule calls once, and again only after what it looks at was well in between.</summary>
    private async Task<Outcome> CallAsync(PlannedGate planned, MeasuredRound round, WarRoom room, Plan plan, Turn turn, CancellationToken cancellationToken)
    {
        var gates = (await GateStore.AllAsync(turn.Session, room.Id, cancellationToken)).Where(gate => gate.Name == planned.Name).ToList();
        for (var rule = 0; rule < planned.CalledBy.Count; rule++)
        {
            var call = planned.CalledBy[rule];
            if (!round.Metrics.Contains(call.Metric))
                continue;
            var standing = (await Standings.OfAsync(turn.Session, room, [plan.Metric(call.Metric)! with { Warning = null, Critical = call.When }], turn.Now, cancellationToken))[0];
            var last = gates.LastOrDefault(gate => gate.Rule == rule && !gate.RuleIsOver);
            if (standing.Threshold is null && last is not null && standing.Latest?.IsValue == true)
                await GateStore.SaveAsync(turn.Session, last with { RuleIsOver = true }, cancellationToken);
            if (standing.Threshold is not null && last is null && !gates.Exists(gate => gate.IsOpen))
            {
                var why = $"{standing.Metric.Title} {ValueWords.Of(standing.Metric, standing.Latest)}, {ValueWords.Of(call.When.Condition, standing.Metric.Unit)}{(call.When.For > TimeSpan.Zero ? $" for {Durations.Words(call.When.For)}" : "")}";
                return await openings.OpenAsync(planned, room, plan, new(null, why, rule), turn, cancellationToken);
            }
        }

        return Outcome.Nothing;
    }
}

/// <summary>Looks again at what open gates go by.</summary>
internal sealed class GateWatch(RoomPlans plans, GateTurns gates)
{
    internal async Task<Outcome> LookAsync(WarRoom room, Turn turn, CancellationToken cancellationToken)
    {
        var outcome = new Outcome();
        var open = await GateStore.OpenAsync(turn.Session, room.Id, cancellationToken);
        var plan = open.Count > 0 ? await plans.OfAsync(turn.Session, room, cancellationToken) : null;
        foreach (var gate in open)
        {
            var view = new GateView(room, plan!, plan!.Gate(gate.Name)!);
            var (findings, troubles) = await Evidence.OfAsync(turn.Session, gate, view, turn.Now, cancellationToken);
            outcome.Also(await gates.SaveAsync(gate, gate.Learn(findings, troubles, view, turn.Now), view, turn, null, cancellationToken));
        }

        return outcome;
    }
}

/// <summary>The room ended: what is not decided stays undecided, and nothing opens any more.</summary>
internal sealed class CloseGates(RoomPlans plans, GateTurns gates) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is not { } room)
            return Outcome.Nothing;
        var (outcome, plan) = (new Outcome(), await plans.OfAsync(turn.Session, room, cancellationToken));
        foreach (var planned in plan.Gates)
            outcome.Add(new CallOff(GateSchedule.At(room, planned, turn.Now).Key));
        foreach (var gate in await GateStore.OpenAsync(turn.Session, room.Id, cancellationToken))
            outcome.Also(await gates.SaveAsync(gate, gate.GiveUp(turn.Now), new(room, plan, plan.Gate(gate.Name)!), turn, null, cancellationToken));
        return outcome;
    }
}

/// <summary>Whoever ends a room leaves its open gates undecided.</summary>
internal sealed class UndecidedGates(RoomPlans plans) : IUnfinished
{
    public async Task<IReadOnlyList<RichText>> OfAsync(WarRoom room, Turn turn, CancellationToken cancellationToken)
    {
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        return [.. (await GateStore.OpenAsync(turn.Session, room.Id, cancellationToken)).Select(gate => RichText.Of($"{plan.Gate(gate.Name)?.Title ?? gate.Name} is open until {Span.Date(gate.Deadline)}: it would stay undecided"))];
    }
}

/// <summary>A room whose time is up stays open for a decision that is due.</summary>
internal sealed class KeepRoomForGates(RoomPlans plans) : IRoomKeeper
{
    public async Task<DateTimeOffset?> KeepsUntilAsync(WarRoom room, Turn turn, CancellationToken cancellationToken)
    {
        var moments = (await GateStore.OpenAsync(turn.Session, room.Id, cancellationToken)).Select(gate => (DateTimeOffset?)gate.Deadline).ToList();
        // At the very end both are due at once, and it is not said which comes first.
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        if (await GateSchedule.NextAsync(turn.Session, room, plan, cancellationToken) is { } next && next.At <= turn.Now)
            moments.Add(next.At + room.Clock.Real(next.Planned.OpenFor));
        return moments.Max();
    }
}
