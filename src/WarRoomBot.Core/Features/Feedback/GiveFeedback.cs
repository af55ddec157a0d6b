using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Feedback.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Feedback;

/// <summary><c>/warroom feedback &lt;positive|negative|bug&gt; &lt;text&gt;</c>, or <c>list</c>.</summary>
internal sealed class GiveFeedback(RoomPlans plans) : RoomHandler<Typed>(plans)
{
    internal const int Longest = 3000;

    private const string List = "list";

    protected override async Task<Outcome> InRoomAsync(Typed message, RoomTurn at, CancellationToken cancellationToken)
    {
        var words = message.Text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
            return Outcome.Answer(message, RichText.Of($"What did users say? Type {new Code("/warroom feedback positive|negative|bug <text>")}, or {new Code("/warroom feedback list")} for what there is."));
        if (words[0].Equals(List, StringComparison.OrdinalIgnoreCase))
            return new Outcome().Reply(message, FeedbackCard.Of(await FeedbackStore.GivenAsync(at.Session, at.Room.Id, cancellationToken)));
        if (KindOf(words[0]) is not { } kind)
            return Outcome.Answer(message, Unknown(words[0]));
        return words.Length == 1
            ? Outcome.Answer(message, RichText.Of($"What did they say? Type {new Code($"/warroom feedback {FeedbackWords.Of(kind)} <text>")}."))
            : await KeepAsync(message, kind, words[1], at, cancellationToken);
    }

    /// <returns>Null when the word is no kind of feedback.</returns>
    internal static FeedbackKind? KindOf(string word) => FeedbackWords.Kinds
        .Where(kind => FeedbackWords.Of(kind).Equals(word, StringComparison.OrdinalIgnoreCase))
        .Select(kind => (FeedbackKind?)kind)
        .FirstOrDefault();

    internal static async Task<Outcome> KeepAsync(ChatEvent asked, FeedbackKind kind, string text, RoomTurn at, CancellationToken cancellationToken)
    {
        var counts = await FeedbackStore.CountAsync(at.Session, at.Room.Id, cancellationToken);
        var told = $"Noted as {FeedbackWords.Of(kind)}, number {counts[kind] + 1} of its kind in this room.";
        return Outcome.Answer(asked, text.Length <= Longest ? told : $"{told} Only the first {Longest} of {text.Length} characters were kept.")
            .Add(FeedbackStore.RecordOf(at.Room.Id, new(kind, Texts.Cut(text, Longest), asked.Person, at.Now)))
            .Add(RoomFacts.Of(RoomFacts.Changed, at.Room));
    }

    private static RichText Unknown(string word) => Nearest.To(word, FeedbackWords.Kinds.Select(FeedbackWords.Of).Append(List)) is { } nearest
        ? RichText.Of($"Feedback is positive, negative or bug, not \"{word}\". Did you mean {new Code($"/warroom feedback {nearest}")}?")
        : RichText.Of($"Which kind is it? Type {new Code("/warroom feedback positive|negative|bug <text>")}; \"{word}\" is none of the three.");
}

/// <summary>The form was sent in.</summary>
internal sealed class GiveFeedbackByForm(RoomPlans plans) : RoomHandler<Submitted>(plans)
{
    protected override Task<Outcome> InRoomAsync(Submitted message, RoomTurn at, CancellationToken cancellationToken) =>
        GiveFeedback.KindOf(message.Values.GetValueOrDefault(FeedbackForm.Kind, "")) is { } kind && message.Values.TryGetValue(FeedbackForm.Text, out var text)
            ? GiveFeedback.KeepAsync(message, kind, text.Trim(), at, cancellationToken)
            : Task.FromResult(Outcome.Answer(message, "That form is not one of this version; please type the command again."));
}
