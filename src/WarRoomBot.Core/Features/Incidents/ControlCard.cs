using System.Globalization;
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
    internal const string TimesAction = "incident.times";

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
            .. Playbook(incident, plan),
            .. Review(incident),
            new Buttons([.. IncidentCard.ButtonsOf(incident), .. incident.IsResolved ? (IEnumerable<Button>)[new("Correct the times", TimesAction, $"{incident.Number}")] : []]),
        ]);

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
        yield return new Line(RichText.Join(" · ", [RichText.Of($"Resolved by {resolved.By}"), cause, IncidentFigures.Of(incident, room.Clock)]));
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
            yield return Step(incident, step, shown);
        }
    }

    private static Element Step(Incident incident, int step, bool withButtons)
    {
        var (text, done) = (incident.Steps[step].Text, incident.Steps[step].Done);
        if (done is not null)
            return new Line(RichText.Of($"{(done.Skipped ? "☒" : "☑")} {text} · {(done.Skipped ? "skipped by" : "done by")} {done.By} {Span.Time(done.At)}"));
        var value = string.Create(CultureInfo.InvariantCulture, $"{incident.Number} {step}");
        return withButtons
            ? new Prompt($"☐ {text}", [
                new("Done", DoneAction, value) { Label = Texts.Cut($"Done: {text}", 75) },
                new("Skip", SkipAction, value) { Label = Texts.Cut($"Skip: {text}", 75) }])
            : new Line($"☐ {text}");
    }

    private static IEnumerable<Element> Review(Incident incident)
    {
        if (incident.ReviewAt is { } at)
            yield return new Line(RichText.Of($"Rollback review {Span.Time(at)}, if it is not resolved by then"));
        if (!incident.ReviewWaits)
            yield break;
        var value = $"{incident.Number}";
        yield return new Divider();
        yield return new Prompt(
            RichText.Of($"{Span.Strong("Rollback review:")} it is not resolved. Is the service operational, is no data at risk, and will a fix be out in less than 30 min? If not, roll back."),
            [
                new("Roll back", RollBackAction, value) { Style = ButtonStyle.Danger, Confirm = "The decision to roll back goes into the record." },
                new("Not now", NotNowAction, value),
            ]);
    }
}
