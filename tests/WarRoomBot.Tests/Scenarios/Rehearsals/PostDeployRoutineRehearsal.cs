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
    }
}
