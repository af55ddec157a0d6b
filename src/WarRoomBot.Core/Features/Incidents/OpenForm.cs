using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans.Format;
using WarRoomBot.Signals;

namespace WarRoomBot.Features.Incidents;

/// <summary>Asks for what <c>/incident open</c> was not told.</summary>
internal sealed class OpenForm(IDatabase database, RoomPlans plans, IncidentPlaces places) : IForm
{
    internal const string FormId = "incident.open";

    private const string Severity = "severity";
    private const string Title = "title";
    private const string Impact = "impact";
    private const string Service = "service";
    private const string Where = "where";
    private const string Channel = "channel";
    private const string Thread = "thread";

    private const string Playbook = "playbook";

    /// <summary>As many as a choice may have.</summary>
    private const int MostPlaybooks = 100;

    public string Id => FormId;

    public string? Opens(ChatEvent happened)
    {
        if (happened is Pressed { Action: IncidentFormAction.Open })
            return Json.Write(new OpenRequest(null, "") { AsksWhere = true });
        if (happened is not Typed { Command: "incident" } typed || typed.Text.Trim().Split(' ', 2) is not [var word, ..] || !word.Equals("open", StringComparison.OrdinalIgnoreCase))
            return null;
        var request = OpenRequest.Parse(typed.Text.Trim()[word.Length..]);
        return (request.Severity is null || request.Title.Length == 0) && request.Title.Length <= IncidentChanges.LongestTitle ? Json.Write(request) : null;
    }

    public Task<Form?> BuildAsync(ChatEvent asked, string context, CancellationToken cancellationToken) => BuildAsync(asked.Conversation, asked.Person, context, cancellationToken);

    public Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken) => BuildAsync(conversation, null, context, cancellationToken);

    /// <param name="conversation">Where it is asked for.</param>
    /// <param name="person">Who asks; null when that was seen to.</param>
    /// <param name="context">What was said already.</param>
    /// <param name="cancellationToken">Stops building.</param>
    private async Task<Form?> BuildAsync(Conversation conversation, Person? person, string context, CancellationToken cancellationToken)
    {
        var plan = await database.ReadAsync(
            async (session, token) =>
            {
                if (await Openings.RoomAsync(session, conversation, token) is not { IsOpen: true } room)
                    return null;
                var plan = await plans.OfAsync(session, room, token);
                return person is null || Rights.ToOpen(person, room, plan) is null ? plan : null;
            },
            cancellationToken);
        var said = Json.Read<OpenRequest>(context);
        if (plan is null && !said.AsksWhere)
            return null;
        List<Field> fields =
        [
            new ChoiceField(Severity, "Severity", SeverityOptions.Of(plan?.Alerts ?? AlertFormat.Defaults))
            {
                Initial = said.Severity?.ToString(),
            },
            new TextField(Title, "Title") { Longest = IncidentChanges.LongestTitle, Hint = "What people read first, as in: checkout is down", Initial = said.Title.Length > 0 ? said.Title : null },
            new TextField(Impact, "Impact") { Multiline = true, Optional = true, Longest = 1000, Hint = "Whom it affects, and how badly" },
            new TextField(Service, "Affected service") { Optional = true, Longest = 100 },
        ];
        if (plan?.Playbooks.Count > 0)
            fields.Add(new ChoiceField(Playbook, "Playbook", [.. plan.Playbooks.Take(MostPlaybooks).Select(playbook => new Option(playbook.Name, Texts.Cut(playbook.Title, 75)))])
            {
                Optional = true,
                Initial = plan.Incidents.Playbook,
            });
        if (places.HasChannels(conversation))
            fields.Add(new ChoiceField(Where, "Where", [new(Channel, "In a channel of its own"), new(Thread, "In the thread of its card")])
            {
                Optional = true,
                Hint = "Without a choice, P0 and P1 get a channel",
            });
        return new(FormId, "Open an incident", "Open", context, fields) { AsksWhere = said.AsksWhere };
    }

    public async Task<IReadOnlyDictionary<string, string>> CheckAsync(Submitted submitted, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, string>();
        if (!Json.Read<OpenRequest>(submitted.Context).AsksWhere)
            return wrong;
        var refusal = await database.ReadAsync(
            async (session, token) => await Openings.RoomAsync(session, submitted.Conversation, token) is not { IsOpen: true } room ? "No war room is open there: please choose a channel that has one."
                : Rights.ToOpen(submitted.Person, room, await plans.OfAsync(session, room, token))?.ToString(),
            cancellationToken);
        if (refusal is not null)
            wrong[Form.Where] = refusal;
        return wrong;
    }

    internal static OpenRequest RequestOf(IReadOnlyDictionary<string, string> values) => new(
        Enum.TryParse<SignalSeverity>(values.GetValueOrDefault(Severity), out var severity) ? severity : SignalSeverity.P2,
        values.GetValueOrDefault(Title, "").Trim())
    {
        Impact = values.GetValueOrDefault(Impact)?.Trim(),
        Service = values.GetValueOrDefault(Service)?.Trim(),
        Playbook = values.GetValueOrDefault(Playbook),
        InChannel = values.GetValueOrDefault(Where) switch
        {
            Channel => true,
            Thread => false,
            _ => null,
        },
    };
}
