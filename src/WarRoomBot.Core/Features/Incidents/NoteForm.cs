using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary>Asks for what <c>/incident note</c> was not told.</summary>
internal sealed class NoteForm(IDatabase database, RoomPlans plans) : IncidentForm(database, plans)
{
    internal const string FormId = "incident.note";
    internal const string Note = "note";

    public override string Id => FormId;

    protected override string Action => FormId;

    protected override string? Word => "note";

    /// <summary>What is learned afterwards belongs to it too.</summary>
    protected override bool Fits(Incident incident) => true;

    protected override Form Build(Incident incident, Plan plan, string context) => new(
        FormId, Texts.Cut($"Note for #{incident.Number}", 24), "Note", context, [new TextField(Note, "What happened") { Multiline = true, Longest = NoteIncident.Longest }]);
}

/// <summary>The form was sent in.</summary>
internal sealed class NoteFromForm(RoomPlans plans) : IncidentHandler<Submitted>(plans)
{
    protected override bool IsForAny => true;

    protected override Task<Outcome> HandleAsync(Incident incident, string rest, Submitted message, RoomTurn at, CancellationToken cancellationToken) =>
        SaveAsync(incident, NoteIncident.Noted(incident, message.Values.GetValueOrDefault(NoteForm.Note, "").Trim(), message.Person, at), at, cancellationToken);
}
