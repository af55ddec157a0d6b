using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Feedback.Contract;

/// <summary>What people said and counted, read from the room's record: it is kept nowhere else.</summary>
internal static class FeedbackStore
{
    private const string FigureGiven = "figure-given";

    /// <summary>Oldest first.</summary>
    internal static async Task<IReadOnlyList<UserFeedback>> GivenAsync(Session session, long room, CancellationToken cancellationToken)
    {
        var given = new List<(long Seq, UserFeedback Feedback)>();
        foreach (var kind in FeedbackWords.Kinds)
        {
            var rows = await RecordStore.OfAsync(session, room, WordOf(kind), cancellationToken);
            given.AddRange(rows.Select(row => (row.Seq, new UserFeedback(kind, row.Text, row.By!, row.At))));
        }

        return [.. given.OrderBy(one => one.Seq).Select(one => one.Feedback)];
    }

    internal static async Task<FeedbackCounts> CountAsync(Session session, long room, CancellationToken cancellationToken)
    {
        var counts = new List<(FeedbackKind, long)>();
        foreach (var kind in FeedbackWords.Kinds)
            counts.Add((kind, await RecordStore.CountAsync(session, room, WordOf(kind), cancellationToken)));
        return new(counts);
    }

    /// <summary>Every value that anybody gave, oldest first; the last of a figure is how it stands.</summary>
    internal static async Task<IReadOnlyList<FigureValue>> FiguresAsync(Session session, long room, CancellationToken cancellationToken) =>
        [
            .. (await RecordStore.OfAsync(session, room, FigureGiven, cancellationToken))
                .Select(row => (row, given: Json.Read<Given>(row.Data!)))
                .Select(both => new FigureValue(both.given.Figure, both.given.Value, both.given.Note, both.row.By!, both.row.At)),
        ];

    internal static Record RecordOf(long room, UserFeedback feedback) => new(room, WordOf(feedback.Kind), feedback.By, feedback.Text);

    /// <param name="room">Whose record.</param>
    /// <param name="value">What was given.</param>
    /// <param name="words">The same for people: <c>Users registered 120</c>.</param>
    internal static Record RecordOf(long room, FigureValue value, string words) => new(
        room, FigureGiven, value.By, value.Note is { } note ? $"{words}: {note}" : words, Json.Write(new Given(value.Figure, value.Value, value.Note)));

    private static string WordOf(FeedbackKind kind) => $"feedback-{FeedbackWords.Of(kind)}";

    private sealed record Given(string Figure, double Value, string? Note);
}

internal enum FeedbackKind
{
    Positive,
    Negative,
    Bug,
}

/// <summary>What a user said, as somebody in the room passed it on.</summary>
internal sealed record UserFeedback(FeedbackKind Kind, string Text, Person By, DateTimeOffset At);

/// <summary>How much of each kind there is, in their order.</summary>
internal sealed record FeedbackCounts(IReadOnlyList<(FeedbackKind Kind, long Count)> Kinds)
{
    public long All => Kinds.Sum(kind => kind.Count);

    public long this[FeedbackKind kind] => Kinds.First(one => one.Kind == kind).Count;
}

/// <summary>A number that somebody gave.</summary>
/// <param name="Figure">Its name in the plan.</param>
internal sealed record FigureValue(string Figure, double Value, string? Note, Person By, DateTimeOffset At);
