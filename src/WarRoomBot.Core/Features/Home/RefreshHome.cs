using WarRoomBot.Chat;
using WarRoomBot.Features.WarRooms.Contract;
using WarRoomBot.Pipeline;

namespace WarRoomBot.Features.Home;

/// <summary>Something in a room changed: the pages that were opened lately, and are or should be about the room, are told.</summary>
internal sealed class TouchHomes : IHandler<Happened>
{
    /// <summary>More people than these do not look at their pages at once; who is left out sees it when they come again.</summary>
    private const int Most = 500;

    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        var opened = await HomeStore.OpenedSinceAsync(turn.Session, turn.Now - HomePage.KeptFor, Most, cancellationToken);
        if (opened.Count == 0 || await RoomStore.FindAsync(turn.Session, message.Subject, cancellationToken) is not { } room)
            return Outcome.Nothing;
        var people = (await RoomStore.PeopleAsync(turn.Session, room.Id, cancellationToken)).ToHashSet();
        var outcome = new Outcome();
        foreach (var page in opened.Where(page => page.Rooms.Contains(room.Id) || people.Contains(page.Person)))
            outcome.Add(new Fact(PlanRefresh.Touched, page.Home.ToString(), page.Home.ToString()));
        return outcome;
    }
}

/// <summary>A page is to be shown anew, soon: changes that come close together are shown together.</summary>
internal sealed class PlanRefresh : IHandler<Happened>
{
    internal const string Touched = "home-touched";
    internal const string Due = "home-refresh";

    public async Task<Outcome> HandleAsync(Happened message, Turn turn, CancellationToken cancellationToken)
    {
        if (await HomeStore.FindAsync(turn.Session, Conversation.Parse(message.Subject), cancellationToken) is not { RefreshAt: null } page || !page.IsLookedAt(turn.Now))
            return Outcome.Nothing;
        var at = page.NextRefresh(turn.Now);
        await HomeStore.PutAsync(turn.Session, page with { RefreshAt = at }, cancellationToken);
        return new Outcome().Add(new FallsDue(HomePages.KeyOf(page.Home), page.Home.ToString(), Due, at, page.Home.ToString()));
    }
}

/// <summary>Now.</summary>
internal sealed class RefreshHome(HomePages pages) : IHandler<DueMoment>
{
    public async Task<Outcome> HandleAsync(DueMoment message, Turn turn, CancellationToken cancellationToken)
    {
        if (await HomeStore.FindAsync(turn.Session, Conversation.Parse(message.Subject), cancellationToken) is not { } page)
            return Outcome.Nothing;
        var (shown, rooms) = await pages.OfAsync(page.Home, new(page.Person, page.Person), turn, cancellationToken);
        await HomeStore.PutAsync(turn.Session, page with { ShownAt = turn.Now, RefreshAt = null, Rooms = rooms }, cancellationToken);
        return new Outcome().Add(shown with { Priority = Priority.Routine });
    }
}
