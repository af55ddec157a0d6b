using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary>A button on a step of the playbook that the bot does.</summary>
internal abstract class StepButton(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected sealed override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (!int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var step) || step >= incident.Steps.Count || Of(incident, step, at.Plan) is not { } call)
            return Outcome.Answer(message, "That step is not in the playbook any more; please use the newest card.");
        if (MayNot(call, message.Person, at) is { } refusal)
            return Outcome.Answer(message, refusal);
        return incident.Steps[step] switch
        {
            { Done: { } done } => Outcome.Answer(message, RichText.Of($"{done.By} has {(done.Skipped ? "skipped" : "done")} that at {Span.Time(done.At)} already.")),
            { Run: { Stage: StepStage.UnderWay } run } => Outcome.Answer(message, RichText.Of($"{run.By} has started that at {Span.Time(run.At)}; it has not answered yet.")),
            var planned => await HandleAsync(incident, step, call, planned.Run, message, at, cancellationToken),
        };
    }

    /// <param name="incident">The one that is meant.</param>
    /// <param name="step">Neither done nor under way.</param>
    /// <param name="call">What the plan says of it.</param>
    /// <param name="run">What came of it so far.</param>
    /// <param name="message">The press.</param>
    /// <param name="at">The room.</param>
    /// <param name="cancellationToken">Stops handling.</param>
    protected abstract Task<Outcome> HandleAsync(Incident incident, int step, StepCall call, StepRun? run, Pressed message, RoomTurn at, CancellationToken cancellationToken);

    internal static StepCall? Of(Incident incident, int step, Plan plan) =>
        incident.Playbook is { } name ? plan.Playbook(name)?.Steps.ElementAtOrDefault(step)?.Call : null;

    private static RichText? MayNot(StepCall call, Person person, RoomTurn at) => Rights.ToStart(call, person, at.Room, at.Plan);
}

/// <summary><b>Start</b>, <b>Start again</b>, and <b>Agree and start</b> of a second person.</summary>
internal sealed class StartStep(RoomPlans plans) : StepButton(plans)
{
    protected override async Task<Outcome> HandleAsync(
        Incident incident, int step, StepCall call, StepRun? run, Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (run is { Stage: StepStage.Wanted } && run.By == message.Person)
            return Outcome.Answer(message, RichText.Of($"You asked for it at {Span.Time(run.At)}; somebody else has to agree: {Rights.Named(call.StartedBy, at.Room, at.Plan)}."));
        if (call.SecondPerson && run is not { Stage: StepStage.Wanted })
            return await SaveAsync(incident, incident.Want(step, message.Person, at.Now), at, cancellationToken);
        var started = incident.Start(step, message.Person, at.Now);
        if (at.Room.IsRehearsal)
            return await SaveAsync(incident, started.Finish(step, true, "a rehearsal, so nothing was called", null, at.Now), at, cancellationToken);
        return (await SaveAsync(incident, started, at, cancellationToken)).Add(StepCaller.Asked(started, step, at.Room, at.Now));
    }
}

/// <summary><b>Take back</b> what a second person should have agreed to.</summary>
internal sealed class WithdrawStep(RoomPlans plans) : StepButton(plans)
{
    protected override async Task<Outcome> HandleAsync(
        Incident incident, int step, StepCall call, StepRun? run, Pressed message, RoomTurn at, CancellationToken cancellationToken) => run is { Stage: StepStage.Wanted }
        ? await SaveAsync(incident, incident.Withdraw(step, message.Person, at.Now), at, cancellationToken)
        : Outcome.Answer(message, "Nobody waits for that any more; please look at the card as it is now.");
}

/// <summary>What was called has answered.</summary>
internal sealed class StepAnswered(RoomPlans plans) : IHandler<Performed>
{
    public async Task<Outcome> HandleAsync(Performed message, Turn turn, CancellationToken cancellationToken)
    {
        var (request, result) = (Json.Read<StepRequest>(message.Request), Json.Read<StepResult>(message.Result));
        await StepMarks.RemoveAsync(turn.Session, message.Key, cancellationToken);
        if (await IncidentSubject.FindAsync(turn.Session, string.Create(CultureInfo.InvariantCulture, $"{request.Incident}"), cancellationToken) is not var (incident, room)
            || incident.Steps.ElementAtOrDefault(request.Step)?.Run is not { Stage: StepStage.UnderWay } run || run.Number != request.Number)
            return Outcome.Nothing;
        var after = incident.Finish(request.Step, result.Succeeded, result.Answer, result.Output, turn.Now);
        await IncidentStore.SaveAsync(turn.Session, after, cancellationToken);
        return IncidentEffects.Of(incident, after, room, await plans.OfAsync(turn.Session, room, cancellationToken), turn.Now);
    }
}
