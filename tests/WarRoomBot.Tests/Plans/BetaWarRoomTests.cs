using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

/// <summary>The shipped plan against the tables of the monitoring plan it was made from, copied here by hand.</summary>
public sealed class BetaWarRoomTests
{
    private const string Path = "plans/beta-war-room.yaml";

    private static readonly Lazy<Plan> Shipped = new(() =>
    {
        var reading = Bench.Shipped(Path, ("TARGET", "https://app.example.com"));
        Assert.Empty(reading.Mistakes);
        return reading.Plan!;
    });

    private static Plan Plan => Shipped.Value;

    /// <summary>Time, then what is measured, then what people are asked.</summary>
    private const string Schedule =
        """
        T+0m   | Critical monitoring |  | deployed
        T+5m   | Critical monitoring | api-health | smoke-tests
        T+10m  | Critical monitoring | error-rate p95 | database-connections sentry-errors
        T+15m  | Critical monitoring |  | first-login first-chat
        T+30m  | Critical monitoring | error-rate active-users |
        T+1h   | Critical monitoring | api-health error-rate p95 request-rate active-users providers | database-connections memory cpu disk sentry-errors all-nominal
        T+2h   | Active monitoring   | error-rate p95 active-users | memory cpu database-connections issues
        T+2h30 | Active monitoring   | error-rate p95 active-users | database-connections memory cpu issues
        T+3h   | Active monitoring   | error-rate p95 active-users | database-connections memory cpu issues
        T+3h30 | Active monitoring   | error-rate p95 active-users | database-connections memory cpu issues
        T+4h   | Active monitoring   | error-rate p95 active-users | database-connections memory cpu issues
        T+4h30 | Active monitoring   | error-rate p95 active-users | database-connections memory cpu issues
        T+5h   | Active monitoring   | error-rate p95 active-users | database-connections memory cpu issues
        T+5h30 | Active monitoring   | error-rate p95 active-users | database-connections memory cpu issues
        T+6h   | Active monitoring   | error-rate p95 active-users | database-connections memory cpu issues
        T+6h30 | Active monitoring   | error-rate p95 active-users | database-connections memory cpu issues
        T+7h   | Active monitoring   | error-rate p95 active-users | database-connections memory cpu issues
        T+7h30 | Active monitoring   | error-rate p95 active-users | database-connections memory cpu issues
        T+8h   | Standard monitoring | error-rate p95 active-users | database-connections memory cpu issues overall-status
        T+10h  | Standard monitoring | error-rate p95 | overall-status
        T+12h  | Standard monitoring | error-rate p95 | overall-status
        T+14h  | Standard monitoring | error-rate p95 | overall-status
        T+16h  | Standard monitoring | error-rate p95 | overall-status
        T+18h  | Standard monitoring | error-rate p95 | overall-status
        T+20h  | Standard monitoring | error-rate p95 | overall-status
        T+22h  | Standard monitoring | error-rate p95 | overall-status
        T+24h  | Continued monitoring | error-rate p95 active-users | overall-status
        T+26h  | Continued monitoring | error-rate p95 active-users | overall-status
        T+28h  | Continued monitoring | error-rate p95 active-users | overall-status
        T+30h  | Continued monitoring | error-rate p95 active-users | overall-status
        T+32h  | Continued monitoring | error-rate p95 active-users | overall-status
        T+34h  | Continued monitoring | error-rate p95 active-users | overall-status
        T+36h  | Final monitoring    | error-rate p95 active-users | overall-status
        T+38h  | Final monitoring    | error-rate p95 active-users | overall-status
        T+40h  | Final monitoring    | error-rate p95 active-users | overall-status
        T+42h  | Final monitoring    | error-rate p95 active-users | overall-status
        T+44h  | Final monitoring    | error-rate p95 active-users | overall-status
        T+46h  | Final monitoring    | error-rate p95 active-users | overall-status
        T+48h  | Final monitoring    | error-rate p95 active-users | overall-status
        """;

    [Fact]
    public void Every_check_is_due_when_the_tables_say_with_what_they_say() => Assert.Equal(
        Schedule.ReplaceLineEndings("\n").Split('\n').Select(line => string.Join("|", line.Split('|').Select(part => part.Trim()))),
        WarRoomBot.Plans.Schedule.Of(Plan).Select(check =>
            $"{Durations.Offset(check.At)}|{check.Phase}|{string.Join(' ', check.Metrics)}|{string.Join(' ', check.Ask)}"));

