namespace WarRoomBot.Tests.Plans.Shipped;

/// <summary>The shipped plan against the lists of the monitoring guide it was made from ("Ongoing operations"), copied by hand.</summary>
public sealed class PostDeployRoutineTests
{
    private static readonly Lazy<ShippedPlan> Whole = new(() => ShippedPlan.Whole("post-deploy-routine"));

    [Fact]
    public void Its_decision_and_its_reports_are_those_it_was_given()
    {
        Assert.Equal(["thirty-days|T+720h|tech-lead product|Success, Keep watching"], Whole.Value.Gates);
        Assert.Equal(["Week|every 7d|Weekly operations review"], Whole.Value.Reports);
        Assert.Equal(
            ["Uptime api-health|> 99.9", "Average error-rate|< 1", "Average p95|< 500", "Figure payment-success|> 95"],
            Whole.Value.Targets);
    }

    [Fact]
    public void It_asks_every_business_morning_every_monday_and_once_a_month() => Assert.Equal(
        ShippedPlan.Table(
            """
            Daily health check         | Business { }                  | 09:00 | api-health database new-issues error-rate p95 p99 health-response slow-queries database-connections cpu memory disk active-users new-investments failed-transactions | platform traffic overnight trending new-users payments projects open-incidents support-tickets user-reports pending-fixes planned-actions red-flags
            Weekly review              | Weekly { Day = Monday }       | 10:00 | uptime error-rate p95 requests database-size disk | week-performance week-incidents week-business week-infrastructure external-services week-actions week-improvements week-handover
            Monthly performance review | FirstOfMonth { Day = Monday } | 11:00 | p95 slow-queries | month-queries month-indexes month-bundle month-endpoints month-users month-features
            """),
        Whole.Value.Routines);

    [Fact]
    public void After_30_days_it_asks_whether_the_release_is_a_success() => Assert.Equal(
        ["T+720h|First 30 days|error-rate p95 uptime|month-criteria satisfaction monitoring-in-place trained"], Whole.Value.Checks);

    /// <summary>The four parts of the daily check, the five of the weekly, the monthly review, the metrics to track and the criteria after 30 days.</summary>
    [Fact]
    public void Everything_on_the_lists_is_asked_or_measured() => ShippedPlan.HasWords(
        """
        sentry-errors       | Sentry | new errors
        platform            | Railway | anomalies
        traffic             | Vercel | normal
        overnight           | downtime overnight
        trending            | resource usage
        slow-queries        | slow queries | 10 an hour
        new-users           | new users | yesterday
        payments            | payment success rate | 95 % | 5 %
        projects            | active projects
        open-incidents      | open incidents
        support-tickets     | support tickets | critical
        user-reports        | pattern
        pending-fixes       | pending fixes
        planned-actions     | actions planned
        red-flags           | red flags | immediately
        week-performance    | average response time | below 1 % | peak traffic
        week-incidents      | total | severity | mean time to resolve
        week-business       | last week | investments | payment volume | active projects
        week-infrastructure | storage | load | costs
        external-services   | Stripe | Plaid | S3 | 99 % | 98 %
        week-actions        | action items
        week-improvements   | performance | features | infrastructure
        week-handover       | on call | context
        month-queries       | 20 slowest | mean_exec_time
        month-indexes       | seq_scan | 1000
        month-bundle        | bundle | split
        month-endpoints     | 500 ms
        month-users         | DAU | MAU | retention | session duration
        month-features      | 95 % | 98 % | 90 % | 24 hours
        month-criteria      | 99.9 % | 1 % | 500 ms | 95 % | critical incident
        satisfaction        | 4 of 5
        monitoring-in-place | monitoring in place
        trained             | trained
        """,
        name => Whole.Value.Plan.Question(name)?.Text);

    /// <summary>"On-call rotation": week by week, primary and secondary.</summary>
    [Fact]
    public void On_call_changes_hands_every_week() => Assert.Equal(["Week on call|Monday 09:00|on-call secondary"], Whole.Value.Shifts);

    /// <summary>alerts.yaml goes on after the first day.</summary>
    [Fact]
    public void It_stands_and_keeps_the_alerts_of_the_watch()
    {
        var watch = ShippedPlan.Whole("post-deploy-watch");
        var kept = Whole.Value.Metrics.Where(line => !line.EndsWith("||", StringComparison.Ordinal) && !line.StartsWith("uptime", StringComparison.Ordinal)
            && !line.StartsWith("health-response", StringComparison.Ordinal)).ToList();

        Assert.Null(Whole.Value.Plan.Duration);
        Assert.Equal(
            ["api-health", "database", "error-rate", "p95", "database-connections", "cpu", "memory", "disk", "failed-logins", "failed-payments"],
            kept.Select(line => line.Split('|')[0]));
        Assert.Subset(watch.Metrics.ToHashSet(), kept.ToHashSet());
        Assert.Equal(watch.Calls, Whole.Value.Calls);
        Assert.Equal(watch.Escalation, Whole.Value.Escalation);
        Assert.Equal(watch.Severities, Whole.Value.Severities);
        Assert.Equal(watch.Ways("rollback"), Whole.Value.Ways("rollback"));
        Assert.All(Whole.Value.Plan.Playbooks.Where(playbook => playbook.Name != "rollback"), playbook => Assert.Equal("rollback", playbook.Decision));
        Assert.Contains("uptime|Percent every 1h|> 99.9||", Whole.Value.Metrics);
    }

    [Fact]
    public void It_goes_without_what_a_team_may_not_have() => Assert.Equal(
        ["api-health", "database", "health-response"], ShippedPlan.Bare("post-deploy-routine").Plan.Metrics.Select(metric => metric.Name));
}
