using System.Globalization;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Features.WarRooms.Contract;

/// <summary>The rooms there are and were.</summary>
internal static class RoomStore
{
    private const string Columns =
        """
        id, conversation, conversation_name, plan_name, plan_hash, version, pace, opened_at, starts_at, ends_at, ended_at, opened_by,
        opened_reply, roles, status_cards, measuring_status, blind_since, row_version
        """;

    /// <summary>A standing room ends when time does: the column takes no null.</summary>
    private static readonly DateTimeOffset Never = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());

    /// <summary>The room open in a conversation.</summary>
    internal static async Task<WarRoom?> OpenInAsync(Session session, Conversation conversation, CancellationToken cancellationToken) =>
        (await session.FindAsync<Row>(
            $"select {Columns} from war_room where conversation = @conversation and ended_at is null", new { conversation }, cancellationToken))?.ToRoom();

    /// <summary>The room open in a conversation, or else the last one that was.</summary>
    internal static async Task<WarRoom?> NewestInAsync(Session session, Conversation conversation, CancellationToken cancellationToken) =>
        (await session.FindAsync<Row>(
            $"select {Columns} from war_room where conversation = @conversation order by id desc limit 1", new { conversation }, cancellationToken))?.ToRoom();

    /// <param name="session">Where to look.</param>
    /// <param name="subject">The room's number as text, as facts and due moments carry it.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    internal static Task<WarRoom?> FindAsync(Session session, string subject, CancellationToken cancellationToken) =>
        FindAsync(session, long.Parse(subject, CultureInfo.InvariantCulture), cancellationToken);

    internal static async Task<WarRoom?> FindAsync(Session session, long id, CancellationToken cancellationToken) =>
        (await session.FindAsync<Row>($"select {Columns} from war_room where id = @id", new { id }, cancellationToken))?.ToRoom();

    /// <summary>Every open room, oldest first.</summary>
    internal static async Task<IReadOnlyList<WarRoom>> OpenAsync(Session session, CancellationToken cancellationToken) =>
        [.. (await session.ListAsync<Row>($"select {Columns} from war_room where ended_at is null order by id", null, cancellationToken)).Select(row => row.ToRoom())];

    /// <summary>The open rooms that somebody is in, because they opened them or hold a role, the newest first.</summary>
    /// <param name="place">Only those of its platform and workspace.</param>
    internal static async Task<IReadOnlyList<WarRoom>> OfPersonAsync(Session session, Person person, Conversation place, int most, CancellationToken cancellationToken) =>
    [
        .. (await session.ListAsync<Row>(
            $"select {Columns} from war_room where id in (select room from room_person where person = @Id) and substr(conversation, 1, length(@workspace)) = @workspace order by id desc limit @most",
            new { person.Id, workspace = WorkspaceOf(place), most },
            cancellationToken)).Select(row => row.ToRoom()),
    ];

    /// <summary>How many <see cref="OfPersonAsync"/> would show without a limit.</summary>
    internal static Task<long> CountOfPersonAsync(Session session, Person person, Conversation place, CancellationToken cancellationToken) => session.ValueAsync<long>(
        "select count(*) from war_room where id in (select room from room_person where person = @Id) and substr(conversation, 1, length(@workspace)) = @workspace",
        new { person.Id, workspace = WorkspaceOf(place) },
        cancellationToken);

    /// <summary>The ids of those who are in a room.</summary>
    internal static Task<IReadOnlyList<string>> PeopleAsync(Session session, long room, CancellationToken cancellationToken) =>
        session.ListAsync<string>("select person from room_person where room = @room", new { room }, cancellationToken);

    /// <summary>Whether any room is open in the workspace that a conversation is in.</summary>
    internal static async Task<bool> IsAnyOpenNearAsync(Session session, Conversation near, CancellationToken cancellationToken) => await session.ValueAsync<long>(
        "select count(*) from (select 1 from war_room where ended_at is null and substr(conversation, 1, length(@workspace)) = @workspace limit 1) found",
        new { workspace = WorkspaceOf(near) },
        cancellationToken) > 0;

    /// <summary>Every open room of the workspace that a conversation is in, oldest first.</summary>
    internal static async Task<IReadOnlyList<WarRoom>> OpenNearAsync(Session session, Conversation near, CancellationToken cancellationToken) =>
        [.. (await OpenAsync(session, cancellationToken)).Where(room => (room.Conversation.Platform, room.Conversation.Workspace) == (near.Platform, near.Workspace))];

    /// <summary>Newest first.</summary>
    internal static async Task<IReadOnlyList<WarRoom>> ListAsync(Session session, int most, CancellationToken cancellationToken) =>
        [.. (await session.ListAsync<Row>($"select {Columns} from war_room order by id desc limit @most", new { most }, cancellationToken)).Select(row => row.ToRoom())];

    /// <returns>The room with its number.</returns>
    internal static async Task<WarRoom> AddAsync(Session session, WarRoom room, string planText, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "insert into plan_text (hash, name, text) values (@PlanHash, @PlanName, @planText) on conflict (hash) do nothing",
            new { room.PlanHash, room.PlanName, planText },
            cancellationToken);
        var id = await session.ValueAsync<long>(
            """
            insert into war_room (conversation, conversation_name, plan_name, plan_hash, version, pace, opened_at, starts_at, ends_at, opened_by, opened_reply, roles)
            values (@Conversation, @ConversationName, @PlanName, @PlanHash, @Version, @Pace, @OpenedAt, @StartsAt, @EndsAt, @openedBy, @OpenedReply, @roles)
            returning id
            """,
            Arguments(room),
            cancellationToken);
        await PutPeopleAsync(session, room with { Id = id }, cancellationToken);
        return room with { Id = id, RowVersion = 1 };
    }

    /// <exception cref="ConflictException">Somebody else saved the room since it was read.</exception>
    internal static async Task SaveAsync(Session session, WarRoom room, CancellationToken cancellationToken)
    {
        var saved = await session.ExecuteAsync(
            """
            update war_room set conversation_name = @ConversationName, ends_at = @EndsAt, ended_at = @EndedAt, roles = @roles, status_cards = @StatusCards,
                measuring_status = @MeasuringStatus, blind_since = @BlindSince, row_version = row_version + 1
            where id = @Id and row_version = @RowVersion
            """,
            Arguments(room),
            cancellationToken);
        if (saved != 1)
            throw new ConflictException($"Room {room.Id}");
        await PutPeopleAsync(session, room, cancellationToken);
    }

    /// <summary>The text of the plan a room runs.</summary>
    internal static Task<string> PlanTextAsync(Session session, string hash, CancellationToken cancellationToken) =>
        session.ValueAsync<string>("select text from plan_text where hash = @hash", new { hash }, cancellationToken);

    /// <summary>Kept beside the room so that somebody's rooms are found by an index; a room that is over is nobody's.</summary>
    private static async Task PutPeopleAsync(Session session, WarRoom room, CancellationToken cancellationToken)
    {
        var people = room.IsOpen ? room.People.Select(person => person.Id).Distinct().ToList() : [];
        var known = await PeopleAsync(session, room.Id, cancellationToken);
        foreach (var person in known.Except(people))
            await session.ExecuteAsync("delete from room_person where person = @person and room = @Id", new { person, room.Id }, cancellationToken);
        foreach (var person in people.Except(known))
            await session.ExecuteAsync("insert into room_person (person, room) values (@person, @Id)", new { person, room.Id }, cancellationToken);
    }

    private static string WorkspaceOf(Conversation place) => $"{place.Platform}/{place.Workspace}/";

    private static object Arguments(WarRoom room) => new
    {
        room.Id,
        room.Conversation,
        room.ConversationName,
        room.PlanName,
        room.PlanHash,
        room.Version,
        room.Pace,
        room.OpenedAt,
        room.StartsAt,
        EndsAt = room.EndsAt ?? Never,
        room.EndedAt,
        room.OpenedReply,
        room.StatusCards,
        room.MeasuringStatus,
        room.BlindSince,
        room.RowVersion,
        openedBy = Json.Write(room.OpenedBy),
        roles = Json.Write(room.Roles),
    };

    private sealed record Row(
        long Id, Conversation Conversation, string? ConversationName, string PlanName, string PlanHash, string Version, double Pace,
        DateTimeOffset OpenedAt, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset? EndedAt, string OpenedBy,
        string? OpenedReply, string Roles, long StatusCards, long? MeasuringStatus, DateTimeOffset? BlindSince, long RowVersion)
    {
        public WarRoom ToRoom() => new()
        {
            Id = Id,
            Conversation = Conversation,
            ConversationName = ConversationName,
            PlanName = PlanName,
            PlanHash = PlanHash,
            Version = Version,
            Pace = Pace,
            OpenedAt = OpenedAt,
            StartsAt = StartsAt,
            EndsAt = EndsAt == Never ? null : EndsAt,
            EndedAt = EndedAt,
            OpenedBy = Json.Read<Person>(OpenedBy),
            Roles = Json.Read<Dictionary<string, IReadOnlyList<Person>>>(Roles),
            OpenedReply = OpenedReply,
            StatusCards = StatusCards,
            MeasuringStatus = MeasuringStatus,
            BlindSince = BlindSince,
            RowVersion = RowVersion,
        };
    }
}
