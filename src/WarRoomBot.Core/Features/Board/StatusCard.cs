using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Features.WarRooms.Contract;

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

    internal static Card Of(BoardView view, long number, bool measuring)
    {
        var board = BoardCard.Of(view);
        var elements = board.Elements.Where(element => element is not Buttons and not Context);
        var value = number.ToString(CultureInfo.InvariantCulture);
        return measuring
            ? new(board.Mark, board.Title, [.. elements, new Context("Last known; measuring now…")])
            : new(board.Mark, board.Title, [.. elements, new Buttons([new("Refresh", RefreshAction, value)]), new Context(RichText.Of($"Measured {new Moment(view.Now, MomentStyle.TimeWithSeconds)}"))]);
    }
}
