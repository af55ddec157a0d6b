using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Incidents;

/// <summary><b>Update</b>: how it stands now, in one form.</summary>
internal sealed class UpdateForm(IDatabase database, RoomPlans plans) : IncidentForm(database, plans)
{
    internal const string FormId = "incident.update";
    internal const string Status = "status";
    internal const string Severity = "severity";
    internal const string Note = "note";

    public override string Id => FormId;

    protected override string Action => IncidentCard.UpdateAction;

    protected override Form Build(Incident incident, Plan plan, string context) => new(
        FormId,
        Texts.Cut($"Update #{incident.Number}", 24),
        "Save",
        context,
        [
            new ChoiceField(Status, "Status", [.. IncidentWords.Statuses.SkipLast(1).Select(word => new Option(word, word))]) { Initial = IncidentWords.Of(incident.Status) },
            new ChoiceField(Severity, "Severity", SeverityOptions.Of(plan.Alerts)) { Initial = $"{incident.Severity}" },
            new TextField(Note, "What is new") { Multiline = true, Optional = true, Longest = NoteIncident.Longest },
        ]);
}

/// <summary>The form was sent in.</summary>
internal sealed class UpdateFromForm(RoomPlans plans) : IncidentHandler<Submitted>(plans)
{
    protected override Task<Outcome> HandleAsync(Incident incident, string rest, Submitted message, RoomTurn at, CancellationToken cancellationToken)
    {
        var clock = new IncidentClock(at.Plan, at.Room.Clock);
        var after = incident;
        if (Enum.TryParse<SignalSeverity>(message.Values.GetValueOrDefault(UpdateForm.Severity), out var severity))
            after = Grading.To(after, severity, message.Person, at);
        if (IncidentWords.TryStatus(message.Values.GetValueOrDefault(UpdateForm.Status, ""), out var status))
            after = after.Update(status, message.Values.GetValueOrDefault(UpdateForm.Note)?.Trim(), message.Person, at.Now, clock);
        return SaveAsync(incident, after, at, cancellationToken);
    }
}

/// <summary><c>/incident status &lt;word&gt; [note]</c>.</summary>
internal sealed class SetStatus(RoomPlans plans) : IncidentHandler<Typed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var words = rest.Split(' ', 2, StringSplitOptions.TrimEntries);
        if (!IncidentWords.TryStatus(words[0], out var status))
            return Outcome.Answer(message, Unknown(words[0], incident));
        var note = words.ElementAtOrDefault(1) ?? "";
        if (note.Length > NoteIncident.Longest)
            return Outcome.Answer(message, NoteIncident.TooLong(note));
        var clock = new IncidentClock(at.Plan, at.Room.Clock);
        if (status == IncidentStatus.Resolved && Rights.ToClose(message.Person, at.Room, at.Plan) is { } refusal)
            return Outcome.Answer(message, refusal);
        if (status == IncidentStatus.Resolved)
            return await SaveAsync(incident, incident.Resolve(new(message.Person, at.Now, note, null, null), clock), at, cancellationToken);
        if (status == incident.Status && note.Length == 0)
            return Outcome.Answer(message, $"Incident #{incident.Number} is {IncidentWords.Of(status)} already.");
        return await SaveAsync(incident, incident.Update(status, note, message.Person, at.Now, clock), at, cancellationToken);
    }

    private static RichText Unknown(string word, Incident incident)
    {
        var all = string.Join(", ", IncidentWords.Statuses);
        return word.Length == 0 ? $"Incident #{incident.Number} is {IncidentWords.Of(incident.Status)}; it can be set to {all}."
            : Nearest.To(word, IncidentWords.Statuses) is { } nearest ? RichText.Of($"There is no status \"{Texts.Cut(word, 30)}\". Did you mean {new Code($"/incident status {nearest}")}?")
            : $"There is no status \"{Texts.Cut(word, 30)}\"; there are {all}.";
    }
}

/// <summary><c>/incident severity P0</c>: whom it needs and how often people are told follow.</summary>
internal sealed class SetSeverity(RoomPlans plans) : IncidentHandler<Typed>(plans)
{
    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (!OpenRequest.TrySeverity(rest, out var severity))
            return Outcome.Answer(message, RichText.Of($"How bad is it? Type {new Code("/incident severity P0")}: P0, P1, P2 or P3; it is {incident.Severity.ToString()} now."));
        return severity == incident.Severity
            ? Outcome.Answer(message, $"Incident #{incident.Number} is {severity} already.")
            : await SaveAsync(incident, Grading.To(incident, severity, message.Person, at), at, cancellationToken);
    }
}

internal static class Grading
{
    internal static Incident To(Incident incident, SignalSeverity severity, Person by, RoomTurn at)
    {
        var graded = incident.Grade(severity, by, at.Now, new(at.Plan, at.Room.Clock));
        return ReferenceEquals(graded, incident) ? incident : graded.Bring(IncidentPlaces.Needed(severity, at.Room, at.Plan));
    }
}

/// <summary><c>/incident note &lt;text&gt;</c>: a line in the timeline.</summary>
internal sealed class NoteIncident(RoomPlans plans) : IncidentHandler<Typed>(plans)
{
    internal const int Longest = 2000;

    /// <summary>What is learned afterwards belongs to it too.</summary>
    protected override bool IsForAny => true;

    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (rest.Length == 0)
            return Outcome.Answer(message, RichText.Of($"What happened? Type {new Code("/incident note <text>")}."));
        if (rest.Length > Longest)
            return Outcome.Answer(message, TooLong(rest));
        return await SaveAsync(incident, Noted(incident, rest, message.Person, at), at, cancellationToken);
    }

    internal static Incident Noted(Incident incident, string text, Person by, RoomTurn at) => incident.IsResolved
        ? incident.With(at.Now, IncidentChanges.Noted, text, by)
        : incident.Update(incident.Status, text, by, at.Now, new(at.Plan, at.Room.Clock));

    internal static RichText TooLong(string text) => $"A note has at most {Longest} characters, this one {text.Length}: please say it in two.";
}

/// <summary><b>Later</b> on a reminder.</summary>
internal sealed class SnoozeReminder(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        SaveAsync(incident, incident.Later(at.Now, new(at.Plan, at.Room.Clock)), at, cancellationToken);
}
