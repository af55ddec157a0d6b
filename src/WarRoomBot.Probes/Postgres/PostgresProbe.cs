using WarRoomBot.Plans;
using WarRoomBot.Probes.Network;
using WarRoomBot.Probes.Selecting;
using Rows = System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<object?>>;

namespace WarRoomBot.Probes.Postgres;

/// <summary>
/// The probe <c>postgres</c>: figures that the server keeps about itself, and one value of a statement of the plan. What the server only
/// counts up is told as the difference since the metric's last reading.
/// </summary>
internal sealed class PostgresProbe(GuardedTalk talk, GuardedDialer dialer, CertificateCheck certificates) : ProbeKind<PostgresSpec>
{
    /// <summary>
    /// Background processes are in this view too: only clients count. Without pg_monitor the view hides even who is one; then each
    /// database's own count has to do.
    /// </summary>
    private const string Activity =
        """
        select case when bool_or(query = '<insufficient privilege>') then (select sum(numbackends) from pg_stat_database)::bigint
                    else count(*) filter (where backend_type = 'client backend') end,
               count(*) filter (where state = 'active' and pid <> pg_backend_pid()),
               count(*) filter (where state = 'idle'),
               count(*) filter (where state like 'idle in transaction%'),
               count(*) filter (where wait_event_type = 'Lock'),
               coalesce(1000 * extract(epoch from max(now() - query_start) filter (where state = 'active' and pid <> pg_backend_pid())), 0)::float8,
               count(*) filter (where query = '<insufficient privilege>'),
               current_setting('max_connections')::bigint
        from pg_stat_activity where backend_type = 'client backend' or query = '<insufficient privilege>'
        """;

    private const string LongQueries =
        """
        select count(*) filter (where state <> 'idle' and now() - query_start > $1 * interval '1 millisecond' and pid <> pg_backend_pid()),
               count(*) filter (where query = '<insufficient privilege>')
        from pg_stat_activity where backend_type = 'client backend' or query = '<insufficient privilege>'
        """;

    private const string Database =
        """
        select pg_database_size(datname), blks_hit, blks_read, deadlocks from pg_stat_database where datname = current_database()
        """;

    private readonly LastSeen<Counters> _last = new(talk.Time);

    public override string Name => "postgres";

    public override Shape<ProbeSpec> Shape => PostgresShape.Shape;

    protected override async Task<Reading> ReadAsync(PostgresSpec spec, ProbeRound round, CancellationToken cancellationToken)
    {
        var (sql, parameters) = Statement(spec);
        var server = await round.OnceAsync(spec.Server.Key, () => Task.FromResult(new SharedConnection<PostgresConnection>(
            token => PostgresConnection.OpenAsync(talk, dialer, certificates, spec.Server, token))));
        var asking = round.OnceAsync(
            $"{spec.Server.Key}\n{sql}\n{string.Join('\n', parameters)}",
            () => talk.AskAsync(
                spec.Origin,
                () => server.UseAsync(connection => connection.AskAsync(sql, parameters, cancellationToken), cancellationToken),
                cancellationToken,
                exception => PostgresErrors.Of(exception, spec.Server.Secrets)));
        return (await asking.WaitAsync(cancellationToken)).Read(rows => spec.Sql is null ? Figure(spec, rows) : OneValue(spec, rows));
    }

    private static (string Sql, IReadOnlyList<object> Parameters) Statement(PostgresSpec spec)
    {
        if (spec.Sql is { } own)
            return (own, []);
        if (spec.Read == PostgresFigure.LongQueries)
            return (LongQueries, [spec.LongerThan.TotalMilliseconds]);
        return (IsOfTheDatabase(spec.Read!) ? Database : Activity, []);
    }

    private static bool IsOfTheDatabase(PostgresFigure figure) =>
        figure == PostgresFigure.Size || figure == PostgresFigure.CacheHit || figure == PostgresFigure.Deadlocks;

    private Reading Figure(PostgresSpec spec, Rows rows)
    {
        // A server that says it is one and is none.
        if (rows is not [{ } row] || row.Any(value => value is not double))
            return new Reading.Failed(Failure.NotUnderstood, "the answer is not that of a PostgreSQL server");
        var values = row.Cast<double>().ToList();
        if (spec.Read == PostgresFigure.LongQueries)
            return values[1] > 0 ? Hidden : new Reading.Number(values[0]);
        return IsOfTheDatabase(spec.Read!) ? OfDatabase(spec, values) : OfActivity(spec.Read!, values);
    }

    /// <summary>A count of what cannot be seen would be too small, and look fine.</summary>
    private static Reading.Failed Hidden => new(Failure.Status, "the user cannot see what others do; grant it pg_monitor");

    private static Reading OfActivity(PostgresFigure figure, List<double> values)
    {
        var (all, hidden, most) = (values[0], values[6] > 0, values[7]);
        if (figure == PostgresFigure.Connections)
            return new Reading.Number(all);
        if (figure == PostgresFigure.ConnectionsPercent)
            return new Reading.Number(100 * all / most) { Note = $"{all:0} of {most:0}" };
        if (hidden)
            return Hidden;
        return new Reading.Number(
            figure == PostgresFigure.Active ? values[1]
            : figure == PostgresFigure.Idle ? values[2]
            : figure == PostgresFigure.IdleInTransaction ? values[3]
            : figure == PostgresFigure.LockWaits ? values[4]
            : values[5]);
    }

    private Reading OfDatabase(PostgresSpec spec, List<double> values)
    {
        if (spec.Read == PostgresFigure.Size)
            return new Reading.Number(values[0]);
        var now = new Counters(values[1], values[2], values[3]);
        if (_last.Swap(spec, now) is not ({ } before, var ago))
            return new Reading.NoData("counting from this reading on");
        if (spec.Read == PostgresFigure.Deadlocks)
            return ago > TimeSpan.Zero ? new Reading.Number(Rise(before.Deadlocks, now.Deadlocks) / ago.TotalMinutes) : new Reading.NoData("counting from this reading on");
        var (hits, reads) = (Rise(before.Hits, now.Hits), Rise(before.Reads, now.Reads));
        return hits + reads > 0 ? new Reading.Number(100 * hits / (hits + reads)) : new Reading.NoData("nothing was read since the last reading");
    }

    private static double Rise(double before, double now) => LastSeen<Counters>.Rise(before, now);

    private static Reading OneValue(PostgresSpec spec, Rows rows) => rows switch
    {
        [] => spec.Empty ?? new Reading.NoData("the statement gives no row"),
        [_, _, ..] => new Reading.Failed(Failure.Configuration, "the statement gives more than one row; let it give one number"),
        [{ Count: > 1 } row] => new Reading.Failed(Failure.Configuration, $"the statement gives {row.Count} columns; let it give one number"),
        [[null]] => spec.Empty ?? new Reading.NoData("the statement gives null"),
        [[bool truth]] when spec.As is null => new Reading.Truth(truth, truth ? null : "the statement gives false"),
        [[double number]] => Number(number, spec.As),
        [[string text]] when SourceUnit.TryRead(text, out var number, out var written) => Number(number, written ?? spec.As),
        _ => new Reading.Failed(Failure.NotUnderstood, "the statement gives no number"),
    };

    private static Reading Number(double number, SourceUnit? unit)
    {
        var value = number * (unit?.Factor ?? 1);
        return double.IsFinite(value) ? new Reading.Number(value) : new Reading.NoData("the statement gives no finite number");
    }

    private sealed record Counters(double Hits, double Reads, double Deadlocks);
}
