using System.Globalization;
using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

/// <summary>The decisions of the shipped plan against the monitoring plan it was made from: what stands there as a tick box, a choice or a signature line.</summary>
public sealed class BetaGatesTests
{
    private const string Path = "plans/beta-war-room.yaml";

    private static Plan Plan { get; } = Bench.Shipped(Path, ("TARGET", "https://app.example.com")).Plan!;

    [Fact]
    public void Day_two_is_decided_at_24_hours_by_whoever_is_on_call()
    {
        var gate = Plan.Gate("day-2")!;

        Assert.Equal(TimeSpan.FromHours(24), gate.At);
        Assert.Equal(["Continue", "Monitor closely", "Rollback"], gate.Options.Select(option => option.Name));
        Assert.Equal(["on-call"], gate.SignedBy);
        Assert.Equal(
            ["error-rate Max 12h below 1", "P0 8h < 1", "System metrics stable? (memory, CPU, disk)", "User feedback mostly positive?"], gate.Criteria.Select(Written));
    }

    [Fact]
    public void Go_live_is_decided_at_the_end_by_three_roles_against_the_targets_of_the_final_report()
    {
        var gate = Plan.Gates[^1];

        Assert.Equal(("go-live", Plan.Duration), (gate.Name, gate.At));
        Assert.Equal(["Proceed to full release", "Extended beta", "Rollback"], gate.Options.Select(option => option.Name));
        Assert.Equal(["cto", "lead", "devops"], gate.SignedBy);
        Assert.Equal(3, gate.Quorum);
        Assert.Equal(
            [
                "api-health Uptime 48h at least 99.9", "error-rate Average 48h below 0.1", "error-rate Max 48h below 1", "p95 Average 48h below 500", "p95 Max 48h below 1000",
                "P0,P1 now < 1", "User feedback mostly positive?",
            ],
            gate.Criteria.Select(Written));
        Assert.All(Plan.Gates, one => Assert.Null(one.Expires));
    }

    private static string Written(Criterion criterion) => criterion switch
    {
        Criterion.Figure figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Metric} {figure.Statistic} {Durations.Written(figure.Over)} {figure.Bound.Words} {figure.Bound.Limit}"),
        Criterion.Incidents incidents => $"{string.Join(',', incidents.Severities)} {(incidents.Over is { } over ? Durations.Written(over) : "now")} < {incidents.Below}",
        _ => criterion.Title!,
    };
}
