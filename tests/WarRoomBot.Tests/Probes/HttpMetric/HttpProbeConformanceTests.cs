using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.HttpMetric;

public sealed class HttpProbeConformanceTests : HttpConformance
{
    protected override string Kind => "http";

    private protected override (string Key, object Value)[] Options => [("select", "errorRate")];

    protected override void IsGood(Reading reading) => Assert.Equal(new Reading.Number(0.04), reading);
}
