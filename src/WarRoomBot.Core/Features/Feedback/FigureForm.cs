using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Feedback.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Feedback;

/// <summary>All figures of the plan on one sheet, for <c>/warroom figure</c> alone: who knows some of them fills in those.</summary>
internal sealed class FigureForm(IDatabase database, RoomPlans plans) : IForm
{
    internal const string FormId = "figure.give";

    /// <summary>More would be no form but a table; the others are typed.</summary>
    private const int MostFields = 40;

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened is Typed { Command: "warroom" } typed && typed.Text.Trim() == "figure" ? "" : null;

    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken)
    {
        var (plan, values) = await ReadAsync(conversation, cancellationToken);
        return plan is null or { Figures.Count: 0 }
            ? null
            : new(FormId, "Figures", "Keep", context, [.. plan.Figures.Take(MostFields).Select(figure => Field(figure, values.LastOrDefault(value => value.Figure == figure.Name)))]);
    }

    public async Task<IReadOnlyDictionary<string, string>> CheckAsync(Submitted submitted, CancellationToken cancellationToken)
    {
        var wrong = new Dictionary<string, string>();
        if ((await ReadAsync(submitted.Conversation, cancellationToken)).Plan is not { } plan)
            return wrong;
        if (submitted.Values.Count == 0)
            wrong[plan.Figures[0].Name] = "Fill in one figure at least.";
        foreach (var figure in plan.Figures)
        {
            if (submitted.Values.TryGetValue(figure.Name, out var text) && !GiveFigure.TryRead(text, figure, out _))
                wrong[figure.Name] = $"This is not a number; {GiveFigure.HowToWrite(figure)}";
        }

        return wrong;
    }

    private Task<(Plan? Plan, IReadOnlyList<FigureValue> Values)> ReadAsync(Conversation conversation, CancellationToken cancellationToken) =>
        database.ReadAsync<(Plan?, IReadOnlyList<FigureValue>)>(
            async (session, token) => await RoomStore.OpenInAsync(session, conversation, token) is { } room
                ? (await plans.OfAsync(session, room, token), await FeedbackStore.FiguresAsync(session, room.Id, token))
                : (null, []),
            cancellationToken);

    private static TextField Field(Figure figure, FigureValue? last) => new(figure.Name, Texts.Cut(figure.Title, 75))
    {
        Optional = true,
        Longest = 40,
        Hint = last is null ? null : $"{ValueWords.Of(figure.Unit, last.Value)} at {PlainText.Of(Span.Date(last.At))} by {Texts.Cut(last.By.Name, 60)}",
    };
}
