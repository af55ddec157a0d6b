using System.Globalization;
using System.Text.RegularExpressions;
using WarRoomBot.Plans;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>The whole room of a beta, against the log template of the team that wrote it down: its tables are copied here row by row.</summary>
public sealed partial class FortyEightHoursTests
{
    /// <summary>"48-Hour Monitoring Log Template". The columns of the tables from T+2h on are the rows of one time here.</summary>
    private const string Template =
        """
        T+0min   | Deployment completed
        T+5min   | Health check
        T+5min   | Smoke tests
        T+10min  | Error rate
        T+10min  | Response time (p95)
        T+10min  | Database connections
        T+10min  | Sentry errors
        T+15min  | First real user login
        T+15min  | First chat message
        T+30min  | Error rate
        T+30min  | Active users
        T+1h     | Full metrics check
        T+2h     | Memory usage
        T+2h     | CPU usage

        T+2h     | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues
        T+2.5h   | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues
        T+3h     | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues
        T+3.5h   | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues
        T+4h     | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues
        T+4.5h   | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues
        T+5h     | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues
        T+5.5h   | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues
        T+6h     | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues
        T+6.5h   | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues
        T+7h     | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues
        T+7.5h   | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues
        T+8h     | Error Rate | Response Time | Active Users | Database Conn | Memory | CPU | Issues

        T+8h     | Status | Error Rate | Response Time
        T+10h    | Status | Error Rate | Response Time
        T+12h    | Status | Error Rate | Response Time
        T+14h    | Status | Error Rate | Response Time
        T+16h    | Status | Error Rate | Response Time
        T+18h    | Status | Error Rate | Response Time
        T+20h    | Status | Error Rate | Response Time
        T+22h    | Status | Error Rate | Response Time
        T+24h    | Status | Error Rate | Response Time

        T+24h    | Status | Error Rate | Response Time | Active Users
        T+26h    | Status | Error Rate | Response Time | Active Users
        T+28h    | Status | Error Rate | Response Time | Active Users
        T+30h    | Status | Error Rate | Response Time | Active Users
        T+32h    | Status | Error Rate | Response Time | Active Users
        T+34h    | Status | Error Rate | Response Time | Active Users
        T+36h    | Status | Error Rate | Response Time | Active Users

        T+36h    | Status | Error Rate | Response Time | Active Users
        T+38h    | Status | Error Rate | Response Time | Active Users
        T+40h    | Status | Error Rate | Response Time | Active Users
        T+42h    | Status | Error Rate | Response Time | Active Users
        T+44h    | Status | Error Rate | Response Time | Active Users
        T+46h    | Status | Error Rate | Response Time | Active Users
        T+48h    | Status | Error Rate | Response Time | Active Users
        """;

    /// <summary>What stands on the card for each of the template's words; a full check is everything there is.</summary>
    private static readonly Dictionary<string, string[]> OnTheCard = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Deployment completed"] = ["Deployment completed?"],
        ["Health check"] = ["API health up"],
        ["Smoke tests"] = ["Smoke tests passed?"],
        ["Error rate"] = ["Error rate 0.04 %"],
        ["Response time (p95)"] = ["Response time (p95) 312 ms"],
        ["Response time"] = ["Response time (p95) 312 ms"],
        ["Database connections"] = ["Database connections below 50?"],
        ["Database Conn"] = ["Database connections below 50?"],
        ["Sentry errors"] = ["Sentry: any new issue"],
        ["First real user login"] = ["First real user logged in?"],
        ["First chat message"] = ["First chat message answered?"],
        ["Active users"] = ["Active users 23"],
        ["Memory usage"] = ["Memory below 70 %?"],
        ["Memory"] = ["Memory below 70 %?"],
        ["CPU usage"] = ["CPU below 50 %?"],
        ["CPU"] = ["CPU below 50 %?"],
        ["Issues"] = ["Any notable issue"],
        ["Status"] = ["How does the system do, all in all?"],
        ["Full metrics check"] =
        [
            "API health up", "Error rate 0.04 %", "Response time (p95) 312 ms", "Request rate 14/s", "Active users 23",
            "AI providers, highest error rate 0.2 %", "Database connections below 50?", "Memory below 70 %?", "CPU below 50 %?", "Disk below 70 %?",
            "Sentry: any new issue", "All systems nominal?",
        ],
    };

    [Theory]
    [InlineData(Engine.Sqlite, 1)]
    [InlineData(Engine.Sqlite, 120)]
    [InlineData(Engine.PostgreSql, 1)]
    [InlineData(Engine.PostgreSql, 120)]
    public async Task Every_check_of_the_template_is_posted_at_its_time_with_what_it_asks_for(Engine engine, int pace)
    {
        Needs.Installed(TestDatabase.WhyNot(engine));
        await using var story = await RoomStory.BeginAsync(engine);
        story.Plans.MeasureEvery("30m");
        var start = story.Clock.GetUtcNow();

        await story.TypesAsync("ana", $"/warroom start beta-war-room v1.0.0-beta pace={pace}");
        await story.AdvanceAsync(TimeSpan.FromHours(49) / pace);

        var posted = story.Channel.Messages.Where(message => CheckTitle().IsMatch(message.Text)).ToList();
        var expected = Rows().ToList();
        Assert.Equal(expected.Select(row => Durations.Offset(row.At)), posted.Select(message => CheckTitle().Match(message.Text).Value));
        Assert.All(expected.Zip(posted), pair =>
        {
            // Slack takes one message a second in a channel, so a card may stand behind the board or a reminder.
            Assert.InRange(pair.Second.PostedAt - (start + (pair.First.At / pace)), TimeSpan.Zero, TimeSpan.FromSeconds(2));
            Assert.All(pair.First.Words, word => Assert.Contains(word, pair.Second.Text, StringComparison.Ordinal));
        });
        Assert.Empty(story.Slack.Rates.Violations);
    }

    /// <summary>The template's rows by time, in order.</summary>
    private static IEnumerable<(TimeSpan At, IReadOnlyList<string> Words)> Rows() =>
        from line in Template.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        group cells.Skip(1).SelectMany(word => OnTheCard[word]) by TimeOf(cells[0]) into due
        select (due.Key, (IReadOnlyList<string>)[.. due.SelectMany(words => words)]);

    private static TimeSpan TimeOf(string written) => written.EndsWith("min", StringComparison.Ordinal)
        ? TimeSpan.FromMinutes(int.Parse(written[2..^3], CultureInfo.InvariantCulture))
        : TimeSpan.FromHours(double.Parse(written[2..^1], CultureInfo.InvariantCulture));

    [GeneratedRegex(@"(?<=^\S+ )T\+\w+")]
    private static partial Regex CheckTitle();
}
