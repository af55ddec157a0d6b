namespace WarRoomBot.Tests.Plans.Shipped;

/// <summary>The shipped plan against the schedule, tables and procedures of the monitoring checklist it was made from, copied by hand.</summary>
public sealed class BlueGreen48hTests
{
    private static readonly Lazy<ShippedPlan> Whole = new(() => ShippedPlan.Whole("blue-green-48h"));

    private const string Services = "agents auth scheduler";
    private const string Quarter = $"{Services} error-rate p95 cpu memory-trend";
    private const string QuarterAsks = "dashboard recent-errors issues";
    private const string TwoHours = $"{Services} cpu-trend memory-trend connections slow-statements executions";
    private const string FourHours = $"{Services} error-rate p95 cpu memory memory-trend";
    private const string FourHoursAsks = "summary patterns tables indexes";

    /// <summary>"Monitoring procedures" and "Success criteria review".</summary>
    [Fact]
    public void Its_decision_and_its_reports_are_those_it_was_given()
    {
        Assert.Equal(["stability|T+48h|tech-lead devops-lead|Success, Concerns +24h, Failure P0"], Whole.Value.Gates);
        Assert.Equal(["Day|24h|First 24 hours", "Final|48h|Deployment report"], Whole.Value.Reports);
        Assert.Equal(
            ["Uptime agents|> 99.99", "Uptime auth|> 99.99", "Uptime scheduler|> 99.99", "Average error-rate|< 1", "Average p95|< 500", "Average cache-hits|> 60", "Figure webhooks|> 95"],
            Whole.Value.Targets);
    }

    [Fact]
    public void It_looks_every_quarter_of_an_hour_then_every_two_then_every_four_hours()
    {
        var quarters = Enumerable.Range(0, 16).Select(quarter => quarter switch
        {
            0 => "0m",
            < 4 => $"{15 * quarter}m",
            _ when quarter % 4 == 0 => $"{quarter / 4}h",
            _ => $"{quarter / 4}h{15 * (quarter % 4):00}",
        }).Select(time => $"T+{time} | Intensive monitoring | {Quarter} | {QuarterAsks}");
        var expected = string.Join('\n', quarters) + "\n" + $"""
            T+4h  | Active monitoring   | {Quarter} cpu-trend connections slow-statements executions | {QuarterAsks} health-script
            T+6h  | Active monitoring   | {TwoHours}  | health-script issues
            T+8h  | Active monitoring   | {TwoHours}  | health-script issues
            T+10h | Active monitoring   | {TwoHours}  | health-script issues
            T+12h | Active monitoring   | {TwoHours}  | health-script issues
            T+14h | Active monitoring   | {TwoHours}  | health-script issues
            T+16h | Active monitoring   | {TwoHours}  | health-script issues
            T+18h | Active monitoring   | {TwoHours}  | health-script issues
            T+20h | Active monitoring   | {TwoHours}  | health-script issues
            T+22h | Active monitoring   | {TwoHours}  | health-script issues
            T+24h | Standard monitoring | {TwoHours} error-rate p95 cache-hits cpu memory | health-script issues uptime-24h leaks database-24h scheduled-tasks webhooks complaints confidence {FourHoursAsks}
            T+28h | Standard monitoring | {FourHours} | {FourHoursAsks}
            T+32h | Standard monitoring | {FourHours} | {FourHoursAsks}
            T+36h | Standard monitoring | {FourHours} | {FourHoursAsks}
            T+40h | Standard monitoring | {FourHours} | {FourHoursAsks}
            T+44h | Standard monitoring | {FourHours} | {FourHoursAsks}
            T+48h | Standard monitoring | {FourHours} cache-hits | {FourHoursAsks} still-met degradation understood documented trained runbooks
            """;

        Assert.Equal(ShippedPlan.Table(expected), Whole.Value.Checks);
    }

