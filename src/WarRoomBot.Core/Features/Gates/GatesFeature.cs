using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Gates.Contract;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Gates;

/// <summary>Go or no-go: what is known, who signs, what was decided, and what follows from it.</summary>
internal static class GatesFeature
{
    internal static IServiceCollection AddGates(this IServiceCollection services) => services
        .AddSingleton<Consequences>()
        .AddSingleton<GateTurns>()
        .AddSingleton<GateOpenings>()
        .AddSingleton<GateWatch>()
        .AddSingleton<Signing>()
        .AddSingleton<IRoomKeeper, KeepRoomForGates>()
        .AddSingleton<IPersonal, PersonalGates>()
        .AddSingleton<IUnfinished, UndecidedGates>()
        .AddOpening()
        .AddSigning()
        .AddDue<GateMoment>(GateEffects.Due)
        .AddSubscriber<HearRoom>(RoomFacts.Changed)
        .AddSubscriber<HearFigures>(Measuring.Measured)
        .AddSubscriber<CloseGates>(RoomFacts.Ended)
        .AddSubscriber<SignerGone>(PersonGone.Fact)
        .AddSubscriber<SealDecision>(GateFacts.Decided)
        .AddSingleton<IPerformer, SignerPerformer>()
        .AddResult<SignersCalled>(SignerPerformer.ActionKind);

    private static IServiceCollection AddOpening(this IServiceCollection services) => services
        .AddSubscriber<ScheduleGates>(RoomFacts.Opened)
        .AddDue<GateIsDue>(GateSchedule.Due)
        .AddCommand<OpenGate>(Command("gate", "[name]", "asks for a go or no-go decision now", "warroom gate day-one"))
        .AddCommand<OpenLastGate>(Command("golive", "", "asks for the last decision of the plan", "warroom golive"));

    private static IServiceCollection AddSigning(this IServiceCollection services) => services
        .AddSingleton<IForm, SignForm>()
        .AddButton<SignGate>(GateCard.SignAction)
        .AddButton<ConditionNotOpened>(GateCard.ConditionAction)
        .AddForm<SignWithReason>(SignForm.FormId)
        .AddButton<SayYes>(GateCard.YesAction)
        .AddButton<SayNo>(GateCard.NoAction)
        .AddButton<MeetCondition>(GateCard.MetAction)
        .AddSingleton<IForm, DelegateForm>()
        .AddButton<DelegateFromForm>(GateCard.DelegateAction)
        .AddForm<DelegateFromForm>(DelegateForm.FormId)
        .AddCommand<DelegateSigning>(Command("delegate", "<role> @user <reason>", "lets somebody else sign for your role", "warroom delegate cto @fay on a plane until tomorrow"));

    private static ChatCommand Command(string word, string arguments, string does, string example) =>
        new("warroom", word, arguments, does, example, CommandGroup.Decide);
}
