using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary>The decision of an incident's playbook, and who may make it.</summary>
internal static class Decisions
{
    /// <returns>Null for none: then the rollback review has no questions.</returns>
    internal static Decision? Of(Incident incident, Plan plan) =>
        incident.Playbook is { } playbook && plan.Playbook(playbook)?.Decision is { } name ? plan.Decision(name) : null;

    /// <summary>Where the answers so far have led; null where nothing is to be decided.</summary>
    internal static DecisionPoint? At(Incident incident, Plan plan) =>
        incident.ReviewWaits ? Of(incident, plan)?.After(incident.Path.Select(step => step.Answer)) : null;

    /// <summary>The lead decides; while nobody leads, whoever may lead does both.</summary>
    internal static RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => incident.Lead is { } lead
        ? lead == person ? null : RichText.Of($"{lead} leads incident #{incident.Number} and decides that; {new Code("/incident lead")} takes the lead over.")
        : Rights.ToLead(person, person, room, plan);

    internal static RichText Decided(Incident incident) =>
        incident.Timeline.LastOrDefault(entry => entry.What == IncidentChanges.ReviewDecided) is { By: { } by } decision
            ? RichText.Of($"{by} has decided at {Span.Time(decision.At)} already: {decision.Text}.")
            : "There is nothing to decide now.";

    internal static RichText Moved(Incident incident) =>
        incident.ReviewWaits ? "Somebody has answered meanwhile; please look at the card as it is now." : Decided(incident);

    /// <summary>Whether the card that was pressed showed the place where the decision stands.</summary>
    internal static bool IsHere(Incident incident, string rest) =>
        int.TryParse(rest.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place == incident.Path.Count;
}

/// <summary><b>Decide now</b>: the questions come before the review does.</summary>
internal sealed class BeginDecision(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (Decisions.Of(incident, at.Plan) is not { } decision)
            return Outcome.Answer(message, "The playbook of this incident has no decision; please use the newest card.");
        return incident.ReviewWaits
            ? Outcome.Answer(message, "The questions stand on the card already.")
            : await SaveAsync(incident, incident.Review(decision.Title, message.Person, at.Now), at, cancellationToken);
    }
}

/// <summary>An answer to the question that the decision has come to.</summary>
internal sealed class AnswerQuestion(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (!Decisions.IsHere(incident, rest) || Decisions.At(incident, at.Plan) is not DecisionPoint.Question question
            || !int.TryParse(rest.Split(' ')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= question.Answers.Count)
            return Outcome.Answer(message, Decisions.Moved(incident));
        return await SaveAsync(incident, incident.Answer(question.Text, question.Answers[number].Text, message.Person, at.Now), at, cancellationToken);
    }
}

/// <summary><b>Take back</b>: the last answer was none.</summary>
internal sealed class TakeBackAnswer(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        Decisions.IsHere(incident, rest) && incident is { ReviewWaits: true, Path.Count: > 0 }
            ? await SaveAsync(incident, incident.TakeBack(message.Person, at.Now), at, cancellationToken)
            : Outcome.Answer(message, Decisions.Moved(incident));
}

/// <summary><b>Do it</b>: the lead follows the recommendation.</summary>
internal sealed class FollowRecommendation(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Decisions.MayNot(incident, person, room, plan);

    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        Decisions.IsHere(incident, rest) && Decisions.At(incident, at.Plan) is DecisionPoint.Recommendation recommended
            ? await SaveAsync(incident, incident.Decide(recommended.Text, null, message.Person, at.Now), at, cancellationToken)
            : Outcome.Answer(message, Decisions.Moved(incident));
}

/// <summary><b>Roll back</b> at a review without questions.</summary>
internal sealed class RollBack(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    internal const string What = "rollback";

    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Decisions.MayNot(incident, person, room, plan);

    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        incident.ReviewWaits && Decisions.Of(incident, at.Plan) is null
            ? await SaveAsync(incident, incident.Decide(What, null, message.Person, at.Now), at, cancellationToken)
            : Outcome.Answer(message, Decisions.Decided(incident));
}

/// <summary><b>Not now</b>: the lead decides otherwise, and is asked why.</summary>
internal sealed class NotNowForm(IDatabase database, RoomPlans plans) : RestrictedForm(database, plans)
{
    internal const string FormId = "incident.not-now";
    internal const string Reason = "reason";

    public override string Id => FormId;

    protected override string Action => ControlCard.NotNowAction;

    protected override bool Fits(Incident incident) => incident is { IsResolved: false, ReviewWaits: true };

    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Decisions.MayNot(incident, person, room, plan);

    protected override Form Build(Incident incident, Plan plan, string context) => new(
        FormId, "Not now", "Decide", context, [new TextField(Reason, "Why not") { Multiline = true, Longest = 500 }]);
}

/// <summary>The form was sent in.</summary>
internal sealed class KeepGoing(RoomPlans plans) : IncidentHandler<Submitted>(plans)
{
    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Decisions.MayNot(incident, person, room, plan);

    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Submitted message, RoomTurn at, CancellationToken cancellationToken)
    {
        var what = Decisions.Of(incident, at.Plan) is null
            ? incident.ReviewWaits ? RollBack.What : null
            : Decisions.IsHere(incident, rest) ? (Decisions.At(incident, at.Plan) as DecisionPoint.Recommendation)?.Text : null;
        return what is null
            ? Outcome.Answer(message, Decisions.Moved(incident))
            : await SaveAsync(incident, incident.Decide(what, message.Values.GetValueOrDefault(NotNowForm.Reason, "").Trim(), message.Person, at.Now), at, cancellationToken);
    }
}

/// <summary>The form of <b>Not now</b> was not opened.</summary>
internal sealed class NotNowNotOpened(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Decisions.MayNot(incident, person, room, plan);

    protected override Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        Task.FromResult(Outcome.Answer(message, incident.ReviewWaits ? "The form could not be opened; please press the button again." : Decisions.Decided(incident)));
}
