using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Sentry;

public sealed class SentryProbeConformanceTests : HttpConformance
{
    protected override string Kind => "sentry";

    protected override TimeSpan? Patience => TimeSpan.FromSeconds(15);

    protected override string GoodBody => """[{"shortId":"BETA-1","title":"Broken pipe"}]""";

    private protected override (string Key, object Value)[] Options => [("sentry", "acme"), ("read", "new-issues")];

    private protected override (string Key, object Value)[] At(string address) => [("at", address), ("token", "a-token"), .. Options];

    private protected override (string Key, object Value)[] WithSecrets(string address) => [("at", address), ("token", Secret), .. Options];

    protected override string BodyThatRepeats(string words) => $$"""[{"shortId":"{{words}}","title":"{{words}}"}]""";

    protected override void IsGood(Reading reading) => Assert.Equal(new Reading.Number(1) { Note = "BETA-1 \"Broken pipe\"" }, reading);
}
