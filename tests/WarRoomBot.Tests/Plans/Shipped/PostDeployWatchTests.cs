namespace WarRoomBot.Tests.Plans.Shipped;

/// <summary>The shipped plan against the tables of the monitoring guide it was made from ("First 2 hours", "First 24 hours"), copied by hand.</summary>
public sealed class PostDeployWatchTests
{
    private static readonly Lazy<ShippedPlan> Whole = new(() => ShippedPlan.Whole("post-deploy-watch"));

    private const string Close = "api-health database error-rate p95 health-response active-connections new-issues";

    private const string Hourly =
        "api-health database error-rate p95 p99 requests health-response-hourly database-connections active-connections database-size cpu memory disk"
        + " failed-logins failed-payments failed-transactions active-users new-investments signups payments-processing";

    private const string Trends = "response-trend error-trend traffic-trend issues actions notes";
    private const string Users = "support-tickets user-behavior social-media internal-feedback";

    [Fact]
    public void Its_decision_and_its_reports_are_those_it_was_given()
    {
        Assert.Empty(Whole.Value.Gates);
        Assert.Equal(["Final|24h|First 24 hours"], Whole.Value.Reports);
        Assert.Equal(
            ["Uptime api-health|> 99.9", "Average error-rate|< 1", "Average p95|< 500", "Average p99|< 1000", "Average cpu|< 70", "Average memory|< 70", "Average database-connections|< 70",
                "Peak disk|< 80", "Figure payment-success|> 95", "Figure bank-verification|> 90"],
            Whole.Value.Targets);
    }

    [Fact]
    public void It_looks_every_quarter_of_an_hour_then_every_hour_and_at_the_users_every_two_hours()
    {
        const string both = "api-health database error-rate p95 health-response active-connections new-issues p99 requests health-response-hourly database-connections"
            + " database-size cpu memory disk failed-logins failed-payments failed-transactions active-users new-investments signups payments-processing";
        var expected = $"""
            T+0m    | Critical watch      | {Close}  | health
            T+15m   | Critical watch      | {Close}  | health
            T+30m   | Critical watch      | {Close}  | health
            T+45m   | Critical watch      | {Close}  | health
            T+1h    | Critical watch      | {both}   | health {Trends}
            T+1h15  | Critical watch      | {Close}  | health
            T+1h30  | Critical watch      | {Close}  | health
            T+1h45  | Critical watch      | {Close}  | health
            T+2h    | Enhanced monitoring | {both}   | health {Users} {Trends}
            T+3h    | Enhanced monitoring | {Hourly} | {Trends}
            T+4h    | Enhanced monitoring | {Hourly} | {Trends} {Users}
            T+5h    | Enhanced monitoring | {Hourly} | {Trends}
            T+6h    | Enhanced monitoring | {Hourly} | {Trends} {Users}
            T+7h    | Enhanced monitoring | {Hourly} | {Trends}
            T+8h    | Enhanced monitoring | {Hourly} | {Trends} {Users}
            T+9h    | Enhanced monitoring | {Hourly} | {Trends}
            T+10h   | Enhanced monitoring | {Hourly} | {Trends} {Users}
            T+11h   | Enhanced monitoring | {Hourly} | {Trends}
            T+12h   | Enhanced monitoring | {Hourly} | {Trends} {Users}
            T+13h   | Enhanced monitoring | {Hourly} | {Trends}
            T+14h   | Enhanced monitoring | {Hourly} | {Trends} {Users}
            T+15h   | Enhanced monitoring | {Hourly} | {Trends}
            T+16h   | Enhanced monitoring | {Hourly} | {Trends} {Users}
            T+17h   | Enhanced monitoring | {Hourly} | {Trends}
            T+18h   | Enhanced monitoring | {Hourly} | {Trends} {Users}
            T+19h   | Enhanced monitoring | {Hourly} | {Trends}
            T+20h   | Enhanced monitoring | {Hourly} | {Trends} {Users}
            T+21h   | Enhanced monitoring | {Hourly} | {Trends}
            T+22h   | Enhanced monitoring | {Hourly} | {Trends} {Users}
            T+23h   | Enhanced monitoring | {Hourly} | {Trends}
            T+24h   | Enhanced monitoring | {Hourly} | {Trends} {Users}
            """;

        Assert.Equal(ShippedPlan.Table(expected), Whole.Value.Checks);
    }