    /// <summary>"Metrics &amp; thresholds", tables 1 to 7, with "Alert response procedures". Bytes are those of docker stats: 1 GB is 1073741824.</summary>
    [Fact]
    public void Its_limits_are_those_of_the_tables() => Assert.Equal(
        ShippedPlan.Table(
            """
            agents              | UpDown       | up     |       | down x3 P0 -> service-down
            auth                | UpDown       | up     |       | down x3 P0 -> service-down
            scheduler           | UpDown       | up     |       | down x3 P0 -> service-down
            p50                 | Milliseconds | < 100  |       | > 300 -> slow-responses
            p95                 | Milliseconds | < 400  |       | > 1000 for 5m P2 -> slow-responses
            p99                 | Milliseconds | < 1000 |       | > 3000 -> slow-responses
            slowest             | Milliseconds every 5m | < 2500 |       | > 10000 P0 -> rollback
            requests            | PerSecond    | > 50   |       | < 30
            active-requests     | Count        | < 20   |       | > 100
            error-rate          | Percent      | < 1    |       | > 5 for 2m P0 -> high-error-rate
            agents-errors       | Percent      | < 0.5  | > 1   | > 5 for 2m P1 -> high-error-rate
            auth-errors         | Percent      | < 0.1  | > 0.5 | > 2 for 2m P1 -> high-error-rate
            scheduler-errors    | Percent      | < 0.2  | > 1   | > 3 for 2m P1 -> high-error-rate
            web-errors          | Percent      | < 0.3  | > 1   | > 5 for 2m P1 -> high-error-rate
            cpu                 | Percent      | < 70   |       |
            cpu-trend           | Percent every 5m |    | > 25  |
            agents-cpu          | Percent      | < 40   | > 70  | > 90
            scheduler-cpu       | Percent      | < 15   | > 50  | > 80
            auth-cpu            | Percent      | < 10   | > 40  | > 70
            postgres-cpu        | Percent      | < 30   | > 60  | > 85
            redis-cpu           | Percent      | < 15   | > 50  | > 75
            memory              | Percent      |        |       | > 85 P2 -> memory-pressure
            memory-trend        | Percent every 5m |    | > 10 -> memory-pressure |
            agents-memory       | Bytes        | < 838860800  | > 1610612736 | > 2147483648
            scheduler-memory    | Bytes        | < 419430400  | > 838860800  | > 1073741824
            auth-memory         | Bytes        | < 314572800  | > 629145600  | > 838860800
            postgres-memory     | Bytes        | < 1610612736 | > 3221225472 | > 4294967296
            active-connections  | Count        | < 30   | > 60  | > 80 -> database
            idle-connections    | Count        | > 5    | < 2   | < 1 -> database
            connections         | Count        | < 50   |       |
            pool-wait           | Milliseconds | < 10   | > 50  | > 200 -> database
            query-time          | Milliseconds | < 10   |       | > 50 -> database
            slow-queries        | PerMinute    | < 2    |       | > 20 -> database
            slow-statements     | Count        | < 10   |       |
            lock-waits          | Count        | < 1    |       | > 5 -> database
            cache-hits          | Percent      | > 60   | < 40  | < 20
            cache-memory        | Bytes        | < 524288000 | > 838860800 | > 1073741824
            cache-evictions     | PerMinute    | < 100  | > 500 | > 2000
            cache-connections   | Count        | < 50   | > 100 | > 200
            queue               | Count        | < 10   | > 50  | > 200
            processing          | Milliseconds | < 30000 | > 120000 | > 300000
            failed-tasks        | Percent      | < 1    | > 5   | > 20
            executions          | Count        |        |       |
            ollama              | UpDown       | up     |       | down x3
            ollama-availability | Percent      |        | < 99  | < 95
            ollama-response     | Milliseconds | < 5000 | > 10000 | > 30000
            ollama-queue        | Count        | < 5    | > 20  | > 50
            qdrant              | UpDown       | up     |       | down x3
            qdrant-query        | Milliseconds | < 100  | > 500 | > 2000
            qdrant-memory       | Bytes        | < 2147483648 | > 4294967296 | > 6442450944
            """),
        Whole.Value.Metrics);

