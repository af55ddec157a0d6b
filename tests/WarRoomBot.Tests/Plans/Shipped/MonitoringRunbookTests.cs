namespace WarRoomBot.Tests.Plans.Shipped;

/// <summary>The shipped plan against the thresholds and procedures of the runbook it was made from, copied by hand.</summary>
public sealed class MonitoringRunbookTests
{
    private static readonly Lazy<ShippedPlan> Whole = new(() => ShippedPlan.Whole("monitoring-runbook"));

    /// <summary>"Alert thresholds reference", "Key metrics" and "Response time targets".</summary>
    [Fact]
    public void Its_decision_and_its_reports_are_those_it_was_given()
    {
        Assert.Empty(Whole.Value.Gates);
        Assert.Equal(["Week|every 7d|The week in operation"], Whole.Value.Reports);
        Assert.Equal(
            ["Uptime api-health|> 99.9", "Average errors|< 5", "Average p95|< 1000", "Average response-time|< 100"],
            Whole.Value.Targets);
    }

    [Fact]
    public void Its_limits_are_those_of_the_reference() => Assert.Equal(
        ShippedPlan.Table(
            """
            api-health    | UpDown every 5m       | up     |                               | down x3 P0 -> downtime
            ready         | UpDown every 5m       | up     |                               |
            response-time | Milliseconds every 5m | < 100  | > 1000 -> slow                |
            websocket     | UpDown every 5m       | up     |                               | down x3 P1 -> websocket
            connections   | Count every 5m        |        | outside 5 to 100 -> websocket |
            sessions      | Count every 5m        |        |                               |
            errors        | PerMinute             | < 5    | > 5 -> errors                 | > 10 P1 -> errors
            new-issues    | Count                 |        | > 0 -> errors                 |
            p95           | Milliseconds          | < 1000 | > 1000 -> slow                | > 2000 P1 -> slow
            uptime        | Percent every 1h      | > 99.9 |                               |
            """),
        Whole.Value.Metrics);

    [Fact]
    public void It_stands_with_nothing_on_the_calendar_but_a_weekly_review()
    {
        Assert.Null(Whole.Value.Plan.Duration);
        Assert.Empty(Whole.Value.Checks);
        Assert.Equal(
            ["Weekly review|Weekly { Day = Monday }|09:00|api-health ready response-time websocket connections sessions errors new-issues p95 uptime|incident-log post-mortems targets sessions-limit runbook"],
            Whole.Value.Routines);
        Assert.Equal(["on-call|On-call engineer", "lead|Team lead"], Whole.Value.Roles);
        Assert.Equal(["0m|on-call", "15m|lead"], Whole.Value.Escalation);
        Assert.Equal(["Critical", "High", "Medium", "Low"], Whole.Value.Plan.Alerts.Severities.Select(severity => severity.Name));
    }

    /// <summary>The four procedures, each with its six steps, and what to do when they do not help.</summary>
    [Fact]
    public void Its_playbooks_are_the_procedures() => ShippedPlan.HasWords(
        """
        errors    | Frontend | Backend | grouping | trend | stack trace | sessionId | component | message.type | breadcrumbs | user context | root cause | transactions | signal engine | 5 % of users | next sprint | next deployment | hotfix | rollback | error rate falls | document what was tried | team lead | post-mortem
        slow      | Transactions | p50 | p95 | p99 | throughput | WebSocket | signal engine | connection count | session count | GitHub Actions | 24 hours | CPU | memory leaks | database pool | Vercel | Railway | cache | scale | roll | p95 below 1 s | document what was tried
        downtime  | UptimeRobot | since when | /api/health | 200 | 503 | server logs | startup errors | out of memory | database connections | websocket.connected | GitHub Actions | environment variables | DSNs | restart | roll back | health returns 200 | shows Up | document what was tried
        websocket | connection errors | authentication | limit exceeded | 10 to 50 | above 100 | below 5 | component websocket | sessionId | session store | 5 connections per session | leaks | connection count normal | document what was tried
        """,
        Whole.Value.Playbook);

    [Fact]
    public void What_nobody_measures_is_asked_in_the_review() => ShippedPlan.HasWords(
        """
        incident-log   | root cause | prevention
        post-mortems   | critical incidents
        targets        | WebSocket messages below 500 ms | signal engine below 200 ms | chat start below 500 ms
        sessions-limit | 5 connections
        errors         | 5 errors per minute | above 10
        latency        | below 1 s | above 2 s
        uptime         | 99.9 %
        """,
        name => Whole.Value.Plan.Question(name)?.Text);

    [Fact]
    public void It_goes_without_what_a_team_may_not_have() => Assert.Equal(
        ["api-health", "ready", "response-time", "websocket", "connections", "sessions"], ShippedPlan.Bare("monitoring-runbook").Plan.Metrics.Select(metric => metric.Name));
}
