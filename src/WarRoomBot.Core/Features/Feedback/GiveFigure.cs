using System.Globalization;
using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Feedback.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Feedback;

/// <summary><c>/warroom figure &lt;name&gt; &lt;value&gt; [note]</c>, or <c>list</c>. What was given before stays; the newest counts.</summary>
internal sealed class GiveFigure(RoomPlans plans) : RoomHandler<Typed>(plans)
{
    private const string List = "list";
    private const int LongestNote = 1000;
    private const double Largest = 1e15;

    internal static readonly RichText None = RichText.Of(
        $"This plan asks people for no figures; {new Code("/warroom log <text>")} keeps anything. They are defined in the plan file under figures:.");

    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        if (at.Plan.Figures.Count == 0)
            return Outcome.Answer(message, None);
        var words = message.Text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
            return Outcome.Answer(message, RichText.Of($"Which figure, and what is it? Type {new Code($"/warroom figure {at.Plan.Figures[0].Name} 120")}; the figures are {NamesOf(at.Plan)}."));
        if (words is [var word] && word.Equals(List, StringComparison.OrdinalIgnoreCase))
            return new Outcome().Reply(message, FeedbackCard.Of(at.Plan, await FeedbackStore.FiguresAsync(at.Session, at.Room.Id, cancellationToken)));
        if (at.Plan.Figure(words[0].ToLowerInvariant()) is not { } figure)
            return Outcome.Answer(message, Unknown(words[0], at.Plan));
        if (words.Length == 1)
            return Outcome.Answer(message, RichText.Of($"How many are they? Type {new Code($"/warroom figure {figure.Name} 120")}."));
        return TryRead(words[1], figure, out var value)
            ? await KeepAsync(message, [new(figure.Name, value, words.Length == 3 ? Texts.Cut(words[2], LongestNote) : null, message.Person, at.Now)], at, cancellationToken)
            : Outcome.Answer(message, $"\"{Texts.Cut(words[1], 40)}\" is not a number; {HowToWrite(figure)}");
    }

    /// <summary>Digits, a point and no separators: a comma means one thing here and another there.</summary>
    internal static bool TryRead(string text, Figure figure, out double value)
    {
        var digits = figure.Unit == Unit.Percent ? text.Trim().TrimEnd('%').TrimEnd() : text.Trim();
        return double.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && Math.Abs(value) <= Largest;
    }

    internal static string HowToWrite(Figure figure) => figure.Unit == Unit.Percent
        ? "write it as in 12.5 or 12.5%."
        : "write it as in 1200 or 0.5, without thousands separators.";

    internal static async Task<Outcome> KeepAsync(ChatEvent asked, IReadOnlyList<FigureValue> given, RoomTurn at, CancellationToken cancellationToken)
    {
        var before = await FeedbackStore.FiguresAsync(at.Session, at.Room.Id, cancellationToken);
        var outcome = Outcome.Answer(asked, RichText.Join("; ", given.Select(value => Told(value, before, at.Plan))) + ". Kept.");
        foreach (var value in given)
            outcome.Add(FeedbackStore.RecordOf(at.Room.Id, value, FeedbackWords.Of(at.Plan.Figure(value.Figure)!, value.Value)));
        return outcome.Add(RoomFacts.Of(RoomFacts.Changed, at.Room));
    }

    private static RichText Told(FigureValue value, IReadOnlyList<FigureValue> before, Plan plan)
    {
        var figure = plan.Figure(value.Figure)!;
        var told = FeedbackWords.Of(figure, value.Value);
        return before.LastOrDefault(earlier => earlier.Figure == value.Figure) is { } last
            ? RichText.Of($"{told}, before that {ValueWords.Of(figure.Unit, last.Value)} by {last.By} {Span.Date(last.At)}")
            : told;
    }

    private static RichText Unknown(string name, Plan plan) => Nearest.To(name, plan.Figures.Select(figure => figure.Name)) is { } nearest
        ? RichText.Of($"This plan has no figure \"{Texts.Cut(name, 40)}\". Did you mean {new Code($"/warroom figure {nearest}")}?")
        : RichText.Of($"This plan has no figure \"{Texts.Cut(name, 40)}\"; its figures are {NamesOf(plan)}.");

    private static string NamesOf(Plan plan) => plan.Figures.Select(figure => figure.Name).Humanize("and");
}

/// <summary>The form was sent in: one value for each figure that was filled in.</summary>
internal sealed class GiveFiguresByForm(RoomPlans plans) : RoomHandler<Submitted>(plans)
{
    protected override Task<Outcome> InRoomAsync(Submitted message, RoomTurn at, CancellationToken cancellationToken)
    {
        var given = new List<FigureValue>();
        foreach (var figure in at.Plan.Figures)
        {
            if (message.Values.TryGetValue(figure.Name, out var text) && GiveFigure.TryRead(text, figure, out var value))
                given.Add(new(figure.Name, value, null, message.Person, at.Now));
        }

        return given.Count > 0
            ? GiveFigure.KeepAsync(message, given, at, cancellationToken)
            : Task.FromResult(Outcome.Answer(message, "No figure was filled in, so nothing was kept."));
    }
}
