using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Data;

namespace WarRoomBot.Features.Alerts.Contract;

/// <summary>The alerts of each room, and what is muted in it.</summary>
internal static class AlertStore
{
    private const string Columns = "body, row_version";

    internal static async Task<Alert?> FindAsync(Session session, long room, int number, CancellationToken cancellationToken) =>
        (await session.FindAsync<Row>($"select {Columns} from alert where room = @room and number = @number", new { room, number }, cancellationToken))?.ToAlert();

    /// <summary>The newest alert with a fingerprint, open or not.</summary>
    internal static async Task<Alert?> NewestAsync(Session session, long room, string fingerprint, CancellationToken cancellationToken) =>
        (await session.FindAsync<Row>(
            $"select {Columns} from alert where room = @room and fingerprint = @fingerprint order by number desc limit 1", new { room, fingerprint }, cancellationToken))
        ?.ToAlert();

    /// <summary>Those that stand for themselves and are not over, in the order they came.</summary>
    internal static async Task<IReadOnlyList<Alert>> OpenAsync(Session session, long room, CancellationToken cancellationToken) => Alerts(await session.ListAsync<Row>(
        $"select {Columns} from alert where room = @room and open = 1 and folded_into is null order by number", new { room }, cancellationToken));

    /// <summary>Those that somebody has acknowledged and that are not over, the most severe first.</summary>
    internal static async Task<IReadOnlyList<(long Room, Alert Alert)>> HeldByAsync(Session session, Person person, int most, CancellationToken cancellationToken) =>
        Placed(await session.ListAsync<PlacedRow>(
            $"select room, {Columns} from alert where holder = @Id and open = 1 order by severity, fired_at limit @most", new { person.Id, most }, cancellationToken));

    /// <summary>Those that nobody has acknowledged, of all rooms that somebody is in, the most severe first.</summary>
    internal static async Task<IReadOnlyList<(long Room, Alert Alert)>> WaitingForAsync(Session session, Person person, int most, CancellationToken cancellationToken) =>
        Placed(await session.ListAsync<PlacedRow>(
            $"""
            select alert.room, body, row_version from room_person
            {session.ThenJoin("alert", "alert.room = room_person.room and open = 1 and folded_into is null and holder is null")}
            where person = @Id order by severity, fired_at limit @most
            """,
            new { person.Id, most },
            cancellationToken));

    /// <summary>What a storm holds: the most severe first, then the newest.</summary>
    internal static async Task<IReadOnlyList<Alert>> FoldedAsync(Session session, long room, int storm, int most, CancellationToken cancellationToken) => Alerts(await session.ListAsync<Row>(
        $"select {Columns} from alert where room = @room and folded_into = @storm order by open desc, severity, number desc limit @most", new { room, storm, most }, cancellationToken));

