using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Checks;

/// <summary>The schedule's checks: posted when due, measured, answered, reminded of, missed.</summary>
internal static class ChecksFeature
{
    internal static IServiceCollection AddChecks(this IServiceCollection services) => services
        .AddSingleton<CheckAnswers>()
        .AddSingleton<IPersonal, PersonalChecks>()
        .AddSingleton<IForm, CheckNoteForm>()
        .AddSubscriber<PostCheck>(RoomFacts.Opened)
        .AddDue<PostCheck>(PostCheck.Due)
        .AddSubscriber<PostRoutine>(RoomFacts.Opened)
        .AddDue<PostRoutine>(PostRoutine.Due)
        .AddSubscriber<CheckFigures>(Measuring.Measured)
        .AddButton<AnswerCheck>(CheckCard.AnswerAction)
        .AddButton<CheckNoteNotOpened>(CheckCard.NoteAction)
        .AddForm<AnswerCheckWithNote>(CheckNoteForm.FormId)
        .AddDue<CheckReminders>(CheckReminders.Due)
        .AddSubscriber<CloseChecks>(RoomFacts.Ended);
}
