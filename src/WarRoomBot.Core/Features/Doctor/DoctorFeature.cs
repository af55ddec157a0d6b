using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Checkups;
using WarRoomBot.Delivery;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Doctor;

/// <summary>Proves before launch that everything works that a room will need.</summary>
internal static class DoctorFeature
{
    internal static IServiceCollection AddDoctor(this IServiceCollection services) => services
        .AddSingleton<Examiner>()
        .AddSingleton<ICheckup, PlanCheckup>()
        .AddSingleton<ICheckup, WayCheckup>()
        .AddSingleton<ICheckup, StepCheckup>()
        .AddSingleton<IPerformer, Examination>()
        .AddCommand<AskDoctor>(new("warroom", "doctor", "[plan]", "proves that everything a room needs works", "warroom doctor", CommandGroup.Begin))
        .AddResult<TellDiagnosis>(Examination.ActionKind);
}
