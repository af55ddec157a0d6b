using WarRoomBot.Data;

namespace WarRoomBot.Features.Metrics.Contract;

/// <summary>What was measured in each room.</summary>
internal static class SampleStore
{
    internal static Task AddAsync(Session session, long room, IReadOnlyList<Sample> samples, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            insert into sample (room, metric, at, outcome, value, why, took) values (@room, @Metric, @At, @outcome, @Value, @Why, @took)
            on conflict (room, metric, at) do nothing
            """,
            samples.Select(sample => new
            {
                room,
                sample.Metric,
                sample.At,
                outcome = (long)sample.Outcome,
                sample.Value,
                sample.Why,
                took = (long)sample.Took.TotalMilliseconds,
            }),
            cancellationToken);

    /// <summary>Each of a metric's readings between two moments, oldest first: there may be a great many.</summary>
    internal static Task EachAsync(
        Session session, long room, string metric, DateTimeOffset from, DateTimeOffset to, Action<SampleReading> reading, CancellationToken cancellationToken) =>
        session.EachAsync(
            "select at, outcome, value, why from sample where room = @room and metric = @metric and at >= @from and at < @to order by at",
            new { room, metric, from, to },
            row => reading(new(
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), (SampleOutcome)row.GetInt64(1), row.IsDBNull(2) ? null : row.GetDouble(2), row.IsDBNull(3) ? null : row.GetString(3))),
            cancellationToken);

    /// <summary>Forgets the oldest of a metric's readings, those before a moment.</summary>
    /// <returns>How many there were, at most <paramref name="most"/>.</returns>
    internal static Task<int> ForgetAsync(Session session, long room, string metric, DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            """
            delete from sample where room = @room and metric = @metric
            and at in (select at from sample where room = @room and metric = @metric and at < @before order by at limit @most)
            """,
            new { room, metric, before, most },
            cancellationToken);

    /// <summary>The names of the metrics that were read, in order.</summary>
    internal static async Task<IReadOnlyList<string>> MetricsAsync(Session session, long room, CancellationToken cancellationToken) =>
        [.. (await session.ListAsync<string>("select distinct metric from sample where room = @room", new { room }, cancellationToken)).Order(StringComparer.Ordinal)];

    /// <summary>One metric's samples after a moment, oldest first.</summary>
    internal static async Task<IReadOnlyList<Sample>> PageAsync(
        Session session, long room, string metric, DateTimeOffset after, int most, CancellationToken cancellationToken) =>
        [
            .. (await session.ListAsync<Row>(
                "select metric, at, outcome, value, why, took from sample where room = @room and metric = @metric and at > @after order by at limit @most",
                new { room, metric, after, most },
                cancellationToken)).Select(row => row.ToSample()),
        ];

    /// <summary>One metric's samples since a moment, oldest first.</summary>
    internal static async Task<IReadOnlyList<Sample>> SinceAsync(
        Session session, long room, string metric, DateTimeOffset since, CancellationToken cancellationToken) =>
        [
            .. (await session.ListAsync<Row>(
                "select metric, at, outcome, value, why, took from sample where room = @room and metric = @metric and at >= @since order by at",
                new { room, metric, since },
                cancellationToken)).Select(row => row.ToSample()),
        ];

    private sealed record Row(string Metric, DateTimeOffset At, long Outcome, double? Value, string? Why, long Took)
    {
        public Sample ToSample() => new(Metric, At, (SampleOutcome)Outcome, Value, Why, TimeSpan.FromMilliseconds(Took));
    }
}

/// <summary>A sample, as far as it is counted.</summary>
internal readonly record struct SampleReading(DateTimeOffset At, SampleOutcome Outcome, double? Value, string? Why);
