using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.Latency;

/// <summary>The probe <c>latency</c>: several requests, one percentile of what they took. Failed ones are left out and counted.</summary>
internal sealed class LatencyProbe(ProbeHttp http, TimeProvider time) : ProbeKind<LatencySpec>
{
    /// <summary>What does not answer that often is not asked again: the whole must end in time.</summary>
    private const int MostTimeouts = 2;

    public override string Name => "latency";

    public override Shape<ProbeSpec> Shape => LatencyShape.Shape;

    protected override async Task<Reading> ReadAsync(LatencySpec latency, ProbeRound round, CancellationToken cancellationToken)
    {
        // Two percentiles of one thing are taken from the same samples.
        var key = $"{latency.Ask.Key}\n{latency.Samples} {latency.Spacing}";
        var samples = await round.OnceAsync(key, () => SampleAsync(latency, round, cancellationToken)).WaitAsync(cancellationToken);
        var note = samples.Took.Count == latency.Samples ? null : $"{samples.Took.Count}/{latency.Samples} ok";
        return samples.Took.Count == 0
            ? new Reading.Failed(samples.Last!.Failure, $"{samples.Last.Why}, {note}")
            : new Reading.Number(latency.Percentile.Of(samples.Took)) { Note = note };
    }

    private async Task<Samples> SampleAsync(LatencySpec latency, ProbeRound round, CancellationToken cancellationToken)
    {
        var took = new List<double>();
        var timeouts = 0;
        HttpAnswer.Failed? last = null;
        for (var sample = 0; sample < latency.Samples && timeouts < MostTimeouts; sample++)
        {
            if (sample > 0)
                await Task.Delay(round.Paced(latency.Spacing), time, cancellationToken);
            switch (await http.FetchAsync(latency.Ask, cancellationToken))
            {
                case HttpAnswer.Answered { IsSuccess: false } answered:
                    last = new(Failure.Status, $"HTTP {answered.Status}");
                    break;
                case HttpAnswer.Answered { Whole: false }:
                    last = new(Failure.TooLarge, "answer too large to be timed");
                    break;
                case HttpAnswer.Answered answered:
                    took.Add(answered.Took.TotalMilliseconds);
                    break;
                case HttpAnswer.Failed failed:
                    last = failed;
                    timeouts += failed.Failure == Failure.Timeout ? 1 : 0;
                    break;
            }
        }

        return new(took, last);
    }

    /// <param name="Took">Milliseconds of those that succeeded.</param>
    /// <param name="Last">The last failure; there is one when nothing succeeded.</param>
    private sealed record Samples(IReadOnlyList<double> Took, HttpAnswer.Failed? Last);
}
