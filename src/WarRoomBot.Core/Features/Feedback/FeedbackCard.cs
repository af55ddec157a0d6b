using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Features.Feedback.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Feedback;

/// <summary>What people said and counted, on request. Pure.</summary>
internal static class FeedbackCard
{
    private const int MostShown = 15;

    /// <summary>Newest first.</summary>
    internal static Card Of(IReadOnlyList<UserFeedback> given)
    {
        var counts = new FeedbackCounts([.. FeedbackWords.Kinds.Select(kind => (kind, (long)given.Count(one => one.Kind == kind)))]);
        return given.Count == 0
            ? Card.Text(RichText.Of($"No feedback yet. {new Code("/warroom feedback positive|negative|bug <text>")} keeps what users say."))
            : new(Mark.None, $"Feedback · {FeedbackWords.Of(counts)}",
            [
                .. given.Reverse().Take(MostShown).Select(one => new Line(RichText.Of(
                    $"{PlainText.Symbol(FeedbackWords.MarkOf(one.Kind))} {Span.Strong(one.Kind.ToString().Humanize())} {Texts.Cut(one.Text, 200)} · {one.By} {Span.Date(one.At)}"))),
                .. given.Count > MostShown ? [new Context($"{given.Count - MostShown} earlier ones are in the record.")] : (IEnumerable<Element>)[],
            ]);
    }

    internal static Card Of(Plan plan, IReadOnlyList<FigureValue> values)
    {
        var newest = FeedbackWords.Newest(plan, values).ToDictionary(one => one.Figure.Name, one => one.Value);
        return new(Mark.None, "Figures that people give",
        [
            new Rows([.. plan.Figures.Select(figure => newest.GetValueOrDefault(figure.Name) is { } value
                ? new Row(Mark.None, figure.Title, ValueWords.Of(figure.Unit, value.Value), null, Note(figure, value, plan))
                : new Row(Mark.Unknown, figure.Title, "not given yet", null, RichText.Of($"{new Code($"/warroom figure {figure.Name} <value>")}")))]),
        ]);
    }

    private static RichText Note(Figure figure, FigureValue value, Plan plan) => RichText.Join(
        " · ",
        [RichText.Of($"{value.By} {Span.Date(value.At)}"), plan.Reports.Targets.FirstOrDefault(target => target.Measure == ReportMeasure.Figure && target.Of == figure.Name) is { } target ? ValueWords.Target(target.Limit, figure.Unit) : "", Texts.Cut(value.Note ?? "", 200)]);
}
