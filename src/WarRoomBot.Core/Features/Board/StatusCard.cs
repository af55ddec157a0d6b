using System.Globalization;
using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Board;

/// <summary>The answer to <c>/warroom status</c>: what is known at once, then what was just measured. Pure.</summary>
internal static class StatusCard
{
    internal const string RefreshAction = "status.refresh";
    private const string Prefix = "status/";

    internal static string Key(WarRoom room, long number) => room.Key(PurposeOf(number));

    internal static string PurposeOf(long number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");

    /// <returns>Which status card a measurement was for; null when it was for something else.</returns>
    internal static long? NumberOf(string purpose) =>
        purpose.StartsWith(Prefix, StringComparison.Ordinal) ? long.Parse(purpose.AsSpan(Prefix.Length), CultureInfo.InvariantCulture) : null;

    /// <summary>What is known while the measurement goes on.</summary>
    internal static Card Measuring(BoardView view) => Of(view, [new Context("Last known; measuring now…")]);

    /// <param name="late">Names of metrics that were too slow: theirs are the last known figures.</param>
    internal static Card Of(BoardView view, long number, IReadOnlyList<string> late)
    {
        var titles = late.Select(view.Plan.Metric).OfType<Metric>().Select(metric => metric.Title).ToList();
        var measured = RichText.Of($"Measured {new Moment(view.Now, MomentStyle.TimeWithSeconds)}");
        return Of(
            view,
            [
                new Buttons([new("Refresh", RefreshAction, RoomSubject.Of(view.Room, number))]),
                new Context(titles.Count == 0 ? measured : measured + $"; {titles.Humanize("and")} {(titles.Count == 1 ? "takes" : "take")} longer and will be on the board"),
            ]);
    }

    private static Card Of(BoardView view, IReadOnlyList<Element> end)
    {
        var board = BoardCard.Of(view);
        return new(board.Mark, board.Title, [.. board.Elements.Where(element => element is not Buttons and not Context), .. end]);
    }
}
