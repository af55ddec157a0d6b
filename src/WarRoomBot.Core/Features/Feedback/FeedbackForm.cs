using Humanizer;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Features.Feedback.Contract;
using WarRoomBot.Features.WarRooms.Contract;

namespace WarRoomBot.Features.Feedback;

/// <summary>Asks for what <c>/warroom feedback</c> was not told. Its context is the kind, where that was said.</summary>
internal sealed class FeedbackForm(IDatabase database) : IForm
{
    internal const string FormId = "feedback.give";
    internal const string Kind = "kind";
    internal const string Text = "text";

    public string Id => FormId;

    public string? Opens(ChatEvent happened) => happened is Typed { Command: "warroom" } typed
        ? typed.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
        {
            ["feedback"] => "",
            ["feedback", var word] when GiveFeedback.KindOf(word) is { } kind => FeedbackWords.Of(kind),
            _ => null,
        }
        : null;

    public async Task<Form?> BuildAsync(Conversation conversation, string context, CancellationToken cancellationToken) =>
        await database.ReadAsync((session, token) => RoomStore.OpenInAsync(session, conversation, token), cancellationToken) is null
            ? null
            : new(
                FormId,
                "User feedback",
                "Keep",
                context,
                [
                    new ChoiceField(Kind, "Kind", [.. FeedbackWords.Kinds.Select(kind => new Option(FeedbackWords.Of(kind), kind.ToString().Humanize()))])
                    {
                        Initial = context.Length > 0 ? context : null,
                    },
                    new TextField(Text, "What they say") { Multiline = true, Longest = GiveFeedback.Longest },
                ]);
}
