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

    /// <summary>
    /// "Technical metrics" and "Business metrics", with what this story leads to: 12 % in 8 of 148 readings (144, and four for the checks in between),
    /// the database away for 40 minutes; of 313 questions none answered: 3 at each quarter, 10 at each hour, and 4 of the users every two hours.
    /// </summary>
    private static readonly string[] Report =
    [
        "Uptime above 99.9 %: 100 % Met",
        "Error rate below 1 %: 0.84 % Met",
        "Response time (p95) below 500 ms: 456 ms Met",
        "Response time (p99) below 1,000 ms: 800 ms Met",
        "CPU below 70 %: 45 % Met",
        "Memory below 70 %: 60 % Met",
        "Database connections below 70 %: not read Unknown",
        "Disk below 80 %: 45 % Met",
        "Payment success rate above 95 %: not told Unknown",
        "Bank verification above 90 %: not told Unknown",
        "Database down at T+6h10 for 40 min",
        "Peak of error-rate 12 at T+3h10",
        "Checks posted 31 of 31, questions answered 0, missed 313 of 313",
        "Alerts P0 2; MTTA –",
        "Incidents P0 0, P1 0, P2 0, P3 0; MTTD –, MTTA –, MTTR –",
        "Business: Payment success rate not told; Bank verification success not told; New signups (1 h) 4, peak 4; Payments processing 3, peak 3; "
            + "Payments processed, none failing? nobody answered; Active users within the expected range? nobody answered; New investments as expected? nobody answered",
        "Database: Database connections below 70 % of the most? (warning above 70 %, critical above 90 %) nobody answered",
        "Users: Support tickets not told; Support tickets: no pattern, nothing about payments or logins? nobody answered; "
            + "Users: no dropped sessions, failed actions or spike of requests? nobody answered; Social media: nothing on Twitter, LinkedIn or Reddit? nobody answered; "
            + "Sales, account managers, executives: no concerns? nobody answered",
        "Record intact",
    ];

    /// <summary>The same as people read it, with the severities of the guide.</summary>
    private const string Template =
        """
        | Primary on call | on-call |
        | Secondary on call | secondary |
        | Uptime | above 99.9 % | 100 % | ✅ met |
        | Error rate | below 1 % | 0.8
        | Response time (p95) | below 500 ms | 456 ms | ✅ met |
        | Response time (p99) | below 1,000 ms | 800 ms | ✅ met |
        | CPU | below 70 % | 45 % | ✅ met |
        | Memory | below 70 % | 60 % | ✅ met |
        | Database connections | below 70 % | not read | ❔ not known, people were asked instead |
        | Disk | below 80 % | 45 % at … | ✅ met |
        | Payment success rate | above 95 % | not told | ❔ not known |
        | Bank verification | above 90 % | not told | ❔ not known |
        - Database down from … to …, 40 min: checks.database is false (alert #2)
        - P0 Critical: 0
        - P1 High: 0
        - P2 Medium: 0
        - P3 Low: 0
        ## Business
        | New signups (1 h) | 4 on average |
        ## Database
        ## Users
        | Support tickets | not told |
        | P0 Critical | 2 | 0 | 0 | 0 |
        | 1 | … | P0 Error rate | 🔴 by nobody | 1h 30m | 12 % |
        | 2 | … | P0 Database | 🔴 by nobody |
        ## Lessons learned
        The room's record is intact
        """;

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
        Assert.Equal(Report, await rehearsal.ReportAsync("24h", "error-rate"));
        Assert.Equal([("T+24h", "First 24 hours")], rehearsal.Reports.Select(report => (report.At, report.Title.Split(" · ")[0])));
        Rehearsal.StandsInOrder(Template, rehearsal.Reports[0].Lines);
    }

    private static string At(int minutes) => WarRoomBot.Plans.Durations.Offset(TimeSpan.FromMinutes(minutes));
}
