using Humanizer;
using Microsoft.AspNetCore.Http;
using WarRoomBot.Cards;
using WarRoomBot.Data;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;
using WarRoomBot.Web.Rendering;
using WarRoomBot.Web.Serving;

namespace WarRoomBot.Web.Rooms;

/// <summary>The alerts of a room, and what a storm of them holds: a hundred on a page, first what is open.</summary>
internal sealed class AlertPages(IDatabase database, IPlanCatalog plans, Html html)
{
    internal const int OnePage = 100;

    /// <param name="storm">The number of the storm whose alerts are shown; null for those of the room.</param>
    /// <param name="page">From 1; null for the first.</param>
    public async Task<IResult> PageAsync(long roomId, int? storm, int? page, CancellationToken cancellationToken)
    {
        var shown = Math.Max(1, page ?? 1);
        var (room, gathered, (all, open), alerts) = await database.ReadAsync(
            async (session, token) => (
                await RoomStore.FindAsync(session, roomId, token),
                storm is { } number ? await AlertStore.FindAsync(session, roomId, number, token) : null,
                await AlertStore.CountAsync(session, roomId, storm, token),
                await AlertStore.PartAsync(session, roomId, storm, (int)Math.Min(int.MaxValue, (shown - 1L) * OnePage), OnePage, token)),
            cancellationToken);
        if (room is null)
            return await NotThereAsync($"There is no room {roomId}.", "/", "All rooms");
        if (storm is not null && gathered?.Storm is null)
            return await NotThereAsync($"Alert #{storm} of this room is no storm of alerts.", AlertFacts.PageOf(room), "Its alerts");
        var pages = Math.Max(1, (all + OnePage - 1) / OnePage);
        var here = AlertFacts.PageOf(room, storm);
        return await html.PageAsync<AlertsPage>(new()
        {
            [nameof(AlertsPage.Room)] = RoomList.TitleOf(room, plans),
            [nameof(AlertsPage.RoomAddress)] = RoomFacts.PageOf(room.Id),
            [nameof(AlertsPage.Heading)] = gathered?.Title ?? "Alerts",
            [nameof(AlertsPage.Up)] = gathered is null ? null : AlertFacts.PageOf(room),
            [nameof(AlertsPage.Open)] = open,
            [nameof(AlertsPage.Over)] = all - open,
            [nameof(AlertsPage.Alerts)] = (IReadOnlyList<AlertLine>)[.. alerts.Select(alert => Line(alert, room))],
            [nameof(AlertsPage.Pages)] = (shown, pages),
            [nameof(AlertsPage.Earlier)] = shown > 1 ? $"{here}?page={Math.Min(shown - 1, pages)}" : null,
            [nameof(AlertsPage.Later)] = shown < pages ? $"{here}?page={shown + 1}" : null,
        });
    }

    private Task<IResult> NotThereAsync(string sentence, string address, string text) => html.PageAsync<TroublePage>(
        new()
        {
            [nameof(TroublePage.Title)] = "Nothing here",
            [nameof(TroublePage.Sentence)] = sentence,
            [nameof(TroublePage.Back)] = (address, text),
        },
        StatusCodes.Status404NotFound);

    private static AlertLine Line(Alert alert, WarRoom room) => new(
        AlertWords.MarkOf(alert),
        alert is { IsResolved: true, Held: true } ? "resolved, still bad" : AlertWords.InShort(alert),
        $"{alert.Severity} #{alert.Number}",
        alert.Title,
        Facts(alert, room),
        alert.IsResolved && !alert.Held,
        [.. alert.History.Select(Said)])
    {
        Detail = alert.Detail,
        Holds = alert.Storm is { } storm ? (AlertFacts.PageOf(room, alert.Number), $"{"alert".ToQuantity(storm.Count)}, {storm.Open} open") : null,
    };

    private static RichText Facts(Alert alert, WarRoom room)
    {
        var until = alert.Resolved is { } resolved
            ? RichText.Of($"{Span.Date(alert.FiredAt)}, lasted {Durations.Words(room.Clock.RoomTime(resolved.At - alert.FiredAt))}")
            : RichText.Of($"since {Span.Date(alert.FiredAt)}");
        return RichText.Join(" · ", [alert.Value ?? "", until, alert.Source is { } source ? $"from {source}" : "", alert.Repeats > 0 && alert.Source is not null ? $"repeated {"time".ToQuantity(alert.Repeats)}" : ""]);
    }

    private static RichText Said(Happening entry) =>
        RichText.Of($"{Span.Time(entry.At)} {entry.Text}") + (entry.By is { } by ? RichText.Of($" by {by}") : RichText.Empty);
}

/// <summary>An alert in a list.</summary>
/// <param name="State">In a few words.</param>
/// <param name="Name">Severity and number.</param>
/// <param name="Facts">Value, when, where from.</param>
/// <param name="History">Oldest first.</param>
public sealed record AlertLine(Mark Mark, string State, string Name, string Title, RichText Facts, bool IsOver, IReadOnlyList<RichText> History)
{
    public string? Detail { get; init; }

    /// <summary>The page of what a storm holds, and how many that is; null for any other alert.</summary>
    public (string Address, string Text)? Holds { get; init; }
}
