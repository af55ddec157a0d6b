using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Features.Reports.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Reports;

/// <summary>Asks what is to be learned from a room, and shows what came in. Pure.</summary>
internal static class LessonsCard
{
    internal const string LessonAction = "report.lesson";
    internal const string ActionItemAction = "report.todo";

    /// <summary>The newest; all of them are in the report.</summary>
    private const int MostShown = 10;

    internal static string DueKey(WarRoom room) => room.Key("lessons");

    internal static Show Show(WarRoom room, IReadOnlyList<Lesson> lessons) => new(room.Key("lessons"), room.Conversation, Of(room, lessons));

    internal static Card Of(WarRoom room, IReadOnlyList<Lesson> lessons)
    {
        var value = room.Id.ToString(CultureInfo.InvariantCulture);
        var elements = new List<Element>
        {
            new Line(room is { IsOpen: true, EndsAt: { } end }
                ? RichText.Of($"The room ends at {Span.Date(end)}. What went well, what could be better, and what has to be done? It stands in the final report.")
                : "The room has ended. What went well, what could be better, and what has to be done? It still comes into the report."),
        };
        elements.AddRange(lessons.TakeLast(MostShown).Select(lesson => new Line(Line(lesson))));
        if (lessons.Count > MostShown)
            elements.Add(new Context($"{lessons.Count - MostShown} more in the report"));
        elements.Add(new Buttons([new("Add a lesson", LessonAction, value) { Style = ButtonStyle.Primary }, new("Add an action item", ActionItemAction, value)]));
        return new(Mark.None, "What do we learn from this?", elements);
    }

    private static RichText Line(Lesson lesson) => lesson.Kind switch
    {
        LessonKind.WentWell => RichText.Of($"{PlainText.Symbol(Mark.Good)} Went well: {Texts.Cut(lesson.Text, 200)} · {lesson.By}"),
        LessonKind.ToImprove => RichText.Of($"{PlainText.Symbol(Mark.Watch)} Could be better: {Texts.Cut(lesson.Text, 200)} · {lesson.By}"),
        _ => RichText.Of($"☐ {Texts.Cut(lesson.Text, 200)} · {lesson.Owner ?? "nobody yet"}{(lesson.Due is { } due ? $", {due}" : "")}"),
    };
}
