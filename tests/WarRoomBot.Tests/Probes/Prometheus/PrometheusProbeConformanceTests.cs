using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Prometheus;

public sealed class PrometheusProbeConformanceTests : HttpConformance
{
    protected override string Kind => "prometheus";

    /// <summary>With GET, so that it may be sent elsewhere within the server.</summary>
    private protected override (string Key, object Value)[] Options => [("query", "sum(up)"), ("method", "GET")];

    protected override string GoodBody =>
        """{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1772539200.781,"0.04"]}]}}""";

    protected override void IsGood(Reading reading) => Assert.Equal(new Reading.Number(0.04), reading);
}
