using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

/// <summary>The metrics that the shipped plan reads once it may, and asks people about until then.</summary>
public sealed class BetaWarRoomOfferTests
{
    private static readonly (string Name, string Value)[] Set =
    [
        ("TARGET", "https://app.example.com"), ("DATABASE_URL", "postgres://warroom@db.example.com/app"), ("CONTAINER", "beta-web-1"), ("DISK_PATH", "/"),
        ("SENTRY_ORG", "acme"), ("SENTRY_TOKEN", "a-token"),
    ];

    [Fact]
    public void Where_all_is_set_every_figure_is_read_with_the_limits_of_its_question_and_nobody_is_asked_for_it()
    {
        var plan = Read(Set);

        Assert.Equal(
            ["cpu 50 50 75", "database-connections 50 50 80", "disk 70 70 85", "memory 70 70 85"],
            plan.Metrics.Where(metric => plan.Question(metric.Name) is not null).OrderBy(metric => metric.Name).Select(metric =>
                $"{metric.Name} {((Condition.Below)metric.Target!).Limit} {((Condition.Above)metric.Warning!.Condition).Limit} {((Condition.Above)metric.Critical!.Condition).Limit}"));
        Assert.Equal((12, 0), (plan.Metrics.Count, plan.Unread.Count));
        var asked = Schedule.Of(plan).SelectMany(check => check.Ask).ToHashSet();
        Assert.DoesNotContain(plan.Metrics, metric => metric.OtherwiseAsk is { } question && asked.Contains(question));
        Assert.Equal(
            "error-rate p95 active-users database-connections memory cpu | issues",
            Schedule.Of(plan).Where(check => check.At == TimeSpan.FromHours(3)).Select(check => $"{string.Join(' ', check.Metrics)} | {string.Join(' ', check.Ask)}").Single());
    }

    [Theory]
    [InlineData("DATABASE_URL", "database-connections")]
    [InlineData("CONTAINER", "memory cpu")]
    [InlineData("DISK_PATH", "disk")]
    [InlineData("SENTRY_TOKEN", "new-issues regressed-issues")]
    public void Where_one_thing_is_not_set_people_are_asked_about_what_needs_it_at_the_same_times(string missing, string unread)
    {
        var (all, plan) = (Schedule.Of(Read(Set)), Schedule.Of(Read([.. Set.Where(pair => pair.Name != missing)])));
        var names = unread.Split(' ');

        Assert.All(all.Zip(plan), pair =>
        {
            Assert.Equal(pair.First.Metrics.Except(names), pair.Second.Metrics);
            Assert.Equal(pair.First.Metrics.Intersect(names).Any(), pair.Second.Ask.Except(pair.First.Ask).Any());
        });
    }

    private static Plan Read(params (string Name, string Value)[] set)
    {
        var reading = Bench.Shipped("plans/beta-war-room.yaml", set);
        Assert.Empty(reading.Mistakes);
        return reading.Plan!;
    }
}
