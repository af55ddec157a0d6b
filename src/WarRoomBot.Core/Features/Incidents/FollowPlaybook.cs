using System.Globalization;
using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

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

/// <summary><c>/incident playbook &lt;name&gt;</c>: another one fits better.</summary>
internal sealed class FollowAnother(RoomPlans plans) : IncidentHandler<Typed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var names = at.Plan.Playbooks.Select(playbook => playbook.Name).ToList();
        if (names.Count == 0)
            return Outcome.Answer(message, "This plan has no playbooks.");
        if (at.Plan.Playbook(rest.ToLowerInvariant()) is not { } playbook)
            return Outcome.Answer(message, rest.Length == 0 ? RichText.Of($"Which one? Type {new Code("/incident playbook <name>")}; there are {names.Humanize("and")}.")
                : Nearest.To(rest, names) is { } nearest ? RichText.Of($"There is no playbook \"{Texts.Cut(rest, 30)}\". Did you mean {new Code($"/incident playbook {nearest}")}?")
                : $"There is no playbook \"{Texts.Cut(rest, 30)}\"; there are {names.Humanize("and")}.");
        if (playbook.Name == incident.Playbook)
            return Outcome.Answer(message, $"Incident #{incident.Number} follows {playbook.Title} already.");
        return incident.Steps.Any(step => step.Run is { Stage: StepStage.UnderWay })
            ? Outcome.Answer(message, "A step is under way; once it has answered another playbook can be followed.")
            : await SaveAsync(incident, incident.Follow(playbook, message.Person, at.Now, new(at.Plan, at.Room.Clock)), at, cancellationToken);
    }
}
