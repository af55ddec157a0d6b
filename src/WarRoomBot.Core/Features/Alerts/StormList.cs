using WarRoomBot.Cards;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Alerts;

/// <summary>The alerts of a storm, in its thread: the worst and the newest of them.</summary>
internal static class StormList
{
    private const int Most = 20;

    internal static async Task<Show> OfAsync(Alert storm, WarRoom room, IPages pages, Turn turn, CancellationToken cancellationToken)
    {
        var folded = await AlertStore.FoldedAsync(turn.Session, room.Id, storm.Number, Most, cancellationToken);
        return new(AlertCard.Key(room, storm.Number) + "/list", room.Conversation, Card(storm, folded, pages.AddressOf(AlertFacts.PageOf(room, storm.Number)))) { ThreadOf = AlertCard.Key(room, storm.Number) };
    }

    /// <param name="page">Where all of them can be seen; null where nobody knows.</param>
    internal static Card Card(Alert storm, IReadOnlyList<Alert> folded, string? page)
    {
        var open = storm.Storm!.Open;
        var rest = storm.Storm.Count - folded.Count;
        return new(
            open > 0 ? Mark.Bad : Mark.Done,
            open > 0 ? $"{open} of {storm.Storm.Count} still firing" : $"All {storm.Storm.Count} over",
            [
                new Rows([.. folded.Select(alert => new Row(AlertWords.MarkOf(alert), Texts.Cut($"{alert.Severity} #{alert.Number} {alert.Title}", 120), alert.Value ?? "", null, alert.IsResolved ? "over" : "still firing"))]),
                .. rest > 0 ? [new Context(More(rest, page))] : Array.Empty<Element>(),
            ]);
    }

    private static RichText More(int rest, string? page) => page is null
        ? RichText.Of($"{rest} more; all are kept in the record")
        : RichText.Of($"{rest} more: {new Link("all of them on one page", page)}");
}
