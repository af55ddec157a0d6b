using System.Globalization;
using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary>An incident where people work on it: how it stands, what the playbook says, what waits for a decision. Pure.</summary>
internal static class ControlCard
{
    internal const string DoneAction = "incident.step-done";
    internal const string SkipAction = "incident.step-skip";
    internal const string RollBackAction = "incident.roll-back";
    internal const string NotNowAction = "incident.not-roll-back";
    internal const string SnoozeAction = "incident.snooze";
    internal const string RoleAction = "incident.role";
    internal const string StartAction = "incident.step-start";
    internal const string WithdrawAction = "incident.step-withdraw";
    internal const string ReviewAction = "incident.review";
    internal const string AnswerAction = "incident.answer";
    internal const string BackAction = "incident.answer-back";
    internal const string FollowAction = "incident.follow";
    internal const string TimesAction = "incident.times";
    internal const string CompleteAction = "incident.complete";
    internal const string CompleteWords = "Complete the post-mortem";

    /// <summary>As many buttons as fit beside each other; the others come when these are taken.</summary>
    private const int MostFreeRoles = 4;

    /// <summary>A step whose buttons would not fit on one screen waits for those before it.</summary>
    private const int MostOpenSteps = 5;

    internal static Card Of(Incident incident, WarRoom room, Plan plan) => new(
        IncidentWords.MarkOf(incident),
        IncidentCard.Title(incident, room),
        [
            new Line(IncidentCard.Facts(incident)),
            .. IncidentCard.Told(incident),
            .. Roles(incident, plan),
            .. Resolution(incident, room),
            // What waits for a decision comes before what is to be done.
            .. incident.ReviewWaits ? Review(incident, plan).Concat(Playbook(incident, plan)) : Playbook(incident, plan).Concat(Review(incident, plan)),
            new Buttons([.. IncidentCard.ButtonsOf(incident), .. incident.IsResolved ? Afterwards(incident) : []]),
            .. incident.Page is { } page ? (IEnumerable<Element>)[new Context(RichText.Of($"Timeline, playbook and post-mortem: {new Link("the incident's page", page)}"))] : [],
        ]);

    /// <summary>What is still to be done with one that is resolved.</summary>
    internal static IEnumerable<Button> Afterwards(Incident incident) =>
        [new(CompleteWords, CompleteAction, $"{incident.Number}"), new("Correct the times", TimesAction, $"{incident.Number}")];

    /// <summary>People are asked how it stands.</summary>
    internal static Card Reminder(Incident incident, Plan plan)
    {
        var who = incident.Lead is { } lead ? RichText.Of($"{lead}: how") : "How";
        var last = incident.NextUpdateAt is null ? "This was the last reminder." : $"Reminder {incident.Reminders} of {plan.Incidents.Reminders}.";
        return new(Mark.Waiting, "", [
            new Line(who + RichText.Of($" does {incident.Severity.ToString()} incident #{incident.Number} {Texts.Cut(incident.Title, 80)} stand? An update is due.")),
            new Buttons([new("Update", IncidentCard.UpdateAction, $"{incident.Number}") { Style = ButtonStyle.Primary }, new("Later", SnoozeAction, $"{incident.Number}")]),
            new Context(last)]);
    }

    /// <summary>Who does what; what nobody has taken can be taken by a button.</summary>
    private static IEnumerable<Element> Roles(Incident incident, Plan plan)
    {
        if (plan.Incidents.Roles.Count == 0)
            yield break;
        var line = RichText.Join(" · ", plan.Incidents.Roles.Select(role =>
            incident.Roles.GetValueOrDefault(role.Name) is { } holder ? RichText.Of($"{role.Title} {holder}") : RichText.Of($"{role.Title}: nobody yet")));
        var free = incident.IsResolved ? [] : plan.Incidents.Roles.Where(role => !incident.Roles.ContainsKey(role.Name)).Take(MostFreeRoles).ToList();
        yield return free.Count == 0
            ? new Line(line)
            : new Prompt(line, [.. free.Select(role => new Button(Texts.Cut($"Take {role.Title}", 30), RoleAction, string.Create(CultureInfo.InvariantCulture, $"{incident.Number} {role.Name}")))]);
    }

    private static IEnumerable<Element> Resolution(Incident incident, WarRoom room)
    {
        if (incident.Resolved is not { } resolved)
            yield break;
        var cause = resolved.Cause is { } category ? RichText.Of($"{Span.Strong("Cause:")} {category}") : RichText.Empty;
        yield return new Line(RichText.Join(" · ", [RichText.Of($"Resolved by {resolved.By}"), cause, IncidentFigures.Of(incident, room.Clock).InWords()]));
    }

    private static IEnumerable<Element> Playbook(Incident incident, Plan plan)
    {
        if (incident.Playbook is not { } name || plan.Playbook(name) is not { } playbook)
            yield break;
        var done = incident.Steps.Count(step => step.Done is not null);
        var title = playbook.Link is { } link ? RichText.Of($"Playbook: {new Link(playbook.Title, link)}") : RichText.Of($"{Span.Strong($"Playbook: {playbook.Title}")}");
        yield return new Divider();
        yield return new Line(incident.Steps.Count > 0 ? title + $" · {done} of {incident.Steps.Count}" : title);
        var open = 0;
        for (var step = 0; step < incident.Steps.Count; step++)
        {
            var isOpen = incident.Steps[step].Done is null;
            var shown = isOpen && !incident.IsResolved && open++ < MostOpenSteps;
            yield return Step(incident, step, playbook.Steps.ElementAtOrDefault(step), shown, plan);
        }
    }

    private static Element Step(Incident incident, int step, PlanStep? planned, bool withButtons, Plan plan)
    {
        var (text, done, run) = (incident.Steps[step].Text, incident.Steps[step].Done, incident.Steps[step].Run);
        if (done is not null)
            return new Line(RichText.Of($"{(done.Skipped ? "☒" : "☑")} {text} · {(done.Skipped ? "skipped by" : "done by")} {done.By} {Span.Time(done.At)}") + Second(run) + Answer(run));
        var line = RichText.Of($"{(run?.Stage == StepStage.UnderWay ? "⏳" : "☐")} {text}");
        line += run switch
        {
            { Stage: StepStage.Wanted } => RichText.Of($" · {run.By} wants to start it {Span.Time(run.At)}; somebody else who is {Who(planned, plan)} has to agree"),
            { Stage: StepStage.UnderWay } => RichText.Of($" · started by {run.By} {Span.Time(run.At)}") + Second(run) + ", no answer yet",
            { Stage: StepStage.Failed } => RichText.Of($" · failed {Span.Time(run.At)}") + Answer(run),
            _ => RichText.Empty,
        };
        var buttons = withButtons ? Buttons(incident, step, planned) : [];
        return buttons.Count > 0 ? new Prompt(line, buttons) : new Line(line);
    }

    private static List<Button> Buttons(Incident incident, int step, PlanStep? planned)
    {
        var (text, run) = (incident.Steps[step].Text, incident.Steps[step].Run);
        var value = string.Create(CultureInfo.InvariantCulture, $"{incident.Number} {step}");
        var skip = new Button("Skip", SkipAction, value) { Label = Texts.Cut($"Skip: {text}", 75) };
        if (planned?.Call is not { } call)
            return [new("Done", DoneAction, value) { Label = Texts.Cut($"Done: {text}", 75) }, skip];
        Button Start(string words) => new(words, StartAction, value)
        {
            Style = ButtonStyle.Danger,
            Confirm = Texts.Cut($"{text}: {call.Host} is told to do it{(call.SecondPerson && run?.Stage != StepStage.Wanted ? " as soon as a second person agrees" : ", now")}.", 200),
            Label = Texts.Cut($"{words}: {text}", 75),
        };
        return run?.Stage switch
        {
            StepStage.Wanted => [Start("Agree and start"), new("Take back", WithdrawAction, value) { Label = Texts.Cut($"Take back: {text}", 75) }],
            StepStage.UnderWay => [],
            StepStage.Failed => [Start("Start again"), skip],
            _ => [Start("Start"), skip],
        };
    }

    private static RichText Second(StepRun? run) => run?.Second is { } second ? RichText.Of($", agreed by {second}") : RichText.Empty;

    private static RichText Answer(StepRun? run) => run?.Answer is { } answer ? $": {answer}" : RichText.Empty;

    private static string Who(PlanStep? planned, Plan plan) =>
        (planned?.Call?.StartedBy ?? []).Select(role => plan.Role(role)!.Title).Humanize("or");

    private static IEnumerable<Element> Review(Incident incident, Plan plan)
    {
        if (incident.IsResolved)
            yield break;
        var (value, decision) = ($"{incident.Number}", Decisions.Of(incident, plan));
        if (!incident.ReviewWaits)
        {
            var at = incident.ReviewAt is { } due ? RichText.Of($"Rollback review {Span.Time(due)}, if it is not resolved by then") : RichText.Empty;
            if (decision is not null)
                yield return new Prompt(at.Count > 0 ? at : decision.Title, [new("Decide now", ReviewAction, value) { Label = Texts.Cut($"Decide now: {decision.Title}", 75) }]);
            else if (at.Count > 0)
                yield return new Line(at);
            yield break;
        }

        yield return new Divider();
        if (decision is null)
            yield return new Prompt(
                RichText.Of($"{Span.Strong("Rollback review:")} it is not resolved. Is the service operational, is no data at risk, and will a fix be out in less than 30 min? If not, roll back."),
                [
                    new("Roll back", RollBackAction, value) { Style = ButtonStyle.Danger, Confirm = "The decision to roll back goes into the record." },
                    new("Not now", NotNowAction, value),
                ]);
        else
            foreach (var element in Path(incident, decision))
                yield return element;
    }

    /// <summary>The way so far, then the next question or what is recommended.</summary>
    private static IEnumerable<Element> Path(Incident incident, Decision decision)
    {
        // A press counts only at the place in the tree that its card showed.
        var place = string.Create(CultureInfo.InvariantCulture, $"{incident.Number} {incident.Path.Count}");
        yield return new Line(RichText.Join("\n", incident.Path.Select(step => RichText.Of($"{step.Question} {Span.Strong(step.Answer)} · {step.By} {Span.Time(step.At)}"))
            .Prepend(RichText.Of($"{Span.Strong($"{decision.Title}:")} {(incident.Path.Count == 0 ? "a few questions, then a recommendation" : "so far")}"))));
        var back = incident.Path.Count > 0 ? (IEnumerable<Button>)[new("Take back", BackAction, place) { Label = "Take back the last answer" }] : [];
        switch (decision.After(incident.Path.Select(step => step.Answer)))
        {
            case DecisionPoint.Question question:
                yield return new Prompt(RichText.Of($"{Span.Strong(question.Text)}"), [
                    .. question.Answers.Select((answer, number) => new Button(answer.Text, AnswerAction, string.Create(CultureInfo.InvariantCulture, $"{place} {number}"))
                    {
                        Label = Texts.Cut($"{answer.Text}: {question.Text}", 75),
                    }),
                    .. back]);
                break;
            case DecisionPoint.Recommendation recommended:
                yield return new Prompt(
                    RichText.Of($"Recommendation: {Span.Strong(recommended.Text)}{(recommended.Because is { } why ? $", because {why}" : "")}. The lead decides."),
                    [
                        new("Do it", FollowAction, place) { Style = ButtonStyle.Primary, Confirm = Texts.Cut($"The decision goes into the record: {recommended.Text}.", 200) },
                        new("Not now", NotNowAction, place),
                        .. back,
                    ]);
                break;
        }
    }
}
