using System.Globalization;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Features.Home;

/// <summary>Whose pages were looked at, when, and what rooms they show. A page's row is written in its own lane only.</summary>
internal static class HomeStore
{
    internal static async Task<HomePage?> FindAsync(Session session, Conversation home, CancellationToken cancellationToken) =>
        (await session.FindAsync<Row>("select home, person, opened_at, shown_at, refresh_at, rooms from home where home = @home", new { home }, cancellationToken))?.ToPage();

    /// <summary>Those that were opened lately.</summary>
    internal static async Task<IReadOnlyList<HomePage>> OpenedSinceAsync(Session session, DateTimeOffset since, int most, CancellationToken cancellationToken) =>
    [
        .. (await session.ListAsync<Row>(
            "select home, person, opened_at, shown_at, refresh_at, rooms from home where opened_at > @since order by opened_at desc limit @most", new { since, most }, cancellationToken))
            .Select(row => row.ToPage()),
    ];

    internal static Task PutAsync(Session session, HomePage page, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        insert into home (home, person, opened_at, shown_at, refresh_at, rooms) values (@Home, @Person, @OpenedAt, @ShownAt, @RefreshAt, @rooms)
        on conflict (home) do update set person = excluded.person, opened_at = excluded.opened_at, shown_at = excluded.shown_at,
            refresh_at = excluded.refresh_at, rooms = excluded.rooms
        """,
        new { page.Home, page.Person, page.OpenedAt, page.ShownAt, page.RefreshAt, rooms = string.Join(' ', page.Rooms.Select(room => room.ToString(CultureInfo.InvariantCulture))) },
        cancellationToken);

    private sealed record Row(Conversation Home, string Person, DateTimeOffset OpenedAt, DateTimeOffset ShownAt, DateTimeOffset? RefreshAt, string Rooms)
    {
        public HomePage ToPage() => new(
            Home, Person, OpenedAt, ShownAt, RefreshAt,
            [.. Rooms.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(room => long.Parse(room, CultureInfo.InvariantCulture))]);
    }
}

/// <param name="Home">Its place on the platform.</param>
/// <param name="Person">The id of whose it is.</param>
/// <param name="RefreshAt">When it is shown anew; null while nothing has changed.</param>
/// <param name="Rooms">The numbers of the rooms it is about.</param>
internal sealed record HomePage(Conversation Home, string Person, DateTimeOffset OpenedAt, DateTimeOffset ShownAt, DateTimeOffset? RefreshAt, IReadOnlyList<long> Rooms)
{
    /// <summary>A platform does not say when somebody looks away.</summary>
    internal static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(30);

    /// <summary>Long enough for what belongs together to become one change, short enough for who has just pressed a button.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(500);

    /// <summary>A storm in a room must not use up what a platform lets be shown.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    public bool IsLookedAt(DateTimeOffset now) => now - OpenedAt < KeptFor;

    public DateTimeOffset NextRefresh(DateTimeOffset now) => ShownAt + Between > now + Soon ? ShownAt + Between : now + Soon;
}
