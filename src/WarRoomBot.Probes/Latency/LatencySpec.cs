using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.Latency;

/// <summary>How long requests of ours take, from asking to the last byte, each over a connection of its own.</summary>
internal sealed record LatencySpec : ProbeSpec
{
    public required HttpAsk Ask { get; init; }

    /// <summary>At least 1.</summary>
    public int Samples { get; init; } = 5;

    public Percentile Percentile { get; init; } = Percentile.P95;

    /// <summary>Between two samples, in the room's own time.</summary>
    public TimeSpan Spacing { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>It says whose latency it is: not the users'.</summary>
    public override string Origin => $"client {Percentile.Name} of {Samples} request{(Samples == 1 ? "" : "s")} to {Ask.Words}";

    public override string? Host => Ask.Host;

    public override Unit? Unit => Plans.Unit.Milliseconds;
}
