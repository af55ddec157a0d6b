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