    public static TheoryData<string, Unit, string, Condition?, Condition?, Condition?> Thresholds => new()
    {
        { "api-health", Unit.UpDown, "/api/health", new Condition.Is(true), null, new Condition.Is(false) },
        { "error-rate", Unit.Percent, "/api/metrics/errors → errorRate", new Condition.Below(0.1), new Condition.Above(1), new Condition.Above(5) },
        { "p95", Unit.Milliseconds, "/api/metrics/system → p95", new Condition.Below(500), new Condition.Above(500), new Condition.Above(1000) },
        { "request-rate", Unit.PerSecond, "/api/metrics/system → requestRate", null, null, new Condition.Spike(10, TimeSpan.FromHours(1), 50) },
        { "active-users", Unit.Count, "/api/metrics/system → activeUsers", null, null, new Condition.DropToZero(5, TimeSpan.FromMinutes(30)) },
        { "providers", Unit.Percent, "/api/metrics/providers → max(providers[*].errorRate)", null, null, null },
    };

    [Theory]
    [MemberData(nameof(Thresholds))]
    public void Every_metric_has_the_limits_of_the_table(
        string name, Unit unit, string origin, Condition? target, Condition? warning, Condition? critical)
    {
        var metric = Plan.Metric(name)!;

        Assert.Equal((unit, target, warning, critical), (metric.Unit, metric.Target, metric.Warning?.Condition, metric.Critical?.Condition));
        Assert.EndsWith(origin, metric.Probe.Origin, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(1), metric.Every);
        Assert.Equal(metric.Critical is null, metric.Critical?.Hint is null);
    }

    /// <summary>As people read it, until a probe may.</summary>
    [Fact]
    public void What_needs_more_than_the_target_is_asked_of_people() => Assert.Equal(
        ["cpu: cpu", "database-connections: database-connections", "disk: disk", "memory: memory", "new-issues: sentry-errors", "regressed-issues: sentry-errors"],
        Plan.Unread.Select(metric => $"{metric.Name}: {metric.OtherwiseAsk}").Order());

    [Fact]
    public void No_metric_is_left_out_of_the_table() => Assert.Equal(Thresholds.Count, Plan.Metrics.Count);

    [Fact]
    public void The_error_rate_is_critical_after_five_minutes() => Assert.Equal(TimeSpan.FromMinutes(5), Plan.Metric("error-rate")!.Critical!.For);

    /// <summary>Until a probe can read them.</summary>
    [Theory]
    [InlineData("database-connections", "below 50", "above 50", "above 80 of 100")]
    [InlineData("memory", "below 70 %", "above 70 %", "above 85 %")]
    [InlineData("cpu", "below 50 %", "above 50 %", "stays above 75 %")]
    [InlineData("disk", "below 70 %", "above 70 %", "above 85 %")]
    public void What_people_have_to_read_carries_its_limits_in_the_question(string name, string target, string warning, string critical)
    {
        var text = Plan.Question(name)!.Text;

        Assert.Contains(target, text, StringComparison.Ordinal);
        Assert.Contains($"warning {warning}", text, StringComparison.Ordinal);
        Assert.Contains(critical, text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_a_room_of_48_hours_with_five_roles_and_an_owner_for_every_question()
    {
        Assert.Equal(("beta-war-room", "Beta war room", "#beta-war-room", TimeSpan.FromHours(48)), (Plan.Name, Plan.Title, Plan.Channel, Plan.Duration));
        Assert.Equal(["cto", "lead", "devops", "qa", "on-call"], Plan.Roles.Select(role => role.Name));
        Assert.All(Plan.Questions, question => Assert.NotNull(question.Owner));
        Assert.All(Plan.Questions, question => Assert.Contains('?', question.Text));
    }

    [Fact]
    public void Without_its_target_it_says_what_to_set()
    {
        var mistakes = Bench.Shipped(Path).Mistakes;

        Assert.Equal(6, mistakes.Count);
        Assert.All(mistakes, mistake => Assert.Equal("${TARGET} is not set; set TARGET in the environment or the configuration", $"{mistake.Wrong}; {mistake.Remedy}"));
    }
}
