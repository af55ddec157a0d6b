using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Features.Alerts.Contract;
using WarRoomBot.Features.Incidents.Contract;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Home;

/// <summary>Makes a person's page from what there is now.</summary>
internal sealed class HomePages(RoomPlans plans, IEnumerable<IPersonal> parts, IPages pages)
{
    internal static string KeyOf(Conversation home) => $"home/{home}";

    /// <returns>The page, and the numbers of the rooms it is about.</returns>
    internal async Task<(Show Page, IReadOnlyList<long> Rooms)> OfAsync(Conversation home, Person person, Turn turn, CancellationToken cancellationToken)
    {
        var view = await ViewAsync(home, person, turn, cancellationToken);
        var rooms = view.Rooms.Select(room => room.Room.Id).Concat(view.Things.Select(thing => thing.Room.Room.Id)).Distinct().ToList();
        return (new Show(KeyOf(home), home, HomeCard.Of(view)) { Priority = Priority.Answer }, rooms);
    }

    internal async Task<HomeView> ViewAsync(Conversation home, Person person, Turn turn, CancellationToken cancellationToken)
    {
        var at = new PersonalTurn(turn.Session, person, home, turn.Now, plans);
        List<HomeRoom> rooms = [];
        foreach (var room in await RoomStore.OfPersonAsync(turn.Session, person, home, HomeCard.MostRooms, cancellationToken))
        {
            if (await at.KnowAsync(room, cancellationToken) is { } known)
                rooms.Add(await RoomAsync(known, person, turn, cancellationToken));
        }

        List<Personal> things = [];
        foreach (var part in parts)
            things.AddRange(await part.OfAsync(at, cancellationToken));
        var all = rooms.Count < HomeCard.MostRooms ? rooms.Count : (int)await RoomStore.CountOfPersonAsync(turn.Session, person, home, cancellationToken);
        return new([.. things.OrderBy(thing => thing.Rank).ThenBy(thing => thing.Since)], rooms, all, pages.AddressOf("/"), turn.Now);
    }

    private async Task<HomeRoom> RoomAsync(RoomAndPlan at, Person person, Turn turn, CancellationToken cancellationToken) => new(
        at.Room,
        at.Plan,
        [.. (await AlertStore.OpenAsync(turn.Session, at.Room.Id, cancellationToken)).Where(alert => !alert.IsResolved)],
        await IncidentStore.OpenAsync(turn.Session, at.Room.Id, 1, cancellationToken),
        await IncidentStore.CountOpenAsync(turn.Session, at.Room.Id, cancellationToken),
        [.. at.Plan.Roles.Where(role => at.Room.Holds(role.Name, person)).Select(role => role.Title)],
        pages.AddressOf($"/rooms/{at.Room.Id}"));
}
