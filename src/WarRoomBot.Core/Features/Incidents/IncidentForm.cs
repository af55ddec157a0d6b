using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary>A form about one incident; its context is the incident's number, or nothing where it is clear which is meant.</summary>
internal abstract class IncidentForm(IDatabase database, RoomPlans plans) : IForm
{
    public abstract string Id { get; }

    /// <summary>The button that opens it.</summary>
    protected abstract string Action { get; }

    /// <summary>The command that opens it when nothing more is said; null for none.</summary>
    protected virtual string? Word => null;

    public string? Opens(ChatEvent happened)
    {
        if (happened is Pressed pressed)
            return pressed.Action == Action ? pressed.Value : null;
        if (Word is null || happened is not Typed { Command: "incident" } typed)
            return null;
        var words = typed.Text.Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
        if (!words[0].Equals(Word, StringComparison.OrdinalIgnoreCase))
            return null;
        var name = IncidentName.Read(words.ElementAtOrDefault(1) ?? "");
        return name.Rest.Length > 0 ? null : $"{name.Number}";
    }

    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken) =>
        await FindAsync(conversation, context, cancellationToken) is var (incident, at) && Fits(incident) ? Build(incident, at.Plan, context) : null;

    public virtual Task<Form?> BuildAsync(ChatEvent asked, string context, CancellationToken cancellationToken) => BuildAsync(asked.Conversation, context, cancellationToken);

    public virtual Task<IReadOnlyDictionary<string, string>> CheckAsync(Submitted submitted, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());

    /// <summary>Whether there is anything to fill in; whoever handles the press says why not.</summary>
    protected virtual bool Fits(Incident incident) => !incident.IsResolved;

    protected abstract Form Build(Incident incident, Plan plan, string context);

    private protected Task<(Incident Incident, RoomAndPlan At)?> FindAsync(Conversation conversation, string context, CancellationToken cancellationToken)
    {
        var name = IncidentName.Read(context.Length > 0 ? $"#{context}" : "");
        return database.ReadAsync<(Incident, RoomAndPlan)?>(
            async (session, token) => (await name.FindAsync(session, conversation, closedToo: true, token)).Incident is { } incident
                && await RoomStore.FindAsync(session, incident.Room, token) is { } room
                    ? (incident, new(room, await plans.OfAsync(session, room, token)))
                    : null,
            cancellationToken);
    }
}

/// <summary>A form that not everybody may fill in: whoever may not is told so instead of being asked.</summary>
internal abstract class RestrictedForm(IDatabase database, RoomPlans plans) : IncidentForm(database, plans)
{
    public sealed override async Task<Form?> BuildAsync(ChatEvent asked, string context, CancellationToken cancellationToken) =>
        await FindAsync(asked.Conversation, context, cancellationToken) is var (incident, at) && Fits(incident) && MayNot(incident, asked.Person, at.Room, at.Plan) is null
            ? Build(incident, at.Plan, context)
            : null;

    /// <summary>Why this person may not fill it in; null when they may.</summary>
    protected abstract RichText? MayNot(Incident incident, Person person, WarRoom room, Plan plan);
}

/// <summary>A button that should have opened a form has come here instead: the form could not be opened in time.</summary>
internal class FormNotOpened(RoomPlans plans) : IncidentHandler<Pressed>(plans)
{
    protected override Task<Outcome> HandleAsync(Incident incident, string rest, Pressed message, RoomTurn at, CancellationToken cancellationToken) =>
        Task.FromResult(Outcome.Answer(message, "The form could not be opened; please press the button again."));
}

/// <summary>As <see cref="FormNotOpened"/>, on an incident that is resolved.</summary>
internal class ClosedFormNotOpened(RoomPlans plans) : FormNotOpened(plans)
{
    protected override bool IsForResolved => true;
}
