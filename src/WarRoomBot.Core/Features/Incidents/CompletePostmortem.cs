using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary><c>/incident postmortem</c>: writes the draft again, from what is known now.</summary>
internal sealed class WritePostmortem(RoomPlans plans) : IncidentHandler<Typed>(plans)
{
    protected override bool IsForResolved => true;

    protected override async Task<Outcome> HandleAsync(Incident incident, string rest, Typed message, RoomTurn at, CancellationToken cancellationToken) =>
        (await SaveAsync(incident, incident.Draft(), at, cancellationToken))
            .Reply(message, Card.Text(RichText.Of($"The post-mortem of incident #{incident.Number} is written again, where people work on it.")));
}

/// <summary><b>Complete the post-mortem</b>: what only people know.</summary>
internal sealed class PostmortemForm(IDatabase database, RoomPlans plans) : IncidentForm(database, plans)
{
    internal const string FormId = "incident.postmortem";
    internal const string Cause = "cause";
    internal const string RootCause = "root-cause";
    internal const string Impact = "impact";
    internal const string Prevention = "prevention";
    internal const string Actions = "actions";

    private const int Longest = 2000;

    public override string Id => FormId;

    protected override string Action => ControlCard.CompleteAction;

    protected override bool Fits(Incident incident) => incident.IsResolved;

    protected override Form Build(Incident incident, Plan plan, string context) => new(
        FormId,
        Texts.Cut($"Post-mortem of #{incident.Number}", 24),
        "Save",
        context,
        [
            new TextField(Impact, "Impact on customers") { Multiline = true, Optional = true, Longest = Longest, Initial = incident.Resolved!.Impact ?? incident.Impact },
            new ChoiceField(Cause, "Root cause, in one word", [.. ResolveForm.Causes.Select(cause => new Option(cause, cause))]) { Optional = true, Initial = incident.Resolved.Cause },
            new TextField(RootCause, "Root cause") { Multiline = true, Optional = true, Longest = Longest, Initial = incident.Lessons.RootCause, Hint = "Why it happened, not who." },
            new TextField(Prevention, "Prevention") { Multiline = true, Optional = true, Longest = Longest, Initial = incident.Lessons.Prevention },
            new TextField(Actions, "Action items")
            {
                Multiline = true,
                Optional = true,
                Longest = Longest,
                Initial = incident.Lessons.Actions.Count > 0 ? string.Join('\n', incident.Lessons.Actions.Select(item => item.Line)) : null,
                Hint = "One per line, with who and by when: add an index @bo 2026-03-10",
            },
        ]);
}

/// <summary>The form was sent in.</summary>
internal sealed class CompletePostmortem(RoomPlans plans) : IncidentHandler<Submitted>(plans)
{
    protected override bool IsForResolved => true;

    protected override Task<Outcome> HandleAsync(Incident incident, string rest, Submitted message, RoomTurn at, CancellationToken cancellationToken)
    {
        var lessons = new IncidentLessons(Value(PostmortemForm.RootCause), Value(PostmortemForm.Prevention), ActionItem.Read(Value(PostmortemForm.Actions)));
        return SaveAsync(incident, incident.Learn(lessons, Value(PostmortemForm.Cause), Value(PostmortemForm.Impact), message.Person, at.Now).Draft(), at, cancellationToken);

        string? Value(string field) => message.Values.GetValueOrDefault(field)?.Trim() is { Length: > 0 } value ? value : null;
    }
}
