namespace WarRoomBot.Tests.Scenarios.Rehearsals;

/// <summary>The first 24 hours of a release, against the lists of the guide they were written down in, copied here by hand.</summary>
public sealed class PostDeployWatchRehearsal
{
    /// <summary>"Monitoring checklist (every 15 minutes)"; the errors of the last 15 minutes are asked, as there is no Sentry here.</summary>
    private static readonly string[] Close =
    [
        "API health up", "Database up", "Error rate 0.2 %", "Response time (p95) 456 ms", "Health endpoint, slowest of 5", "Database connections below 70 %",
        "Errors of the last 15 minutes", "Redis and Stripe connected?",
    ];

    /// <summary>"Hourly monitoring checklist" and what hourly-monitoring.sh prints.</summary>
    private static readonly string[] Hourly =
    [
        "API health up", "Error rate 0.2 %", "Response time (p95) 456 ms", "Database up", "Response time stable or falling?", "Error rate stable or falling?",
        "Traffic as expected?", "Active users within the expected range?", "New signups (1 h) 4", "New investments as expected?", "Payments processing 3",
        "Issues detected: none?", "Actions taken or needed: none?", "Any observation or concern", "Health endpoint, median of 20", "Database connections below 70 %",
        "Payments processed, none failing?", "CPU 45 %", "Memory 60 %", "Disk 45 %", "Failed logins (5 min) 2", "Requests 1,234/min",
    ];

    /// <summary>"User feedback monitoring".</summary>
    private static readonly string[] Users =
    [
        "Support tickets: no pattern", "dropped sessions, failed actions", "Twitter, LinkedIn or Reddit?", "Sales, account managers, executives",
    ];

    [Fact]
    public async Task Every_check_alert_and_call_comes_when_the_guide_says()
    {
        var (errorRate, database) = (0.2, true);
        await using var rehearsal = await Rehearsal.OfAsync("post-deploy-watch", "10m", ("METRICS", "{target}/metrics.json"));
        rehearsal.Answers("/health", () => new { @checks = new { database } });
        rehearsal.Answers("/metrics.json", () => new
        {
            errorRate,
            p95 = 456,
            p99 = 800,
            requestsPerMinute = 1234,
            cpu = 45,
            memory = 60,
            disk = 45,
            failedLogins = 2,
            signups = 4,
            paymentsProcessing = 3,
        });
        await rehearsal.StartsAsync("on-call", "secondary", "tech-lead", "devops", "support", "finance", "cto");

        await rehearsal.UntilAsync("T+3h05");
        errorRate = 12;
        await rehearsal.UntilAsync("T+4h25");
        errorRate = 0.2;
        await rehearsal.UntilAsync("T+6h05");
        database = false;
        await rehearsal.UntilAsync("T+6h45");
        database = true;
        await rehearsal.UntilAsync("T+24h30");

        rehearsal.PostedExactly(
        [
            .. from quarter in Enumerable.Range(0, 9) select (At(15 * quarter), (IEnumerable<string>)Close[4..]),
            .. from hour in Enumerable.Range(1, 24) select (At(60 * hour), hour is 4 ? Hourly[4..].Except(["Error rate 0.2 %"]) : Hourly),
            .. from hour in Enumerable.Range(1, 12) select (At(120 * hour), (IEnumerable<string>)Users),
        ]);
        Assert.Equal(
            [
                // Above 1 % a warning; above 5 % for 5 minutes critical; above 10 % for 10 minutes the tech lead. It is read every 10 minutes here.
                "T+3h10 ✅ P0 Critical · Error rate 0.2 % · resolved",
                "  T+3h10 @on-call: please acknowledge P2 Error rate 12 %",
                "  T+3h20 @on-call: please acknowledge P0 Error rate 12 %",
                "  T+3h20 @tech-lead: P0 Error rate 12 %, critical, above 10 % for 10 min",
                "  T+3h20 Playbook: High error rate",
                "  T+3h35 @secondary: please acknowledge P0 Error rate 12 %",
                "  T+3h50 @tech-lead: please acknowledge P0 Error rate 12 %",
                // The database cannot be reached: the tech lead at once.
                "T+6h10 ✅ P0 Critical · Database up · resolved",
                "  T+6h10 @on-call: please acknowledge P0 Database down",
                "  T+6h10 @tech-lead, @devops: P0 Database down, critical, down: checks.database is false",
                "  T+6h10 Playbook: API down",
                "  T+6h25 @secondary: please acknowledge P0 Database down",
                "  T+6h40 @tech-lead: please acknowledge P0 Database down",
            ],
            rehearsal.Alerts);
    }

    private static string At(int minutes) => WarRoomBot.Plans.Durations.Offset(TimeSpan.FromMinutes(minutes));
}
