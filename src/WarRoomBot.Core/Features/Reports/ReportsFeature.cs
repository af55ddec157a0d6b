using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Reports.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Reports;

/// <summary>What was, written down: by the day, at the end, or when somebody asks.</summary>
internal static class ReportsFeature
{
    internal static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<ReportReader>()
        .AddSingleton<IPerformer, ReportWriter>()
        .AddResult<PostReport>(ReportOrder.Action)
        .AddCommand<WriteReport>(new("warroom", "report", "[day|week|final]", "writes the report now", "warroom report day", CommandGroup.Record))
        .AddSubscriber<ScheduledReports>(RoomFacts.Opened)
        .AddDue<ScheduledReports>(ScheduledReports.Due)
        .AddSubscriber<FinalReport>(RoomFacts.Ended)
        .AddSubscriber<AskForLessons>(RoomFacts.Opened)
        .AddDue<AskForLessons>(AskForLessons.Due)
        .AddSingleton<IForm, LessonForm>()
        .AddForm<AddLesson>(LessonForm.FormId)
        .AddButton<LessonNotOpened>(LessonsCard.LessonAction)
        .AddSingleton<IForm, ActionItemForm>()
        .AddForm<AddLesson>(ActionItemForm.FormId)
        .AddButton<LessonNotOpened>(LessonsCard.ActionItemAction);
}
