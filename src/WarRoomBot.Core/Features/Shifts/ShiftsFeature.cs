using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Shifts;

/// <summary>Roles change hands, by the plan or when somebody asks for it, and only when the incoming person accepts.</summary>
internal static class ShiftsFeature
{
    internal static IServiceCollection AddShifts(this IServiceCollection services) => services
        .AddSingleton<IPersonal, PersonalHandovers>()
        .AddCommand<OfferHandover>(new(
            "warroom", "handoff", "[role] @user [note]", "offers what you hold to the next one or a group, who accept it", "warroom handoff @bo cache was flushed at noon", CommandGroup.People))
        .AddButton<AcceptHandover>(HandoverCard.AcceptAction)
        .AddButton<TakeBackHandover>(HandoverCard.TakeBackAction)
        .AddSingleton<IForm, HandoverNoteForm>()
        .AddForm<NoteHandover>(HandoverNoteForm.FormId)
        .AddButton<HandoverNoteNotOpened>(HandoverCard.NoteAction)
        .AddDue<HandoverMoment>(HandoverEffects.Due)
        .AddCommand<PlanShift>(new("warroom", "shift", "[shift] [role] [@user]", "shows the shifts, or puts somebody down for one", "warroom shift night @bo", CommandGroup.People))
        .AddDue<BeginShifts>(BeginShifts.Due)
        .AddSubscriber<KeepShifts>(RoomFacts.Opened)
        .AddSubscriber<KeepShifts>(RoomFacts.Changed)
        .AddSubscriber<LeaveHandovers>(RoomFacts.Ended)
        .AddSubscriber<TakerGone>(PersonGone.Fact)
        .AddSubscriber<LookTakersUp>(GroupChanged.Fact)
        .AddSubscriber<TakersKnown>(GroupKnown.Fact);
}
