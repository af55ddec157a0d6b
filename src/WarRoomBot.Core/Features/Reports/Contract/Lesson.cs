using System.Text.Json.Serialization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Features.Reports.Contract;

/// <summary>What is to be learned from a room, or done because of it.</summary>
/// <param name="Number">Counted from 1 in each room.</param>
/// <param name="Owner">Of an action item, as typed; null when nobody was named.</param>
/// <param name="Due">Of an action item, as typed; null for none.</param>
internal sealed record Lesson(int Number, LessonKind Kind, string Text, string? Owner, string? Due, Person By, DateTimeOffset At)
{
    [JsonIgnore]
    public bool IsAction => Kind == LessonKind.ToDo;
}

[JsonConverter(typeof(JsonStringEnumConverter<LessonKind>))]
internal enum LessonKind
{
    WentWell,
    ToImprove,
    ToDo,
}

/// <summary>The lessons and action items of each room. Nothing is changed or taken away.</summary>
internal static class LessonStore
{
    internal static Task AddAsync(Session session, long room, Lesson lesson, CancellationToken cancellationToken) => session.ExecuteAsync(
        "insert into lesson (room, number, body) values (@room, @Number, @body)", new { room, lesson.Number, body = Json.Write(lesson) }, cancellationToken);

    internal static async Task<int> NextNumberAsync(Session session, long room, CancellationToken cancellationToken) =>
        (int)await session.ValueAsync<long>("select coalesce(max(number), 0) + 1 from lesson where room = @room", new { room }, cancellationToken);

    /// <summary>In the order they came.</summary>
    internal static async Task<IReadOnlyList<Lesson>> ListAsync(Session session, long room, CancellationToken cancellationToken) =>
        [.. (await session.ListAsync<string>("select body from lesson where room = @room order by number", new { room }, cancellationToken)).Select(Json.Read<Lesson>)];
}
