using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary><b>Resolve</b>, or <c>/incident resolve</c> with nothing more: what it was.</summary>
internal sealed class ResolveForm(IDatabase database, RoomPlans plans) : RestrictedForm(database, plans)
{
    internal const string FormId = "incident.resolve";
    internal const string Summary = "summary";
    internal const string Cause = "cause";
    internal const string Impact = "impact";

    internal static readonly IReadOnlyList<string> Causes =
        ["Deployment", "Configuration", "Capacity", "Data", "Network", "Third party", "Security", "Human error", "Not known yet"];

    public override string Id => FormId;

    protected override string Action => IncidentCard.ResolveAction;

    protected override string? Word => "resolve";

    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Rights.ToClose(person, room, plan);

    protected override Form Build(Incident incident, Plan plan, string context) => new(
        FormId,
        Texts.Cut($"Resolve #{incident.Number}", 24),
        "Resolve",
        context,
        [
            new TextField(Summary, "What it was and what ended it") { Multiline = true, Longest = NoteIncident.Longest },
            new ChoiceField(Cause, "Root cause", [.. Causes.Select(cause => new Option(cause, cause))]),
            new TextField(Impact, "Impact on customers") { Multiline = true, Optional = true, Longest = 1000, Initial = incident.Impact },
        ]);
}

/// <summary>The form was sent in.</summary>
internal sealed class ResolveFromForm(RoomPlans plans) : IncidentHandler<Submitted>(plans)
{
    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Rights.ToClose(person, room, plan);

    protected override Task<Outcome> HandleAsync(Incident incident, string rest, Submitted message, RoomTurn at, CancellationToken cancellationToken)
    {
        var values = message.Values;
        var resolution = new IncidentResolution(
            message.Person, at.Now, values.GetValueOrDefault(ResolveForm.Summary, "").Trim(), values.GetValueOrDefault(ResolveForm.Cause), values.GetValueOrDefault(ResolveForm.Impact)?.Trim());
        return SaveAsync(incident, incident.Resolve(resolution, new(at.Plan, at.Room.Clock)), at, cancellationToken);
    }
}

/// <summary><c>/incident resolve &lt;summary&gt;</c>.</summary>
internal sealed class ResolveIncident(RoomPlans plans) : IncidentHandler<Typed>(plans)
{
    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Rights.ToClose(person, room, plan);

    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (rest.Length == 0)
            return Outcome.Answer(message, RichText.Of($"What was it, and what ended it? Type {new Code("/incident resolve <summary>")}."));
        return rest.Length > NoteIncident.Longest
            ? Outcome.Answer(message, NoteIncident.TooLong(rest))
            : await SaveAsync(incident, incident.Resolve(new(message.Person, at.Now, rest, null, null), new(at.Plan, at.Room.Clock)), at, cancellationToken);
    }
}

/// <summary>The form of <b>Resolve</b> was not opened.</summary>
internal sealed class ResolveNotOpened(RoomPlans plans) : FormNotOpened(plans)
{
    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Rights.ToClose(person, room, plan);
}

/// <summary><b>Reopen</b>: asks why.</summary>
internal sealed class ReopenForm(IDatabase database, RoomPlans plans) : RestrictedForm(database, plans)
{
    internal const string FormId = "incident.reopen";
    internal const string Reason = "reason";

    public override string Id => FormId;

    protected override string Action => IncidentCard.ReopenAction;

    protected override bool Fits(Incident incident) => incident.IsResolved;

    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Rights.ToOpen(person, room, plan);

    protected override Form Build(Incident incident, Plan plan, string context) => new(
        FormId, Texts.Cut($"Reopen #{incident.Number}", 24), "Reopen", context, [new TextField(Reason, "Why") { Multiline = true, Longest = 500 }]);
}

/// <summary>The form was sent in.</summary>
internal sealed class ReopenFromForm(RoomPlans plans) : IncidentHandler<Submitted>(plans)
{
    protected override bool IsForResolved => true;

    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Rights.ToOpen(person, room, plan);

    protected override Task<Outcome> HandleAsync(Incident incident, string rest, Submitted message, RoomTurn at, CancellationToken cancellationToken) => SaveAsync(
        incident, incident.Reopen(message.Values.GetValueOrDefault(ReopenForm.Reason, "").Trim(), message.Person, at.Now, new(at.Plan, at.Room.Clock)), at, cancellationToken);
}

/// <summary>The form of <b>Reopen</b> was not opened.</summary>
internal sealed class ReopenNotOpened(RoomPlans plans) : ClosedFormNotOpened(plans)
{
    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Rights.ToOpen(person, room, plan);
}

/// <summary><c>/incident reopen &lt;reason&gt;</c>.</summary>
internal sealed class ReopenIncident(RoomPlans plans) : IncidentHandler<Typed>(plans)
{
    protected override bool IsForResolved => true;

    protected override RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan) => Rights.ToOpen(person, room, plan);

    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Typed message, RoomTurn at, CancellationToken cancellationToken) => rest.Length == 0
        ? Outcome.Answer(message, RichText.Of($"Please say why: {new Code("/incident reopen <reason>")}. It goes into the timeline."))
        : await SaveAsync(incident, incident.Reopen(Texts.Cut(rest, NoteIncident.Longest), message.Person, at.Now, new(at.Plan, at.Room.Clock)), at, cancellationToken);
}
