using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.UptimeRobot;

public sealed class UptimeRobotProbeConformanceTests : HttpConformance
{
    protected override string Kind => "uptimerobot";

    protected override bool FollowsRedirects => false;

    protected override string GoodBody => """{"stat":"ok","monitors":[{"id":777712345,"status":2}]}""";

    private protected override (string Key, object Value)[] Options => [("monitor", 777712345)];

    private protected override (string Key, object Value)[] At(string address) => [("uptimerobot", "ur-123456-key"), ("at", address), .. Options];

    private protected override (string Key, object Value)[] WithSecrets(string address) => [("uptimerobot", Secret), ("at", address), .. Options];

    protected override string BodyThatRepeats(string words) => $$$"""{"stat":"fail","error":{"message":"{{{words}}} is not a key"}}""";

    protected override void IsGood(Reading reading) => Assert.Equal(new Reading.Truth(true), reading);
}
