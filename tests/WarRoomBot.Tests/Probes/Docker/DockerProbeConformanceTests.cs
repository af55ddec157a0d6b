using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Docker;

public sealed class DockerProbeConformanceTests : HttpConformance
{
    protected override string Kind => "docker";

    protected override string GoodBody => """{"State":{"Status":"running","Running":true}}""";

    private protected override (string Key, object Value)[] Options => [("docker", "beta-web-1"), ("read", "running")];

    private protected override (string Key, object Value)[] At(string address) => [("at", address), .. Options];

    private protected override (string Key, object Value)[] WithSecrets(string address) => [("at", WithPassword(address)), .. Options];

    protected override string BodyThatRepeats(string words) => $$$"""{"State":{"Status":"{{{words}}}"}}""";

    protected override void IsGood(Reading reading) => Assert.Equal(new Reading.Truth(true), reading);
}
