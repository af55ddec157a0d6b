namespace WarRoomBot.Tests.Plans.Shipped;

/// <summary>The shipped plan against the schedule, the lists and the procedures of the monitoring plan it was made from, copied by hand.</summary>
public sealed class Production24hTests
{
    private static readonly Lazy<ShippedPlan> Whole = new(() => ShippedPlan.Whole("production-24h"));

    private const string Metrics =
        "api-health database background-jobs health-response uptime error-rate errors new-issues p95 slow-queries database-connections backends database-size";

    /// <summary>"What to check at each interval": health, Sentry, logs, performance, database.</summary>
    private const string Always = "logs top-errors critical-errors database-online endpoints";

    [Fact]
    public void Its_decision_and_its_reports_are_those_it_was_given()
    {
        Assert.Equal(["sign-off|T+24h|tech-lead devops|Approved for customer launch, Monitor another 24 hours +24h, Rollback P1"], Whole.Value.Gates);
        Assert.Equal(["Final|24h|24-hour production report"], Whole.Value.Reports);
        Assert.Equal(
            ["Uptime api-health|> 99.9", "Peak error-rate|< 1", "Average errors|< 0.0833", "Average health-response|< 100"],
            Whole.Value.Targets);
    }

    [Fact]
    public void It_looks_every_four_hours_with_what_each_hour_is_for() => Assert.Equal(
        ShippedPlan.Table(
            $"""
            T+0m  | 24 hours | {Metrics} | {Always} sentry-receiving baseline
            T+4h  | 24 hours | {Metrics} | {Always}
            T+8h  | 24 hours | {Metrics} | {Always} midpoint error-trends memory-leaks jobs-running
            T+12h | 24 hours | {Metrics} | {Always} overnight error-trends
            T+16h | 24 hours | {Metrics} | {Always} early-morning error-trends
            T+20h | 24 hours | {Metrics} | {Always} pre-launch ready-stable
            T+24h | 24 hours | {Metrics} | {Always} final-verification restarts jobs-running issues-documented optimizations
            """),
        Whole.Value.Checks);

    [Fact]
    public void Its_limits_are_those_it_was_given() => Assert.Equal(
        ShippedPlan.Table(
            """
            api-health           | UpDown                 | up       | | down for 2m P0 -> health-fails
            database             | UpDown                 | up       | | down for 2m P0 -> health-fails
            background-jobs      | UpDown                 | up       | | down for 2m P1 -> health-fails
            health-response      | Milliseconds every 15m | < 100    | |
            uptime               | Count                  |          | |
            error-rate           | Percent every 5m       | < 1      | | > 5 P0 -> high-error-rate
            errors               | PerMinute every 5m     | < 0.0833 | |
            new-issues           | Count every 5m         |          | | > 0 P1 -> new-critical-issue
            p95                  | Milliseconds every 5m  |          | |
            slow-queries         | Count                  |          | |
            database-connections | Percent                |          | |
            backends             | Count                  |          | |
            database-size        | Bytes                  |          | |
            """),
        Whole.Value.Metrics);

    [Fact]
    public void Its_people_and_severities_are_those_it_was_given()
    {
        Assert.Equal(["tech-lead|Tech lead", "devops|DevOps", "on-call|On call"], Whole.Value.Roles);
        Assert.Equal(["Critical", "High", "Medium", "Low"], Whole.Value.Plan.Alerts.Severities.Select(severity => severity.Name));
        Assert.Equal(["0m|on-call", "10m|devops", "20m|tech-lead"], Whole.Value.Escalation);
        Assert.Equal((TimeSpan.FromHours(24), "Europe/Berlin"), (Whole.Value.Plan.Duration, Whole.Value.Plan.TimeZone.Id));
    }

    [Fact]
    public void Everything_on_the_lists_is_asked() => ShippedPlan.HasWords(
        """
        sentry-receiving   | Sentry is receiving events
        baseline           | baseline
        logs               | ERROR | repeated patterns | WARN | database | timeout
        top-errors         | top 3
        critical-errors    | connection failures | unhandled rejections | WebSocket | 10 %
        memory-leaks       | memory | leak
        jobs-running       | background jobs | 30 seconds
        restarts           | unexpected restart
        database-online    | online | pool healthy | disk
        endpoints          | calls below 500 ms | webhooks below 200 ms | assistants below 1000 ms | p99 below 1000 ms
        error-trends       | trend | spike
        overnight          | overnight stability | all services healthy
        early-morning      | early morning | business hours
        pre-launch         | pre-launch | errors | performance
        ready-stable       | ready to declare stable
        final-verification | final verification | within targets
        issues-documented  | documented
        optimizations      | optimizations | assistants
        new-issues         | 404 | 429 | Vapi | database resets
        errors             | 5 errors per hour
        database-performance | 1000 ms
        """,
        name => Whole.Value.Plan.Question(name)?.Text);

    /// <summary>"Escalation procedures".</summary>
    [Fact]
    public void Its_playbooks_have_the_procedures() => ShippedPlan.HasWords(
        """
        high-error-rate    | Sentry | within 5 min | Vapi | Supabase | rollback
        health-fails       | 30 seconds | Render logs | Supabase | 2 min | git revert HEAD | git push origin main | wait 5 min | health endpoint | root cause
        new-critical-issue | blocks core calls | some users | minor impact | cosmetic | git revert HEAD | fix and redeploy | fix later
        """,
        Whole.Value.Playbook);

    /// <summary>"If error rate > 5 %", "If new critical issue appears": what is said to do stands at the end of each answer.</summary>
    [Fact]
    public void What_is_decided_in_an_emergency_is_asked()
    {
        Assert.Equal(
            [
                "What is the root cause? The Vapi API: Monitor (this is expected)", "What is the root cause? The database: Check the status page of Supabase",
                "What is the root cause? Our code: Prepare the rollback",
            ],
            Whole.Value.Ways("root-cause"));
        Assert.Equal(
            [
                "How bad is it? Blocks core calls: ROLLBACK (this is critical)", "How bad is it? Affects some users: Fix and redeploy",
                "How bad is it? Minor impact: Monitor and fix later", "How bad is it? Cosmetic: Document and fix later",
            ],
            Whole.Value.Ways("new-issue"));
        Assert.Equal(TimeSpan.FromMinutes(2), Whole.Value.Plan.Playbook("health-fails")!.RollbackAfter);
    }

    [Fact]
    public void It_goes_without_what_a_team_may_not_have() => Assert.Equal(
        ["api-health", "database", "background-jobs", "health-response", "uptime"], ShippedPlan.Bare("production-24h").Plan.Metrics.Select(metric => metric.Name));
}
