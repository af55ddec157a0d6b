using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Incidents;

/// <summary><b>Correct the times</b>: when it really began, was noticed, was over.</summary>
internal sealed class TimesForm(IDatabase database, RoomPlans plans, TimeProvider time) : IncidentForm(database, plans)
{
    internal const string FormId = "incident.times";

    private const string Written = "yyyy-MM-dd HH:mm";

    /// <summary>In the order in which they happen.</summary>
    private static readonly IReadOnlyList<(string Field, string Label, Func<Incident, DateTimeOffset?> Of)> Fields =
    [
        ("started", "Started", incident => incident.Times.Started),
        ("detected", "Detected", incident => incident.Times.Detected),
        ("acknowledged", "Acknowledged", incident => incident.Times.Acknowledged),
        ("mitigated", "Mitigated", incident => incident.Times.Mitigated),
        ("resolved", "Resolved", incident => incident.Resolved!.At),
    ];

    public override string Id => FormId;

    protected override string Action => ControlCard.TimesAction;

    public override Task<IReadOnlyDictionary<string, string>> CheckAsync(Submitted submitted, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, string>();
        DateTimeOffset? earlier = null;
        foreach (var (field, label, _) in Fields)
        {
            if (!submitted.Values.TryGetValue(field, out var text))
                continue;
            if (!TryRead(text, out var at))
                wrong[field] = "A date and a time in UTC, as in 2026-03-03 14:05.";
            else if (at < earlier)
                wrong[field] = $"{label} comes before what stands above it.";
            else if (at > time.GetUtcNow())
                wrong[field] = $"{label} lies ahead.";
            else
                earlier = at;
        }

        return Task.FromResult<IReadOnlyDictionary<string, string>>(wrong);
    }

    protected override bool Fits(Incident incident) => incident.IsResolved;

    protected override Form Build(Incident incident, Plan plan, string context) => new(
        FormId,
        Texts.Cut($"Times of #{incident.Number}", 24),
        "Save",
        context,
        [
            .. Fields.Select(field => new TextField(field.Field, $"{field.Label} (UTC)")
            {
                Longest = Written.Length,
                Initial = field.Of(incident)?.UtcDateTime.ToString(Written, CultureInfo.InvariantCulture),
            }),
        ]);

    /// <summary>The incident with the times that were sent in; what was not changed keeps its seconds.</summary>
    internal static Incident Read(Incident incident, Submitted submitted, DateTimeOffset now)
    {
        var at = Fields.ToDictionary(field => field.Field, field => Changed(field.Of(incident), submitted.Values.GetValueOrDefault(field.Field)));
        var times = new IncidentTimes(at["started"]!.Value, at["detected"]!.Value, at["acknowledged"]!.Value, at["mitigated"]);
        var changed = Fields.Where(field => field.Of(incident) != at[field.Field]).Select(field => $"{field.Label.ToLowerInvariant()} {Said(at[field.Field])} instead of {Said(field.Of(incident))}").ToList();
        return changed.Count == 0 ? incident : incident.Correct(times, at["resolved"], string.Join(", ", changed), submitted.Person, now);
    }

    private static string Said(DateTimeOffset? at) => at is { } moment ? PlainText.Of(Span.Date(moment)) : "never";

    private static DateTimeOffset? Changed(DateTimeOffset? before, string? text) =>
        !TryRead(text, out var at) || before?.UtcDateTime.ToString(Written, CultureInfo.InvariantCulture) == text?.Trim() ? before : at;

    private static bool TryRead(string? text, out DateTimeOffset at) => DateTimeOffset.TryParseExact(
        text?.Trim(), Written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
}

/// <summary>The form was sent in.</summary>
internal sealed class CorrectTimes(RoomPlans plans) : IncidentHandler<Submitted>(plans)
{
    protected override bool IsForResolved => true;

    protected override Task<Outcome> HandleAsync(Incident incident, string rest, Submitted message, RoomTurn at, CancellationToken cancellationToken) =>
        SaveAsync(incident, TimesForm.Read(incident, message, at.Now), at, cancellationToken);
}