    /// <summary>The column "Action" of the tables.</summary>
    [Fact]
    public void Each_limit_says_what_to_do() => ShippedPlan.HasWords(
        """
        p50                 | investigate
        p99                 | rollback
        slowest             | immediate rollback
        requests            | check capacity
        active-requests     | scale up
        agents-errors       | investigate | roll back
        auth-errors         | investigate | roll back
        scheduler-errors    | investigate | roll back
        web-errors          | investigate | roll back
        agents-cpu          | scale | optimize
        scheduler-cpu       | investigate
        auth-cpu            | investigate
        postgres-cpu        | check queries
        redis-cpu           | check the cache
        agents-memory       | leaks | restart
        scheduler-memory    | leaks
        auth-memory         | investigate
        postgres-memory     | cache size
        active-connections  | scale the pool | leaks
        idle-connections    | min_size
        pool-wait           | pool's size
        query-time          | slow queries
        slow-queries        | optimize queries
        lock-waits          | check transactions
        cache-hits          | cache strategy
        cache-memory        | maxmemory
        cache-evictions     | increase memory
        cache-connections   | connection leaks
        queue               | scale workers
        processing          | check workers
        failed-tasks        | investigate errors
        ollama-availability | restart
        ollama-response     | GPU | CPU
        ollama-queue        | scale instances
        qdrant-query        | check indexes
        qdrant-memory       | scale storage
        error-rate          | within 5 min
        p95                 | within 10 min
        memory              | within 15 min
        agents              | within 2 min
        """,
        name => Whole.Value.Plan.Metric(name)?.Critical?.Hint);

    [Fact]
    public void Its_people_and_its_ladder_are_those_of_the_emergency_contacts()
    {
        Assert.Equal(
            ["on-call|On-call primary", "backup|On-call backup", "tech-lead|Tech lead", "devops-lead|DevOps lead", "dba|DBA", "manager|Engineering manager"], Whole.Value.Roles);
        Assert.Equal(["0m|on-call", "15m|backup", "30m|tech-lead", "45m|manager"], Whole.Value.Escalation);
        Assert.Equal(["P0|Critical|15m", "P1|High|15m", "P2|Warning|15m", "P3|Info|next business day"], Whole.Value.Severities);
        Assert.Equal(
            [
                "active-connections|> 80|dba", "lock-waits|> 5|dba", "memory|> 85|devops-lead", "agents|down x3|tech-lead devops-lead", "auth|down x3|tech-lead devops-lead",
                "scheduler|down x3|tech-lead devops-lead",
            ],
            Whole.Value.Calls);
    }

    [Fact]
    public void Everything_on_the_lists_is_asked() => ShippedPlan.HasWords(
        """
        dashboard       | blue | green
        recent-errors   | last 15 minutes | 2 errors | critical
        issues          | issue | action
        health-script   | all checks passed
        summary         | uptime 100 % | SLA | stable
        patterns        | repeated | last 4 hours
        tables          | grow normally | bloat
        indexes         | unused index
        uptime-24h      | 100 % | downtime
        leaks           | leak
        database-24h    | connection issues | improved
        scheduled-tasks | 100 %
        webhooks        | 95 %
        complaints      | complaint
        confidence      | confidence high
        still-met       | 24 hours
        degradation     | degradation
        understood      | understood
        documented      | documented | resolved
        trained         | trained | dashboards
        runbooks        | runbooks updated
        """,
        name => Whole.Value.Plan.Question(name)?.Text);

    [Fact]
    public void Its_playbooks_have_the_procedures() => ShippedPlan.HasWords(
        """
        service-down    | within 2 min | docker ps -a | docker logs | docker compose restart | rollback.sh --immediate | #ops-critical
        high-error-rate | within 5 min | sum by (endpoint) | widespread | rollback.sh | isolated | feature
        slow-responses  | within 10 min | mean_exec_time | cache hit rate | docker stats | --scale agents=3
        memory-pressure | within 15 min | docker stats | wait 5 minutes | leak | restart | rollback
        """,
        Whole.Value.Playbook);

    [Fact]
    public void It_goes_without_what_a_team_may_not_have() => Assert.Equal(
        ["agents", "auth", "scheduler", "slowest"], ShippedPlan.Bare("blue-green-48h").Plan.Metrics.Select(metric => metric.Name));
}
