using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Host.Plans;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Plans;

/// <summary>The metrics that the shipped plan only offers, as comments: taken in, they have to work.</summary>
public sealed class BetaWarRoomOfferTests
{
    private const string First = "  # database-connections:";

    private static readonly string[] Set =
        ["TARGET=https://app.example.com", "DATABASE_URL=postgres://warroom@db.example.com/app", "CONTAINER=beta-web-1", "SENTRY_ORG=acme", "SENTRY_TOKEN=a-token"];

    [Fact]
    public void Every_metric_offered_is_one_without_mistakes_and_has_the_limits_of_its_question()
    {
        var lines = File.ReadAllText(Bench.Repository("plans/beta-war-room.yaml")).Split('\n').ToList();
        var from = lines.IndexOf(First);
        for (var at = from; lines[at].StartsWith("  # ", StringComparison.Ordinal); at++)
            lines[at] = $"  {lines[at][4..]}";
        using var services = new ServiceCollection().AddLogging().AddProbes(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var loader = new PlanLoader(new PlanReader(services.GetServices<ProbeKind>()), new Placeholders(name => Set
            .Where(pair => pair.StartsWith($"{name}=", StringComparison.Ordinal)).Select(pair => pair[(name.Length + 1)..]).FirstOrDefault()));

        var reading = loader.Read("beta-war-room", "plans/beta-war-room.yaml", string.Join('\n', lines));

        Assert.Empty(reading.Mistakes);
        Assert.Equal(
            ["cpu 50 50 75", "database-connections 50 50 80", "disk 70 70 85", "memory 70 70 85"],
            reading.Plan!.Metrics.Where(metric => reading.Plan.Question(metric.Name) is not null).OrderBy(metric => metric.Name).Select(metric =>
                $"{metric.Name} {((Condition.Below)metric.Target!).Limit} {((Condition.Above)metric.Warning!.Condition).Limit} {((Condition.Above)metric.Critical!.Condition).Limit}"));
        Assert.Equal(6, reading.Plan.Metrics.Count - 6);
    }
}
