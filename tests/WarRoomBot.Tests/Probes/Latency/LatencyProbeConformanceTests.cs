using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Latency;

public sealed class LatencyProbeConformanceTests : HttpConformance
{
    protected override string Kind => "latency";

    protected override bool ReadsTheAnswer => false;

    private protected override (string Key, object Value)[] Options => [("samples", 1)];

    protected override void IsGood(Reading reading) => Assert.Equal(new Reading.Number(0), reading);
}