    /// <summary>"Critical thresholds", "Warning thresholds", alerts.yaml and "Technical metrics".</summary>
    [Fact]
    public void Its_limits_are_those_of_the_tables_and_the_alert_file() => Assert.Equal(
        ShippedPlan.Table(
            """
            api-health             | UpDown               | up     |       | down for 1m P0 -> api-down
            database               | UpDown               | up     |       | down P0 -> api-down
            error-rate             | Percent              | < 1    | > 1   | > 5 for 5m P0 -> high-error-rate
            p95                    | Milliseconds         | < 500  | > 500 | > 1000 for 10m P1 -> slow-responses
            p99                    | Milliseconds         | < 1000 |       |
            requests               | PerMinute            |        |       |
            health-response        | Milliseconds every 15m |      |       |
            health-response-hourly | Milliseconds every 1h |       | > 500 |
            database-connections   | Percent              | < 70   | > 70  | > 90 for 5m P0 -> connections
            active-connections     | Count                |        |       |
            database-size          | Bytes every 1h       |        |       |
            cpu                    | Percent              | < 70   | > 70  | > 90 P1
            memory                 | Percent              | < 70   | > 70  | > 85 for 10m P1
            disk                   | Percent              | < 80   |       | > 80 for 5m P1
            failed-logins          | Count                |        |       | > 50 P1 -> attack
            failed-payments        | Count                |        |       | > 10 P1 -> payments-broken
            failed-transactions    | Count                |        |       |
            active-users           | Count                |        |       |
            new-investments        | Count                |        |       |
            signups                | Count                |        |       |
            payments-processing    | Count                |        |       |
            new-issues             | Count                |        |       |
            """),
        Whole.Value.Metrics);

    [Fact]
    public void Whoever_is_to_be_told_is_told()
    {
        Assert.Equal(
            ["on-call|Primary on call", "secondary|Secondary on call", "tech-lead|Tech lead", "devops|DevOps", "support|Support", "finance|Finance", "cto|CTO"], Whole.Value.Roles);
        Assert.Equal(["P0|Critical|15m", "P1|High|15m", "P2|Medium|15m", "P3|Low|next business day"], Whole.Value.Severities);
        Assert.Equal(["0m|on-call", "15m|secondary", "30m|tech-lead"], Whole.Value.Escalation);
        Assert.Equal(
            [
                "error-rate|> 10 for 10m|tech-lead", "database|down|tech-lead devops", "database-connections|> 90 for 5m|devops", "memory|> 85 for 10m|devops",
                "disk|> 80 for 5m|devops", "failed-payments|> 10|finance", "api-health|down for 30m|cto",
            ],
            Whole.Value.Calls);
        Assert.Equal(["tech-lead", "devops", "on-call"], Whole.Value.Plan.Alerts.Severities[0].Invite);
        Assert.Equal("incident-{date}-{time}", Whole.Value.Plan.Incidents.ChannelName);
    }

    [Fact]
    public void Everything_that_people_are_to_look_at_is_asked() => ShippedPlan.HasWords(
        """
        health            | Redis      | Stripe
        response-trend    | response time
        error-trend       | error rate
        traffic-trend     | traffic    | rising | falling | stable
        active-users      | expected range
        signups           | signups
        investments       | investments
        payments          | payments
        issues            | none       | minor  | major
        actions           | actions
        notes             | observation | concern
        support-tickets   | pattern    | payments | logins
        user-behavior     | dropped sessions | failed actions | spike
        social-media      | Twitter    | LinkedIn | Reddit
        internal-feedback | sales      | account managers | executives
        recent-errors     | last 15 minutes
        """,
        name => Whole.Value.Plan.Question(name)?.Text);

    /// <summary>"Incident response" and the rollback decision tree.</summary>
    [Fact]
    public void Its_playbooks_have_the_steps_and_the_rollback_tree()
    {
        ShippedPlan.HasWords(
            """
            api-down        | 2 min | 5 to 10 min | root cause | data at risk | less than 30 min | hotfix | rollback | smoke tests | confirm with users | 1000 users | CTO
            high-error-rate | 2 min | 5 to 10 min | hotfix | rollback | monitor closely
            payments-broken | tech lead | finance
            attack          | tech lead | breach | CTO
            """,
            Whole.Value.Playbook);
        Assert.Equal(
            [
                "Is the service operational? Yes. Can it wait for a hotfix? Yes: Deploy a hotfix",
                "Is the service operational? Yes. Can it wait for a hotfix? No. Is it getting worse? Yes: ROLLBACK (it cannot wait and is getting worse)",
                "Is the service operational? Yes. Can it wait for a hotfix? No. Is it getting worse? No: Monitor closely",
                "Is the service operational? No. Is data at risk? Yes: ROLLBACK IMMEDIATELY (the service is not operational and data is at risk)",
                "Is the service operational? No. Is data at risk? No. Can it be fixed in less than 30 minutes? Yes: Deploy a hotfix",
                "Is the service operational? No. Is data at risk? No. Can it be fixed in less than 30 minutes? No: ROLLBACK (the service is not operational and the fix takes longer than 30 minutes)",
            ],
            Whole.Value.Ways("rollback"));
        Assert.Equal(TimeSpan.FromMinutes(30), Whole.Value.Plan.Playbook("api-down")!.RollbackAfter);
    }

    [Fact]
    public void It_lasts_24_hours_and_goes_without_what_a_team_may_not_have()
    {
        var bare = ShippedPlan.Bare("post-deploy-watch").Plan;

        Assert.Equal(TimeSpan.FromHours(24), bare.Duration);
        Assert.Equal(["api-health", "database", "health-response", "health-response-hourly"], bare.Metrics.Select(metric => metric.Name));
        Assert.All(bare.Questions, question => Assert.NotNull(question.Owner));
    }
}
