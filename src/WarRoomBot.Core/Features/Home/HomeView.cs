using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Plans;

namespace WarRoomBot.Features.Home;

/// <summary>Everything one person's page shows, as it is at one moment.</summary>
/// <param name="Things">What is theirs, in the order in which it counts.</param>
/// <param name="Rooms">The newest of the rooms they are in.</param>
/// <param name="AllRooms">How many rooms they are in.</param>
/// <param name="RoomsPage">The page with all rooms; null when nobody has said how people reach it.</param>
internal sealed record HomeView(IReadOnlyList<Personal> Things, IReadOnlyList<HomeRoom> Rooms, int AllRooms, string? RoomsPage, DateTimeOffset Now)
{
    public IReadOnlyList<Personal> Asked => [.. Things.Where(thing => thing.Rank != PersonalRank.Held)];

    public IReadOnlyList<Personal> Held => [.. Things.Where(thing => thing.Rank == PersonalRank.Held)];
}

/// <summary>A room that somebody is in.</summary>
/// <param name="Alerts">Those that are not over.</param>
/// <param name="Incidents">The most severe of those that are not resolved.</param>
/// <param name="OpenIncidents">How many are not resolved.</param>
/// <param name="Mine">Titles of the roles they hold.</param>
/// <param name="Page">Its page; null when nobody has said how people reach it.</param>
internal sealed record HomeRoom(WarRoom Room, Plan Plan, IReadOnlyList<Alert> Alerts, IReadOnlyList<Incident> Incidents, long OpenIncidents, IReadOnlyList<string> Mine, string? Page);
