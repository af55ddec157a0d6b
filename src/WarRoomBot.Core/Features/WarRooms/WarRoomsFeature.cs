using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Chat;
using WarRoomBot.Delivery;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.WarRooms;

/// <summary>Rooms open, change hands and close.</summary>
internal static class WarRoomsFeature
{
    internal static IServiceCollection AddWarRooms(this IServiceCollection services) => services
        .AddSingleton<RoomPlans>()
        .AddSingleton<RoomOpening>()
        .AddSingleton<IForm, StartForm>()
        .AddCommand<StartWarRoom>(new(
            "warroom", "start", "[plan] [version] [pace=N] [at=14:00]", "opens a room in this channel", "warroom start beta-war-room v1.0.0", CommandGroup.Begin))
        .AddForm<StartWarRoom>(StartForm.FormId)
        .AddShortcut<StartNotOpened>(new(RoomFormAction.Start, "Start a war room", "Opens a war room in a channel, for what was just deployed", ShortcutPlace.Anywhere))
        .AddCommand<LogNote>(new("warroom", "log", "<text>", "puts a line into the record", "warroom log CDN cache flushed", CommandGroup.Record))
        .AddSingleton<IForm, LogForm>()
        .AddForm<LogNoteByForm>(LogForm.FormId)
        .AddButton<LogFormNotOpened>(LogForm.Action)
        .AddCommand<ListRoles>(new("warroom", "roles", "", "shows who holds what", "warroom roles", CommandGroup.People))
        .AddSingleton<IForm, RolesForm>()
        .AddForm<GiveRoles>(RolesForm.FormId)
        .AddButton<RolesNotOpened>(RolesForm.Action)
        .AddCommand<AssignRole>(new("warroom", "role", "<role> @user", "gives somebody a role, or a group", "warroom role cto @dee", CommandGroup.People))
        .AddCommand<ExtendWarRoom>(new("warroom", "extend", "<duration> <reason>", "moves the deadline", "warroom extend 4h payments still settling", CommandGroup.Close))
        .AddCommand<EndWarRoom>(new("warroom", "end", "<reason>", "closes the room", "warroom end rolled back to v0.9.4", CommandGroup.Close))
        .AddButton<EndAnyway>(EndWarRoom.AnywayAction)
        .AddSingleton<IListener, PeopleListener>()
        .AddPeople<HearPeople>()
        .AddSingleton<IListener, ChannelListener>()
        .AddChannels<HearChannel>()
        .AddResult<HoldersLookedUp>(PeoplePerformer.ActionKind)
        .AddSubscriber<TellHolderGone>(PersonGone.Fact)
        .AddDue<RoomTimeIsUp>(RoomEnding.Due);
}
