using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Incidents;

/// <summary>What people work on together: a place, the people, the playbook, a clock, and what is to be learned from it.</summary>
internal static class IncidentsFeature
{
    internal static IServiceCollection AddIncidents(this IServiceCollection services) => services
        .AddSingleton<IncidentPlaces>()
        .AddSingleton<IPersonal, PersonalIncidents>()
        .AddSingleton<Openings>()
        .AddSingleton<IncidentOpening>()
        .AddSingleton<IUnfinished, OpenIncidents>()
        .AddOpening()
        .AddLeading()
        .AddClosing()
        .AddDue<IncidentMoment>(IncidentEffects.Due)
        .AddSubscriber<HearAlert>(AlertIncidents.News)
        .AddSingleton<IListener, TimelineListener>()
        .AddTouched<CaptureMessage>()
        .AddResult<MessageRead>(MessagePerformer.ActionKind)
        .AddSubscriber<LeadGone>(PersonGone.Fact)
        .AddSubscriber<LeadGone>(PersonGone.FromElsewhere)
        .AddSingleton<IListener, IncidentChannelListener>()
        .AddSubscriber<RenameChannel>(ChannelFacts.Renamed)
        .AddSubscriber<LoseChannel>(ConversationClosed.Fact)
        .AddResult<ChannelDone>(ChannelPerformer.ActionKind);

    private static IServiceCollection AddOpening(this IServiceCollection services) => services
        .AddSingleton<IForm, OpenForm>()
        .AddCommand<OpenIncident>(Command("open", "[P0..P3] [title]", "opens an incident: place, people, playbook, clock", "incident open P1 checkout is down"))
        .AddForm<OpenIncident>(OpenForm.FormId)
        .AddShortcut<OpenNotOpened>(new(IncidentFormAction.Open, "Open an incident", "Opens an incident in a war room: place, people, playbook, clock", ShortcutPlace.Anywhere))
        .AddButton<OpenIncident>(IncidentCard.AnywayAction)
        .AddButton<OpenForAlert>(AlertIncidents.OpenAction)
        .AddCommand<AttachAlert>(Command("attach", "[#12] <alert>", "makes an alert part of it", "incident attach 7"))
        .AddButton<AttachByButton>(Attaching.Action)
        .AddButton<JoinIncident>(IncidentCard.JoinAction)
        .AddButton<MoveToChannel>(IncidentCard.ChannelAction);

    private static IServiceCollection AddLeading(this IServiceCollection services) => services
        .AddSingleton<IForm, UpdateForm>()
        .AddForm<UpdateFromForm>(UpdateForm.FormId)
        .AddButton<FormNotOpened>(IncidentCard.UpdateAction)
        .AddCommand<SetStatus>(Command("status", "[#12] <word> [note]", "tells how it stands: investigating, identified, monitoring, resolved", "incident status identified bad deploy"))
        .AddCommand<SetSeverity>(Command("severity", "[#12] <P0..P3>", "makes it more or less severe", "incident severity P0"))
        .AddSingleton<IForm, NoteForm>()
        .AddForm<NoteFromForm>(NoteForm.FormId)
        .AddCommand<NoteIncident>(Command("note", "[#12] <text>", "puts a line into the timeline", "incident note rolled back the worker"))
        .AddCommand<GiveLead>(Command("lead", "[#12] [@user]", "gives somebody the lead, or takes it", "incident lead @ana"))
        .AddButton<TakeLead>(IncidentCard.LeadAction)
        .AddCommand<ClaimRole>(Command("role", "[#12] <role> [@user]", "says who does what in it, as in communications or scribe", "incident role scribe @bo"))
        .AddButton<TakeRole>(ControlCard.RoleAction)
        .AddButton<SnoozeReminder>(ControlCard.SnoozeAction)
        .AddCommand<FollowAnother>(Command("playbook", "[#12] <name>", "follows another playbook of the plan", "incident playbook api-down"))
        .AddButton<FinishStep>(ControlCard.DoneAction)
        .AddButton<SkipStep>(ControlCard.SkipAction)
        .AddButton<StartStep>(ControlCard.StartAction)
        .AddButton<WithdrawStep>(ControlCard.WithdrawAction)
        .AddSingleton<IPerformer, StepCaller>()
        .AddResult<StepAnswered>(StepCaller.KindName)
        .AddButton<BeginDecision>(ControlCard.ReviewAction)
        .AddButton<AnswerQuestion>(ControlCard.AnswerAction)
        .AddButton<TakeBackAnswer>(ControlCard.BackAction)
        .AddButton<FollowRecommendation>(ControlCard.FollowAction)
        .AddButton<RollBack>(ControlCard.RollBackAction)
        .AddSingleton<IForm, NotNowForm>()
        .AddForm<KeepGoing>(NotNowForm.FormId)
        .AddButton<NotNowNotOpened>(ControlCard.NotNowAction)
        .AddCommand<ListIncidents>(Command("list", "", "shows what is open", "incident list"))
        .AddCommand<ShowTimeline>(Command("timeline", "[#12]", "shows what happened", "incident timeline"));

    private static IServiceCollection AddClosing(this IServiceCollection services) => services
        .AddSingleton<IForm, ResolveForm>()
        .AddForm<ResolveFromForm>(ResolveForm.FormId)
        .AddButton<ResolveNotOpened>(IncidentCard.ResolveAction)
        .AddCommand<ResolveIncident>(Command("resolve", "[#12] [summary]", "ends it, and drafts the post-mortem", "incident resolve bad deploy, rolled back"))
        .AddSingleton<IForm, ReopenForm>()
        .AddForm<ReopenFromForm>(ReopenForm.FormId)
        .AddButton<ReopenNotOpened>(IncidentCard.ReopenAction)
        .AddCommand<ReopenIncident>(Command("reopen", "[#12] <reason>", "opens it again", "incident reopen errors are back"))
        .AddSingleton<IForm, TimesForm>()
        .AddForm<CorrectTimes>(TimesForm.FormId)
        .AddButton<ClosedFormNotOpened>(ControlCard.TimesAction)
        .AddSingleton<IForm, PostmortemForm>()
        .AddForm<CompletePostmortem>(PostmortemForm.FormId)
        .AddButton<ClosedFormNotOpened>(ControlCard.CompleteAction)
        .AddCommand<WritePostmortem>(Command("postmortem", "[#12]", "writes the post-mortem again, from what is known now", "incident postmortem"));

    private static ChatCommand Command(string word, string arguments, string does, string example) =>
        new("incident", word, arguments, does, example, CommandGroup.Incidents);
}
