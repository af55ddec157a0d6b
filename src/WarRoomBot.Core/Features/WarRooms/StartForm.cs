using WarRoomBot.Chat;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.WarRooms;

/// <summary>Asks for what <c>/warroom start</c> was not told.</summary>
internal sealed class StartForm(IPlanCatalog catalog) : IForm
{
    internal const string FormId = "room.start";

    private const string Plan = "plan";
    private const string Version = "version";
    private const string Pace = "pace";
    private const string At = "at";

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened is Typed { Command: "warroom" } typed && typed.Text.Trim() == "start" ? "" : null;

    public Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken)
    {
        var plans = catalog.All().Where(reading => reading.Plan is not null).ToList();
        return Task.FromResult(plans.Count == 0 ? null : new Form(
            FormId,
            "Start a war room",
            "Start",
            context,
            [
                new ChoiceField(Plan, "Plan", [.. plans.Select(reading => new Option(reading.Name, reading.Plan!.Title))])
                {
                    Initial = plans.Count == 1 ? plans[0].Name : null,
                },
                new TextField(Version, "Version") { Hint = "What was deployed, such as v1.0.0", Optional = true, Longest = 100 },
                new TextField(At, "Deployed at") { Hint = "A time of day such as 14:00; empty for now", Optional = true, Longest = 5 },
                new TextField(Pace, "Pace of a rehearsal") { Hint = "Such as 120; empty in earnest", Optional = true, Longest = 6 },
            ]));
    }

    public Task<IReadOnlyDictionary<string, string>> CheckAsync(Submitted submitted, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, string>();
        if (submitted.Values.TryGetValue(Pace, out var pace) && new StartRequest("", "", 1, null).WithPace(pace).Wrong is { } sentence)
            wrong[Pace] = sentence.ToString();
        if (submitted.Values.TryGetValue(At, out var at) && !TimeOfDay.TryRead(at, TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch.AddYears(1), out _))
            wrong[At] = $"A time of day such as 14:00; \"{at}\" is not one.";
        return Task.FromResult<IReadOnlyDictionary<string, string>>(wrong);
    }

    internal static StartRequest RequestOf(IReadOnlyDictionary<string, string> values)
    {
        var request = new StartRequest(values.GetValueOrDefault(Plan, ""), values.GetValueOrDefault(Version, "").Trim(), 1, values.GetValueOrDefault(At));
        return values.TryGetValue(Pace, out var pace) ? request.WithPace(pace) : request;
    }
}
