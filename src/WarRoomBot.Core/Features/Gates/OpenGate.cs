using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Gates;

/// <summary><c>/warroom gate [name]</c>: a decision is wanted now.</summary>
internal class OpenGate(RoomPlans plans, GateOpenings openings) : RoomHandler<Typed>(plans)
{
    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var gates = at.Plan.Gates;
        if (gates.Count == 0)
            return Outcome.Answer(message, RichText.Of($"This plan has no gates; they stand under {new Code("gates:")} in its file."));
        var named = message.Text.Trim().ToLowerInvariant();
        if (await WantedAsync(named, at, cancellationToken) is not { } planned)
        {
            var names = gates.Select(gate => gate.Name).Humanize("or");
            return Outcome.Answer(message, named.Length == 0
                ? RichText.Of($"Which one? Type {new Code("/warroom gate <name>")}: {names}.")
                : RichText.Of($"This plan has no gate \"{named}\"; it has {names}."));
        }

        if ((await GateStore.OpenAsync(at.Session, at.Room.Id, cancellationToken)).FirstOrDefault(gate => gate.Name == planned.Name) is { } open)
            return Outcome.Answer(message, RichText.Of($"{planned.Title} is open already, until {Span.Date(open.Deadline)}; please use its card."));
        return await openings.OpenAsync(planned, at.Room, at.Plan, new(message.Person, null, null), at.Turn, cancellationToken);
    }

    /// <summary>The one that was named; without a name the only one, or else the next to open by itself.</summary>
    protected virtual async Task<PlannedGate?> WantedAsync(string name, RoomTurn at, CancellationToken cancellationToken) => name.Length > 0 ? at.Plan.Gate(name)
        : at.Plan.Gates is [var only] ? only
        : (await GateSchedule.NextAsync(at.Session, at.Room, at.Plan, cancellationToken))?.Planned;
}

/// <summary><c>/warroom golive</c>: the last gate of the plan.</summary>
internal sealed class OpenLastGate(RoomPlans plans, GateOpenings openings) : OpenGate(plans, openings)
{
    protected override Task<PlannedGate?> WantedAsync(string name, RoomTurn at, CancellationToken cancellationToken) => Task.FromResult<PlannedGate?>(at.Plan.Gates[^1]);
}

/// <summary>The room opened: its gates have their times.</summary>
internal sealed class ScheduleGates(RoomPlans plans) : IHandler<Happened>
{
    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        if (await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is not { IsOpen: true } room)
            return Outcome.Nothing;
        var outcome = new Outcome();
        foreach (var gate in (await plans.OfAsync(turn.Session, room, cancellationToken)).Gates)
        {
            // A room may be opened for a deployment that was hours ago: what was to be decided before is past.
            if (gate.At is { } at && room.Clock.At(at) >= room.OpenedAt)
                outcome.Add(GateSchedule.At(room, gate, room.Clock.At(at)));
        }

        return outcome;
    }
}

/// <summary>A gate's time has come.</summary>
internal sealed class GateIsDue(RoomPlans plans, GateOpenings openings) : IHandler<DueMoment>
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        var (id, name) = message.Subject.Split(' ', 2) is [var first, var second] ? (first, second) : (message.Subject, "");
        if (await RoomStore.FindAsync(turn.Session, id, cancellationToken) is not { IsOpen: true } room)
            return Outcome.Nothing;
        var plan = await plans.OfAsync(turn.Session, room, cancellationToken);
        if (plan.Gate(name) is not { } planned || (await GateStore.OpenAsync(turn.Session, room.Id, cancellationToken)).Any(gate => gate.Name == name))
            return Outcome.Nothing;
        var late = turn.Now - message.At > Late ? $"{Durations.Words(turn.Now - message.At)} late: the bot was down when it was due" : null;
        return await openings.OpenAsync(planned, room, plan, new(null, late, null), turn, cancellationToken);
    }
}

/// <summary>What every way of opening a gate ends in.</summary>
internal sealed class GateOpenings(GateTurns gates)
{
    internal async Task<Outcome> OpenAsync(PlannedGate planned, WarRoom room, Plan plan, OpeningCause cause, Turn turn, CancellationToken cancellationToken)
    {
        var view = new GateView(room, plan, planned);
        var (findings, troubles) = await Evidence.OfAsync(turn.Session, null, view, turn.Now, cancellationToken);
        var gate = GateChanges.Open(new()
        {
            Number = await GateStore.NextNumberAsync(turn.Session, room.Id, cancellationToken),
            Room = room.Id,
            Name = planned.Name,
            OpenedAt = turn.Now,
            OpenedBy = cause.By,
            Because = cause.Because,
            Rule = cause.Rule,
            Deadline = turn.Now + room.Clock.Real(planned.OpenFor),
            Findings = findings,
            Troubles = troubles,
            Urgent = [.. troubles.Where(trouble => trouble.Severity == Signals.SignalSeverity.P0).Select(trouble => trouble.Key)],
        }, view);
        return await gates.SaveAsync(null, gate, view, turn, cause.By, cancellationToken);
    }
}

/// <summary>Why a gate opens.</summary>
/// <param name="By">Who asked for it; null for its time, or a rule.</param>
/// <param name="Because">In words; null when there is nothing to explain.</param>
/// <param name="Rule">The place of the rule that calls it.</param>
internal sealed record OpeningCause(Person? By, string? Because, int? Rule);
