using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Incidents;

/// <summary><b>Done</b> or <b>Skip</b> on a step of the playbook.</summary>
internal abstract class TakeStep(RoomPlans plans, bool skips) : IncidentHandler<Pressed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (!int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var step) || step >= incident.Steps.Count)
            return Outcome.Answer(message, "That step is not in the playbook any more; please use the newest card.");
        if (incident.Steps[step].Run is { Stage: StepStage.UnderWay } run)
            return Outcome.Answer(message, RichText.Of($"{run.By} has started that at {Span.Time(run.At)}; it has not answered yet."));
        return incident.Steps[step].Done is { } done
            ? Outcome.Answer(message, RichText.Of($"{done.By} has {(done.Skipped ? "skipped" : "done")} that at {Span.Time(done.At)} already."))
            : await SaveAsync(incident, incident.Take(step, skips, message.Person, at.Now), at, cancellationToken);
    }
}

internal sealed class FinishStep(RoomPlans plans) : TakeStep(plans, skips: false);

internal sealed class SkipStep(RoomPlans plans) : TakeStep(plans, skips: true);
