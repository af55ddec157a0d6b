using System.Globalization;

namespace WarRoomBot.Tests.Scenarios.Rehearsals;

/// <summary>Five weeks after a release, from Tuesday, 3 March 2026, at noon, against the lists of the guide they were written down in.</summary>
public sealed class PostDeployRoutineRehearsal
{
    private static readonly string[] Daily =
    [
        // System status, performance review, business metrics, issues review, planned actions, red flags; what is not measured here is asked.
        "Sentry: no new errors?", "Railway metrics: no anomalies?", "Vercel analytics: traffic normal?", "no downtime overnight?",
        "Response time: p95 below 500 ms", "Error rate below 1 %?", "no slow queries?", "Resource usage: trending well?",
        "New users, compared with yesterday?", "New investments as expected?", "Payment success rate above 95 %", "Active projects as expected?",
        "Open incidents", "Support tickets", "User reports: no pattern?", "Pending fixes", "Actions planned for today?", "Red flags: none?", "API health up", "Database up",
    ];

    private static readonly string[] Weekly =
    [
        "Uptime above 99.9 %?", "average response time, error rate below 1 %, peak traffic", "total and by severity, mean time to resolve", "payment volume, active projects",
        "Database size: growth", "Storage used, average load, costs", "Action items", "performance, features, infrastructure", "Stripe, Plaid and S3 above 99 %",
    ];

    private static readonly string[] Monthly = ["Slow queries analyzed?", "Indexes reviewed?", "Frontend bundle", "Endpoints slower than 500 ms"];

    /// <summary>"Success criteria: after 30 days of production"; nothing reads the error rate and the response time here.</summary>
    private static readonly string[] Success =
    [
        "✅ Uptime above 99.9 %", "❔ Error rate below 1 %", "❔ Response time p95 below 500 ms", "✅ No critical incident", "❔ Payment success rate above 95 %",
        "❔ User satisfaction above 4 of 5", "❔ All monitoring in place", "❔ Team trained on the procedures", "[Success] [Keep watching]",
    ];

    /// <summary>"Weekly review": performance, incidents, business, infrastructure. Of the first week's 124 questions, 22 a day and 14 in the review, none was answered.</summary>
    private static readonly string[] FirstWeek =
    [
        "Uptime above 99.9 %: 100 % Met",
        "Error rate below 1 %: not read Unknown",
        "Response time (p95) below 500 ms: not read Unknown",
        "Payment success rate above 95 %: not told Unknown",
        "Peak of api-health 1 at T+0m",
        "Checks posted 6 of 6, questions answered 0, missed 124 of 124",
        "Alerts ; MTTA –",
        "Incidents P0 0, P1 0, P2 0, P3 0; MTTD –, MTTA –, MTTR –",
        "Performance: Error rate below 1 %? (warning above 1 %, critical above 5 %) nobody answered; "
            + "Response time: p95 below 500 ms, p99 below 1000 ms? (critical above 1000 ms) nobody answered; Vercel analytics: traffic normal? nobody answered",
        "Business: New users not told; Total investments not told; Payment volume not told; Payment success rate not told; Active projects not told",
        "Infrastructure: Storage used not told; Average load not told; Costs not told; Database size: growth as expected? nobody answered; Disk below 80 %? (critical above 80 %) nobody answered",
        "Record intact",
    ];

    private const string Template =
        """
        | Uptime | above 99.9 % | 100 % | ✅ met |
        | Error rate | below 1 % | not read |
        | Response time (p95) | below 500 ms | not read |
        - P0 Critical: 0
        - P1 High: 0
        - P2 Medium: 0
        - P3 Low: 0
        ## Performance
        ## Business
        | New users | not told |
        | Total investments | not told |
        | Payment volume | not told |
        | Active projects | not told |
        ## Infrastructure
        | Storage used | not told |
        | Average load | not told |
        | Costs | not told |
        | Database size: growth as expected? | not answered |
        The room's record is intact
        """;

    [Fact]
    public async Task Every_business_morning_every_monday_and_every_month_it_asks_what_the_guide_says()
    {
        await using var rehearsal = await Rehearsal.OfAsync("post-deploy-routine", "12h");
        rehearsal.Answers("/health", () => new { @checks = new { database = true } });
        await rehearsal.StartsAsync("on-call");

        await rehearsal.UntilAsync("T+721h");
        var (opened, gate) = rehearsal.Gate("Success after 30 days");
        await rehearsal.UntilAsync("T+840h");

        string[] business =
        [
            "4 Mar", "5 Mar", "6 Mar", "9 Mar", "10 Mar", "11 Mar", "12 Mar", "13 Mar", "16 Mar", "17 Mar", "18 Mar", "19 Mar", "20 Mar", "23 Mar", "24 Mar", "25 Mar", "26 Mar",
            "27 Mar", "30 Mar", "31 Mar", "1 Apr", "2 Apr", "3 Apr", "6 Apr", "7 Apr",
        ];
        string[] mondays = ["9 Mar", "16 Mar", "23 Mar", "30 Mar", "6 Apr"];
        IEnumerable<(string Day, int Hour, string Title, string[] Words)> all =
        [
            .. business.Select(day => (day, 9, "Daily health check", Daily)),
            .. mondays.Select(day => (day, 10, "Weekly review", Weekly)),
            ("6 Apr", 11, "Monthly performance review", Monthly),
        ];
        var expected = all
            .OrderBy(check => DateTime.Parse($"{check.Day} 2026", CultureInfo.InvariantCulture).AddHours(check.Hour))
            .ToList();
        Assert.Equal(expected.Select(check => $"{check.Title} of {check.Day} 2026"), rehearsal.Routines.Select(routine => routine.Title));
        Assert.All(expected.Zip(rehearsal.Routines), pair => Assert.All(pair.First.Words, word => Assert.Contains(word, pair.Second.Text, StringComparison.Ordinal)));
        rehearsal.PostedExactly([("T+720h", ["uptime above 99.9 %, error rate below 1 %, p95 below 500 ms", "User satisfaction above 4 of 5?", "All monitoring in place?", "Team trained"])]);
        Assert.Equal("T+720h", opened);
        Assert.All(Success, words => Assert.Contains(words, gate, StringComparison.Ordinal));
        Assert.Empty(rehearsal.Alerts);
        Assert.Equal(FirstWeek, await rehearsal.ReportAsync("168h", "api-health"));
        Assert.Equal(
            [.. Enumerable.Range(1, 5).Select(week => ($"T+{168 * week}h", "Weekly operations review"))],
            rehearsal.Reports.Select(report => (report.At, report.Title.Split(" · ")[0])));
        Rehearsal.StandsInOrder(Template, rehearsal.Reports[0].Lines);
        // "On-call rotation": primary and secondary, every Monday; nobody is down for it here.
        Assert.Equal(mondays.Length * 2, rehearsal.Handovers.Count);
    }
}
