using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Feedback.Contract;

/// <summary>What people said and counted, in words, the same wherever it is shown.</summary>
internal static class FeedbackWords
{
    internal static readonly IReadOnlyList<FeedbackKind> Kinds = Enum.GetValues<FeedbackKind>();

    internal static string Of(FeedbackKind kind) => kind.ToString().ToLowerInvariant();

    internal static Mark MarkOf(FeedbackKind kind) => kind switch
    {
        FeedbackKind.Positive => Mark.Good,
        FeedbackKind.Negative => Mark.Watch,
        _ => Mark.Bad,
    };

    /// <summary><c>3 positive, 1 negative, 2 bugs</c>; empty when nobody has said anything.</summary>
    internal static string Of(FeedbackCounts counts) => string.Join(
        ", ",
        counts.Kinds.Where(kind => kind.Count > 0).Select(kind => kind.Kind == FeedbackKind.Bug ? "bug".ToQuantity(kind.Count) : $"{kind.Count} {Of(kind.Kind)}"));

    /// <summary><c>Users registered 120</c>.</summary>
    internal static string Of(Figure figure, double value) => $"{figure.Title} {ValueWords.Of(figure.Unit, value)}";

    /// <summary>The newest value of each of the plan's figures that has one, in the plan's order.</summary>
    internal static IEnumerable<(Figure Figure, FigureValue Value)> Newest(Plan plan, IReadOnlyList<FigureValue> values) =>
        from figure in plan.Figures
        let newest = values.LastOrDefault(value => value.Figure == figure.Name)
        where newest is not null
        select (figure, newest);
}
