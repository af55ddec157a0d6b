using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Statuspage;

public sealed class StatuspageProbeConformanceTests : HttpConformance
{
    protected override string Kind => "statuspage";

    protected override string GoodBody => """{"status":{"indicator":"none","description":"All Systems Operational"}}""";

    private protected override (string Key, object Value)[] Options => [];

    private protected override (string Key, object Value)[] WithSecrets(string address) => [(Kind, $"{WithPassword(address)}/path?key={Secret}")];

    protected override string BodyThatRepeats(string words) =>
        $$$"""{"status":{"indicator":"major","description":"{{{words}}}"},"incidents":[{"name":"{{{words}}}"}]}""";

    protected override void IsGood(Reading reading) => Assert.Equal(new Reading.Truth(true), reading);
}