    /// <summary>Those that fired between two moments and stand for themselves, over or not, in the order they came.</summary>
    internal static async Task<IReadOnlyList<Alert>> OwnAsync(Session session, long room, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        Alerts(await session.ListAsync<Row>(
            $"select {Columns} from alert where room = @room and fired_at >= @from and fired_at < @to and folded_into is null order by number", new { room, from, to }, cancellationToken));

    /// <summary>How many fired between two moments, those that were folded into a storm included; storms are not counted themselves.</summary>
    internal static async Task<IReadOnlyList<AlertCount>> CountsAsync(Session session, long room, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        [
            .. (await session.ListAsync<CountRow>(
                """
                select severity, count(*) as count, cast(sum(open) as bigint) as open from alert
                where room = @room and fired_at >= @from and fired_at < @to and fingerprint not like 'storm/%'
                group by severity order by severity
                """,
                new { room, from, to },
                cancellationToken)).Select(row => new AlertCount((Signals.SignalSeverity)row.Severity, (int)row.Count, (int)row.Open)),
        ];

    internal static Task<long> FiredSinceAsync(Session session, long room, string source, DateTimeOffset since, CancellationToken cancellationToken) => session.ValueAsync<long>(
        "select count(*) from alert where room = @room and source = @source and fired_at > @since", new { room, source, since }, cancellationToken);

    internal static async Task<int> NextNumberAsync(Session session, long room, CancellationToken cancellationToken) =>
        (int)await session.ValueAsync<long>("select coalesce(max(number), 0) + 1 from alert where room = @room", new { room }, cancellationToken);

    /// <summary>Part of a room's alerts, or of what one storm holds: first what is open, the most severe first, then what is over, the newest first.</summary>
    /// <param name="storm">Its number; null for those that stand for themselves.</param>
    /// <param name="skip">How many of them to leave out.</param>
    internal static async Task<IReadOnlyList<Alert>> PartAsync(Session session, long room, int? storm, int skip, int most, CancellationToken cancellationToken) => Alerts(await session.ListAsync<Row>(
        $"""
        select {Columns} from alert where room = @room and {(storm is null ? "folded_into is null" : "folded_into = @storm")}
        order by open desc, open * severity, number desc limit @most offset @skip
        """,
        new { room, storm, skip, most },
        cancellationToken));

    /// <summary>How many there are of what <see cref="PartAsync"/> shows, and how many of them are open.</summary>
    internal static async Task<(int All, int Open)> CountAsync(Session session, long room, int? storm, CancellationToken cancellationToken)
    {
        var count = await session.FindAsync<Count>(
            $"select count(*) as many, cast(coalesce(sum(open), 0) as bigint) as open from alert where room = @room and {(storm is null ? "folded_into is null" : "folded_into = @storm")}",
            new { room, storm },
            cancellationToken);
        return ((int)count!.Many, (int)count.Open);
    }

    internal static Task AddAsync(Session session, long room, Alert alert, CancellationToken cancellationToken) => session.ExecuteAsync(
        """
        insert into alert (room, number, fingerprint, source, severity, open, folded_into, fired_at, holder, body)
        values (@room, @Number, @Fingerprint, @Source, @severity, @open, @FoldedInto, @FiredAt, @holder, @body)
        """,
        Arguments(room, alert),
        cancellationToken);

    /// <exception cref="ConflictException">Somebody else saved the alert since it was read.</exception>
    internal static async Task SaveAsync(Session session, long room, Alert alert, CancellationToken cancellationToken)
    {
        var saved = await session.ExecuteAsync(
            """
            update alert set severity = @severity, open = @open, holder = @holder, body = @body, row_version = row_version + 1
            where room = @room and number = @Number and row_version = @RowVersion
            """,
            Arguments(room, alert),
            cancellationToken);
        if (saved != 1)
            throw new ConflictException($"Alert {alert.Number} of room {room}");
    }

    internal static async Task<Mute?> MuteOfAsync(Session session, long room, string fingerprint, CancellationToken cancellationToken) =>
        await session.FindAsync<string>("select body from mute where room = @room and fingerprint = @fingerprint", new { room, fingerprint }, cancellationToken) is { } body
            ? Json.Read<Mute>(body)
            : null;

    internal static async Task<IReadOnlyList<Mute>> MutesAsync(Session session, long room, CancellationToken cancellationToken) =>
        [.. (await session.ListAsync<string>("select body from mute where room = @room order by fingerprint", new { room }, cancellationToken)).Select(Json.Read<Mute>)];

    /// <summary>A later mute of the same replaces the earlier.</summary>
    internal static Task MuteAsync(Session session, long room, Mute mute, CancellationToken cancellationToken) => session.ExecuteAsync(
        "insert into mute (room, fingerprint, body) values (@room, @Fingerprint, @body) on conflict (room, fingerprint) do update set body = excluded.body",
        new { room, mute.Fingerprint, body = Json.Write(mute) },
        cancellationToken);

    internal static Task UnmuteAsync(Session session, long room, string fingerprint, CancellationToken cancellationToken) =>
        session.ExecuteAsync("delete from mute where room = @room and fingerprint = @fingerprint", new { room, fingerprint }, cancellationToken);

    private static object Arguments(long room, Alert alert) => new
    {
        room,
        alert.Number,
        alert.Fingerprint,
        alert.Source,
        severity = (long)alert.Severity,
        open = alert.IsResolved && !alert.Held ? 0L : 1L,
        alert.FoldedInto,
        alert.FiredAt,
        holder = alert.State == AlertState.Acknowledged ? alert.Acknowledged?.By?.Id : null,
        body = Json.Write(alert),
        alert.RowVersion,
    };

    private static IReadOnlyList<(long Room, Alert Alert)> Placed(IReadOnlyList<PlacedRow> rows) => [.. rows.Select(row => (row.Room, new Row(row.Body, row.RowVersion).ToAlert()))];

    private static IReadOnlyList<Alert> Alerts(IReadOnlyList<Row> rows) => [.. rows.Select(row => row.ToAlert())];

    private sealed record Count(long Many, long Open);

    /// <summary>By properties: without rows, SQLite does not know the type of what is computed.</summary>
    private sealed record CountRow
    {
        public long Severity { get; init; }

        public long Count { get; init; }

        public long Open { get; init; }
    }

    private sealed record PlacedRow(long Room, string Body, long RowVersion);

    private sealed record Row(string Body, long RowVersion)
    {
        public Alert ToAlert() => Json.Read<Alert>(Body) with { RowVersion = RowVersion };
    }
}

/// <summary>A silence with an end.</summary>
/// <param name="What">The title of what is muted, for people.</param>
internal sealed record Mute(string Fingerprint, string What, Person By, DateTimeOffset At, DateTimeOffset Until, string Reason);

/// <summary>How many alerts of a severity there were, and how many of them are open.</summary>
internal sealed record AlertCount(Signals.SignalSeverity Severity, int Count, int Open);
