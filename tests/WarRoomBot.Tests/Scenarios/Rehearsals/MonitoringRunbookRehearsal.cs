namespace WarRoomBot.Tests.Scenarios.Rehearsals;

/// <summary>Two weeks of a service in operation, from a Tuesday at noon, against the thresholds of the runbook, copied here by hand.</summary>
public sealed class MonitoringRunbookRehearsal
{
    /// <summary>
    /// "Key metrics" over the first week, with what this story leads to: down for six of 224 readings of 45 minutes, 7 and 12 errors a minute in one each,
    /// and the six questions of the review that nobody answered.
    /// </summary>
    private static readonly string[] FirstWeek =
    [
        "Uptime above 99.9 %: 97.32 % Missed",
        "Errors per minute below 5/min: 1.08/min Met",
        "Latency (p95) below 1,000 ms: 412 ms Met",
        "Health endpoint below 100 ms: 0 ms Met",
        "Health down at T+24h45 for 4h 30m",
        "Peak of errors 12 at T+51h45",
        "Checks posted 1 of 1, questions answered 0, missed 6 of 6",
        "Alerts P0 1, P1 1, P2 1; MTTA –",
        "Incidents P0 0, P1 0, P2 0, P3 0; MTTD –, MTTA –, MTTR –",
        "Record intact",
    ];

    private const string Template =
        """
        | On-call engineer | on-call |
        | Team lead | lead |
        | Uptime | above 99.9 % | 97.32 % | 🔴 missed |
        | Errors per minute | below 5/min | 1.08/min | ✅ met |
        | Latency (p95) | below 1,000 ms | 412 ms | ✅ met |
        | Health endpoint | below 100 ms | 0 ms | ✅ met, seen 97.3 % of the time |
        | WebSocket server | 100 % | 0 s | 4h 30m |
        - Health down from … to …, 4h 30m: HTTP 503 (alert #1)
        | WebSocket connections | 25.9 | 120 at … | 25 at … |
        | Errors | 1.08/min | 12/min at … | 1/min at … |
        | P0 Critical | 1 | 0 | 0 | 0 |
        | P1 High | 1 | 0 | 0 | 0 |
        | P2 Medium | 1 | 0 | 0 | 0 |
        | 1 | … | P0 Health | 🔴 by nobody | 3h 45m |
        | 2 | … | P1 Errors | 🔴 by nobody | 2h 15m | 12/min |
        | 3 | … | P2 WebSocket connections | 🔴 by nobody | 2h 15m | 120 |
        The room's record is intact
        """;

    [Fact]
    public async Task Every_alert_leads_to_its_procedure_and_every_monday_there_is_a_review()
    {
        var (status, connections, errors) = ("ok", 25, 60);
        await using var rehearsal = await Rehearsal.OfAsync("monitoring-runbook", "45m", ("SENTRY_ORG", "acme"), ("SENTRY_TOKEN", "a-token"));
        rehearsal.Answers("/api/health", () => status == "ok" ? new { status, websocket = new { connected = true, connectionCount = connections, sessionCount = 12 } } : null);
        rehearsal.Answers("/api/health/ready", () => new { status = "ok" });
        rehearsal.Answers("/api/0/organizations/acme/issues/", () => Array.Empty<object>());
        rehearsal.Answers("/api/0/organizations/acme/events/", request => new
        {
            data = new[]
            {
                new Dictionary<string, double>
                {
                    // Errors of the last 5 minutes.
                    ["count()"] = request.Query["field"].Count == 1 ? errors / 12.0 : 900,
                    ["failure_rate()"] = 0.002,
                    ["p95(span.duration)"] = 412,
                    ["p95(transaction.duration)"] = 412,
                },
            },
        });
        await rehearsal.StartsAsync("on-call", "lead");
        Assert.Contains("Standing room, without an end", rehearsal.Board, StringComparison.Ordinal);

        await rehearsal.UntilAsync("T+24h30");
        status = "down";
        await rehearsal.UntilAsync("T+28h40");
        status = "ok";
        await rehearsal.UntilAsync("T+50h30");
        errors = 7 * 60;
        await rehearsal.UntilAsync("T+51h10");
        errors = 12 * 60;
        await rehearsal.UntilAsync("T+52h10");
        errors = 60;
        await rehearsal.UntilAsync("T+70h10");
        connections = 120;
        await rehearsal.UntilAsync("T+71h40");
        connections = 25;
        await rehearsal.UntilAsync("T+336h");

        Assert.Equal(
            [
                // Three failures in a row; read every 45 minutes here.
                "T+26h15 ✅ P0 Critical · Health up · resolved",
                "  T+26h15 @on-call: please acknowledge P0 Health down",
                "  T+26h15 Playbook: Service downtime",
                "  T+26h20 @lead: please acknowledge P0 Health down",
                // More than 5 errors per minute a warning, more than 10 critical.
                "T+51h ✅ P1 High · Errors 1/min · resolved",
                "  T+51h @on-call: please acknowledge P2 Errors 7/min",
                "  T+51h Playbook: Error investigation",
                "  T+51h45 @on-call: please acknowledge P1 Errors 12/min",
                "  T+52h @lead: please acknowledge P1 Errors 12/min",
                // More than 100 connections: a leak?
                "T+70h30 ✅ P2 Medium · WebSocket connections 25 · resolved",
                "  T+70h30 @on-call: please acknowledge P2 WebSocket connections 120",
                "  T+70h30 Playbook: WebSocket connections",
                "  T+71h30 @lead: please acknowledge P2 WebSocket connections 120",
            ],
            rehearsal.Alerts);
        Assert.Equal(["Weekly review of 9 Mar 2026", "Weekly review of 16 Mar 2026"], rehearsal.Routines.Select(review => review.Title));
        Assert.All(rehearsal.Routines, review => Assert.All(
            [
                "Health up", "Readiness up", "Health endpoint", "WebSocket server up", "WebSocket connections 25", "WebSocket sessions 12", "Errors 1/min", "New kinds of error 0",
                "Latency (p95) 412 ms", "Uptime above 99.9 %?", "root cause and prevention documented", "Post-mortems of critical incidents",
                "WebSocket messages below 500 ms", "No session with more than 5 connections?", "Runbook and thresholds still right?",
            ],
            word => Assert.Contains(word, review.Text, StringComparison.Ordinal)));
        Assert.Equal(["T+141h", "T+309h"], rehearsal.Routines.Select(review => review.At));
        Assert.Equal(FirstWeek, await rehearsal.ReportAsync("168h", "errors"));
        Assert.Equal([("T+168h", "The week in operation"), ("T+336h", "The week in operation")], rehearsal.Reports.Select(report => (report.At, report.Title.Split(" · ")[0])));
        Rehearsal.StandsInOrder(Template, rehearsal.Reports[0].Lines);
    }
}
