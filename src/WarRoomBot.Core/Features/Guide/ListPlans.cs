using Humanizer;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Guide;

/// <summary><c>/warroom plans</c>: the plans there are, valid or not.</summary>
internal sealed class ListPlans(IPlanCatalog catalog) : IHandler<Typed>
{
    private const int MostMistakes = 5;

    public Task<Outcome> HandleAsync(Typed message, Turn turn, CancellationToken cancellationToken) =>
        Task.FromResult(new Outcome().Reply(message, Card(catalog.All())));

    internal static Card Card(IReadOnlyList<PlanReading> readings) => readings.Count == 0
        ? new(Mark.Unknown, "No plans", [new Line("There is no plan file in the directory that Plans:Directory names; put one there.")])
        : new(Mark.None, "Plans", [
            .. readings.OrderBy(reading => reading.Plan is null).Select(reading => new Line(Of(reading))),
            .. readings.FirstOrDefault(reading => reading.Plan is not null) is { } usable
                ? [new Context(RichText.Of($"{new Code($"/warroom start {usable.Name} <version>")} opens a room with one."))]
                : (IEnumerable<Element>)[]]);

    private static RichText Of(PlanReading reading)
    {
        if (reading.Plan is not { } plan)
        {
            var mistakes = string.Join("\n", reading.Mistakes.Take(MostMistakes).Select(mistake => $"• {mistake}"));
            var more = reading.Mistakes.Count > MostMistakes ? $"\n• and {reading.Mistakes.Count - MostMistakes} more" : "";
            return RichText.Of($"{PlainText.Symbol(Mark.Bad)} {Span.Strong(reading.Name)} cannot be used, it has {"mistake".ToQuantity(reading.Mistakes.Count)}:\n{mistakes}{more}");
        }

        return RichText.Of($"{PlainText.Symbol(Mark.Done)} {Span.Strong(plan.Name)}  {PlanWords.InOneLine(plan)}");
    }
}
