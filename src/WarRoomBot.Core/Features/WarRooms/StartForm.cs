using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms;

/// <summary>Asks for what <c>/warroom start</c> was not told. Where a room is open nothing is asked: that is told instead.</summary>
internal sealed class StartForm(IPlanCatalog catalog, IDatabase database, RoomPlans plans) : IForm
{
    internal const string FormId = "room.start";

    private const string Plan = "plan";
    private const string Version = "version";
    private const string Pace = "pace";
    private const string At = "at";

    /// <summary>The context of a form that was asked for in a place that is no channel.</summary>
    private const string FromAnywhere = "anywhere";

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened switch
    {
        Pressed { Action: RoomFormAction.Start } => FromAnywhere,
        Typed { Command: "warroom" } typed when typed.Text.Trim() == "start" => "",
        _ => null,
    };

    public async Task<Form?> BuildAsync(ChatEvent asked, string context, CancellationToken cancellationToken) =>
        context != FromAnywhere && await OpenInAsync(asked.Conversation, cancellationToken) is not null ? null : await BuildAsync(asked.Conversation, context, cancellationToken);

    public Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken)
    {
        var usable = catalog.All().Where(reading => reading.Plan is not null).ToList();
        return Task.FromResult(usable.Count == 0 ? null : new Form(
            FormId,
            "Start a war room",
            "Start",
            context,
            [
                new ChoiceField(Plan, "Plan", [.. usable.Select(reading => new Option(reading.Name, reading.Plan!.Title))])
                {
                    Initial = usable.Count == 1 ? usable[0].Name : null,
                },
                new TextField(Version, "Version") { Hint = "What was deployed, such as v1.0.0", Optional = true, Longest = 100 },
                new TextField(At, "Deployed at") { Hint = "A time of day such as 14:00; empty for now", Optional = true, Longest = 5 },
                new TextField(Pace, "Pace of a rehearsal") { Hint = "Such as 120; empty in earnest", Optional = true, Longest = 6 },
            ])
        {
            AsksWhere = context == FromAnywhere,
        });
    }

    public async Task<IReadOnlyDictionary<string, string>> CheckAsync(Submitted submitted, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, string>();
        if (submitted.Values.TryGetValue(Pace, out var pace) && new StartRequest("", "", 1, null).WithPace(pace).Wrong is { } sentence)
            wrong[Pace] = sentence.ToString();
        if (submitted.Values.TryGetValue(At, out var at) && !TimeOfDay.TryRead(at, TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch.AddYears(1), out _))
            wrong[At] = $"A time of day such as 14:00; \"{at}\" is not one.";
        if (await OpenInAsync(submitted.Conversation, cancellationToken) is { } open)
            wrong[submitted.Context == FromAnywhere ? Form.Where : Plan] = StartWarRoom.Taken(open.Room, open.Plan).ToString();
        return wrong;
    }

    /// <summary>The room opens by itself; its roles can be given now, or by command at any time.</summary>
    public Task<Form?> NextAsync(Submitted submitted, CancellationToken cancellationToken)
    {
        var name = submitted.Values.GetValueOrDefault(Plan, "");
        return Task.FromResult(catalog.Find(name)?.Plan is { } plan ? RolesForm.Of(plan, null, name) : null);
    }

    private Task<RoomAndPlan?> OpenInAsync(Conversation conversation, CancellationToken cancellationToken) => database.ReadAsync(
        async (session, token) => await RoomStore.OpenInAsync(session, conversation, token) is { } room ? new RoomAndPlan(room, await plans.OfAsync(session, room, token)) : null,
        cancellationToken);

    internal static StartRequest RequestOf(IReadOnlyDictionary<string, string> values)
    {
        var request = new StartRequest(values.GetValueOrDefault(Plan, ""), values.GetValueOrDefault(Version, "").Trim(), 1, values.GetValueOrDefault(At));
        return values.TryGetValue(Pace, out var pace) ? request.WithPace(pace) : request;
    }
}
