using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
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
        return incident.Steps[step].Done is { } done
            ? Outcome.Answer(message, RichText.Of($"{done.By} has {(done.Skipped ? "skipped" : "done")} that at {Span.Time(done.At)} already."))
            : await SaveAsync(incident, incident.Take(step, skips, message.Person, at.Now), at, cancellationToken);
    }
}

internal sealed class FinishStep(RoomPlans plans) : TakeStep(plans, skips: false);

internal sealed class SkipStep(RoomPlans plans) : TakeStep(plans, skips: true);

/// <summary><b>Roll back</b> at the rollback review.</summary>
internal sealed class RollBack(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken) => incident.ReviewWaits
        ? await SaveAsync(incident, incident.Decide(true, null, message.Person, at.Now), at, cancellationToken)
        : Outcome.Answer(message, Decided(incident));

    internal static RichText Decided(Incident incident) =>
        incident.Timeline.LastOrDefault(entry => entry.What == IncidentChanges.ReviewDecided) is { By: { } by } decision
            ? RichText.Of($"{by} has decided at {Span.Time(decision.At)} already: {decision.Text}.")
            : "There is no rollback review to decide.";
}

/// <summary><b>Not now</b> at the rollback review: asks why.</summary>
internal sealed class NotNowForm(IDatabase database) : IncidentForm(database)
{
    internal const string FormId = "incident.not-now";
    internal const string Reason = "reason";

    public override string Id => FormId;

    protected override string Action => ControlCard.NotNowAction;

    protected override bool Fits(Incident incident) => incident is { IsResolved: false, ReviewWaits: true };

    protected override Form Build(Incident incident, string context) => new(
        FormId, "No rollback now", "Decide", context, [new TextField(Reason, "Why not") { Multiline = true, Longest = 500 }]);
}

/// <summary>The form was sent in.</summary>
internal sealed class KeepGoing(RoomPlans plans) : IncidentHandler<Submitted>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Submitted message, RoomTurn at, CancellationToken cancellationToken) => incident.ReviewWaits
        ? await SaveAsync(incident, incident.Decide(false, message.Values.GetValueOrDefault(NotNowForm.Reason, "").Trim(), message.Person, at.Now), at, cancellationToken)
        : Outcome.Answer(message, RollBack.Decided(incident));
}

/// <summary>The form of <b>Not now</b> was not opened.</summary>
internal sealed class NotNowNotOpened(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        Task.FromResult(Outcome.Answer(message, incident.ReviewWaits ? "The form could not be opened; please press the button again." : RollBack.Decided(incident)));
}
