using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Features.Metrics.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Alerts;

/// <summary>Thresholds crossed and signals received: raised once, acknowledged or escalated, until they are over.</summary>
internal static class AlertsFeature
{
    internal static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<IPersonal, PersonalAlerts>()
        .AddSubscriber<JudgeMetrics>(Measuring.Measured)
        .AddSignals<TakeSignals>()
        .AddButton<AcknowledgeAlert>(AlertCard.AcknowledgeAction)
        .AddButton<ConfirmAlert>(AlertCard.StillOnItAction)
        .AddButton<EscalateAlert>(AlertCard.EscalateAction)
        .AddButton<ResolveAlert>(AlertCard.ResolveAction)
        .AddButton<MuteAlert>(AlertCard.MuteAction)
        .AddButton<UnmuteAlert>(AlertCard.UnmuteAction)
        .AddSingleton<IForm, RaiseForm>()
        .AddForm<RaiseAlert>(RaiseForm.FormId)
        .AddShortcut<RaiseNotOpened>(new(RaiseForm.Action, "Raise alert", "Makes the message an alert of the war room, to be acknowledged in time", ShortcutPlace.Message))
        .AddDue<AlertMoment>(AlertEffects.Due)
        .AddDue<MuteEnds>(Mutes.Due)
        .AddSubscriber<LeaveAlerts>(RoomFacts.Ended)
        .AddSubscriber<HolderGone>(PersonGone.Fact)
        .AddCommand<ShowMetric>(new("warroom", "check", "<metric>", "shows one metric: value, trend, alert, where it comes from", "warroom check error-rate", CommandGroup.Look))
        .AddCommand<MuteMetric>(new("warroom", "mute", "<metric> <duration> [reason]", "silences a metric, with an end", "warroom mute error-rate 1h deploying a fix", CommandGroup.Alerts))
        .AddCommand<UnmuteMetric>(new("warroom", "unmute", "<metric>", "ends a silence", "warroom unmute error-rate", CommandGroup.Alerts));
}
