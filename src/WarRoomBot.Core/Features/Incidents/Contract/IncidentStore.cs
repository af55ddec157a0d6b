using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Features.Incidents.Contract;

/// <summary>The incidents of every room.</summary>
internal static class IncidentStore
{
    private const string Columns = "body, row_version";

    internal static async Task<Incident?> FindAsync(Session session, int number, CancellationToken cancellationToken) =>
        (await session.FindAsync<Row>($"select {Columns} from incident where number = @number", new { number }, cancellationToken))?.ToIncident();

    /// <summary>The incident that is worked on in a channel of its own.</summary>
    internal static async Task<Incident?> InChannelAsync(Session session, Conversation channel, CancellationToken cancellationToken) =>
        (await session.FindAsync<Row>($"select {Columns} from incident where channel = @channel", new { channel }, cancellationToken))?.ToIncident();

    /// <summary>Those that are not resolved, the most severe first, then the oldest.</summary>
    internal static Task<IReadOnlyList<Incident>> OpenAsync(Session session, long room, int most, CancellationToken cancellationToken) => ListAsync(
        session, "where room = @room and open = 1 order by severity, number limit @most", new { room, most }, cancellationToken);

    internal static Task<long> CountOpenAsync(Session session, long room, CancellationToken cancellationToken) =>
        session.ValueAsync<long>("select count(*) from incident where room = @room and open = 1", new { room }, cancellationToken);

    /// <summary>Those that somebody leads and that are not resolved, the most severe first.</summary>
    internal static Task<IReadOnlyList<Incident>> LedByAsync(Session session, Person person, int most, CancellationToken cancellationToken) => ListAsync(
        session, "where lead = @Id and open = 1 order by severity, number limit @most", new { person.Id, most }, cancellationToken);

    /// <summary>Those that nobody leads, of all rooms that somebody is in, the most severe first.</summary>
    internal static async Task<IReadOnlyList<Incident>> UnledAsync(Session session, Person person, int most, CancellationToken cancellationToken) =>
        [
            .. (await session.ListAsync<Row>(
                $"""
                select {Columns} from room_person {session.ThenJoin("incident", "incident.room = room_person.room and open = 1 and lead is null")}
                where person = @Id order by severity, number limit @most
                """,
                new { person.Id, most },
                cancellationToken)).Select(row => row.ToIncident()),
        ];

    /// <summary>Newest first.</summary>
    internal static Task<IReadOnlyList<Incident>> ClosedAsync(Session session, long room, int most, CancellationToken cancellationToken) => ListAsync(
        session, "where room = @room and open = 0 order by number desc limit @most", new { room, most }, cancellationToken);

    /// <summary>All of a room, oldest first.</summary>
    internal static Task<IReadOnlyList<Incident>> OfRoomAsync(Session session, long room, CancellationToken cancellationToken) => ListAsync(
        session, "where room = @room and open in (0, 1) order by number", new { room }, cancellationToken);

    /// <summary>The incident in whose timeline a message stands.</summary>
    internal static async Task<Incident?> WithMessageAsync(Session session, Conversation conversation, string message, CancellationToken cancellationToken) =>
        (await session.FindAsync<Row>(
            $"select {Columns} from incident where number = (select incident from incident_message where conversation = @conversation and message = @message)",
            new { conversation, message },
            cancellationToken))?.ToIncident();

    internal static async Task<bool> HasMessageAsync(Session session, Conversation conversation, string message, CancellationToken cancellationToken) =>
        await session.ValueAsync<long>("select count(*) from incident_message where conversation = @conversation and message = @message", new { conversation, message }, cancellationToken) > 0;

    /// <param name="incident">Null when it stands in none any more.</param>
    internal static async Task PutMessageAsync(Session session, Conversation conversation, string message, int? incident, CancellationToken cancellationToken)
    {
        var arguments = new { conversation, message, incident };
        await session.ExecuteAsync("delete from incident_message where conversation = @conversation and message = @message", arguments, cancellationToken);
        if (incident is not null)
            await session.ExecuteAsync("insert into incident_message (conversation, message, incident) values (@conversation, @message, @incident)", arguments, cancellationToken);
    }

    internal static async Task<bool> IsNameTakenAsync(Session session, string name, CancellationToken cancellationToken) =>
        await session.ValueAsync<long>("select count(*) from incident where channel_name = @name", new { name }, cancellationToken) > 0;

    /// <summary>Held until the turn ends, so that no number is given twice.</summary>
    internal static async Task<int> NextNumberAsync(Session session, CancellationToken cancellationToken)
    {
        await session.LockAsync("incident numbers", cancellationToken);
        return (int)await session.ValueAsync<long>("select coalesce(max(number), 0) + 1 from incident", null, cancellationToken);
    }

    internal static Task AddAsync(Session session, Incident incident, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        insert into incident (number, room, severity, open, channel, channel_name, lead, body)
        values (@Number, @Room, @severity, @open, @channel, @name, @lead, @body)
        """,
        Arguments(incident),
        cancellationToken);

    /// <exception cref="ConflictException">Somebody else saved the incident since it was read.</exception>
    internal static async Task SaveAsync(Session session, Incident incident, CancellationToken cancellationToken)
    {
        var saved = await session.ExecuteAsync(
            """
            update incident set severity = @severity, open = @open, channel = @channel, channel_name = @name, lead = @lead, body = @body, row_version = row_version + 1
            where number = @Number and row_version = @RowVersion
            """,
            Arguments(incident),
            cancellationToken);
        if (saved != 1)
            throw new ConflictException($"Incident {incident.Number}");
    }

    private static async Task<IReadOnlyList<Incident>> ListAsync(Session session, string which, object arguments, CancellationToken cancellationToken) =>
        [.. (await session.ListAsync<Row>($"select {Columns} from incident {which}", arguments, cancellationToken)).Select(row => row.ToIncident())];

    private static object Arguments(Incident incident) => new
    {
        incident.Number,
        incident.Room,
        severity = (long)incident.Severity,
        open = incident.IsResolved ? 0L : 1L,
        channel = incident.Place.Channel?.ToString(),
        name = incident.Place.Name,
        lead = incident.Lead?.Id,
        body = Json.Write(incident),
        incident.RowVersion,
    };

    private sealed record Row(string Body, long RowVersion)
    {
        public Incident ToIncident() => Json.Read<Incident>(Body) with { RowVersion = RowVersion };
    }
}
