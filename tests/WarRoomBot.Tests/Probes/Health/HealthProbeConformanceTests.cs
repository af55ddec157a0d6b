using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Health;

public sealed class HealthProbeConformanceTests : HttpConformance
{
    protected override string Kind => "health";

    private protected override (string Key, object Value)[] Options => [("attempts", 1), ("expect", Written.Map(("status", "ok")))];

    protected override void IsGood(Reading reading) => Assert.Equal(new Reading.Truth(true), reading);

    /// <summary>Whatever the reason: as far as anybody can see, it is down.</summary>
    protected override void IsFailure(Failure failure, string why, Reading reading)
    {
        var down = Assert.IsType<Reading.Truth>(reading);
        Assert.False(down.Value);
        Assert.Contains(why, down.Why, StringComparison.Ordinal);
    }
}
