using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Host.Plans;
using WarRoomBot.Plans;
using WarRoomBot.Probes;
using WarRoomBot.TestKit;

namespace WarRoomBot.Tests.Plans.Shipped;

/// <summary>A plan of the repository, read as the product reads it, in lines that can be compared with a table.</summary>
internal sealed class ShippedPlan
{
    private static readonly Dictionary<string, string> Needed = new()
    {
        ["TARGET"] = "https://app.example.com",
        ["AGENTS"] = "http://localhost:9000",
        ["AUTH"] = "http://localhost:9002",
        ["SCHEDULER"] = "http://localhost:9003",
    };

    private static readonly Dictionary<string, string> Offered = new()
    {
        ["METRICS"] = "https://app.example.com/metrics.json",
        ["PROMETHEUS"] = "http://prometheus:9090",
        ["CONTAINER"] = "web",
        ["DISK_PATH"] = "/",
        ["DATABASE_URL"] = "postgres://warroom:password@db.example.com/app",
        ["REDIS_URL"] = "redis://redis.example.com",
        ["OLLAMA"] = "http://localhost:11434",
        ["QDRANT"] = "http://localhost:6333",
        ["SENTRY_ORG"] = "acme",
        ["SENTRY_TOKEN"] = "a-token",
        ["UPTIMEROBOT_KEY"] = "a-key",
        ["UPTIMEROBOT_MONITOR"] = "777",
    };

    private ShippedPlan(string name, Func<string, string?> lookup)
    {
        using var services = new ServiceCollection().AddLogging().AddProbes(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var path = $"plans/{name}.yaml";
        var reading = new PlanLoader(new PlanReader(services.GetServices<ProbeKind>()), new Placeholders(lookup)).ReadFile(RepositoryFolder.Of(path), path);
        Assert.Empty(reading.Mistakes);
        Plan = reading.Plan!;
    }

    public Plan Plan { get; }

    /// <summary>With everything set that the plan may read.</summary>
    public static ShippedPlan Whole(string name) => new(name, key => Needed.GetValueOrDefault(key) ?? Offered.GetValueOrDefault(key));

    /// <summary>With nothing set but what it needs.</summary>
    public static ShippedPlan Bare(string name) => new(name, Needed.GetValueOrDefault);

    /// <summary>Time, phase, what is measured, what is asked.</summary>
    public IEnumerable<string> Checks => Schedule.Of(Plan)
        .Select(check => $"{Durations.Offset(check.At)}|{check.Phase}|{string.Join(' ', check.Metrics)}|{string.Join(' ', check.Ask)}");

    public IEnumerable<string> Routines => Plan.Routines
        .Select(routine => $"{routine.Name}|{string.Join(' ', routine.Days)}|{routine.At:HH:mm}|{string.Join(' ', routine.Metrics)}|{string.Join(' ', routine.Ask)}");

    /// <summary>Name, unit, target, warning, critical; what is read less often than every minute says so.</summary>
    public IEnumerable<string> Metrics => Plan.Metrics.Select(metric => string.Join(
        '|',
        metric.Name,
        metric.Unit + (metric.Every == TimeSpan.FromMinutes(1) ? "" : $" every {Durations.Written(metric.Every)}"),
        metric.Target is { } target ? Of(target) : "",
        metric.Warning is { } warning ? Of(warning) : "",
        metric.Critical is { } critical ? Of(critical) : ""));

    public IEnumerable<string> Severities => Plan.Alerts.Severities.Select(severity =>
        $"{severity.Severity}|{severity.Name}|{(severity.Acknowledge is { } within ? Durations.Written(within) : "next business day")}");

    public IEnumerable<string> Escalation => Plan.Alerts.Escalation.Select(step => $"{Durations.Written(step.After)}|{string.Join(' ', step.Notify)}");

    public IEnumerable<string> Calls => Plan.Alerts.Calls.Select(call => $"{call.Metric}|{Of(call.Threshold)}|{string.Join(' ', call.Notify)}");

    public IEnumerable<string> Roles => Plan.Roles.Select(role => $"{role.Name}|{role.Title}");

    /// <summary>Kind, when, title.</summary>
    public IEnumerable<string> Reports => Plan.Reports.Moments
        .Select(report => $"{report.Kind}|{(report.Every is { } every ? $"every {Durations.Written(every)}" : Durations.Written(report.At))}|{report.Title}");

    /// <summary>What a report is held against.</summary>
    public IEnumerable<string> Targets => Plan.Reports.Targets.Select(target => $"{target.Measure} {target.Of}|{Of(target.Limit)}");

    /// <summary>Title, when it begins, the roles that change hands.</summary>
    public IEnumerable<string> Shifts => Plan.Shifts.All.Select(shift => $"{shift.Title}|{Of(shift.Begin)}|{string.Join(' ', shift.Roles)}");

    /// <summary>Each way through the questions of a decision, with what is recommended at its end.</summary>
    public IEnumerable<string> Ways(string decision) => Ways(Plan.Decisions.Single(one => one.Name == decision).Begin);

    /// <summary>The steps of a playbook and what its review asks and recommends, as one text; null when there is no such playbook.</summary>
    public string? Playbook(string name) => Plan.Playbook(name) is { } playbook
        ? string.Join('\n', [.. playbook.Steps.Select(step => step.Text), .. playbook.Decision is { } decision ? Ways(decision) : []])
        : null;

    /// <summary>Title and what stands under it, by the words people read; what people tell also says its unit.</summary>
    public IEnumerable<string> Sections => Plan.Reports.Sections.Select(section =>
        $"{section.Title}|{string.Join(", ", section.Metrics.Select(name => Plan.Metric(name)!.Title).Concat(section.Figures.Select(name => Of(Plan.Figure(name)!))))}");

    /// <summary>When it opens, who signs, what can be decided and what follows.</summary>
    public IEnumerable<string> Gates => Plan.Gates.Select(gate => string.Join(
        '|',
        gate.Name,
        gate.At is { } at ? Durations.Offset(at) : "",
        string.Join(' ', gate.SignedBy),
        string.Join(", ", gate.Options.Select(option => option.Name
            + (option.Extend is { } longer ? $" +{Durations.Written(longer)}" : "") + (option.Rollback is { } severity ? $" {severity}" : "")))));

    /// <summary>A table as it is written in a test, with its columns side by side.</summary>
    public static IEnumerable<string> Table(string text) => text.ReplaceLineEndings("\n").Split('\n')
        .Select(line => string.Join("|", line.Split('|').Select(part => part.Trim())));

    /// <summary>Each line names something and the words that have to stand in it.</summary>
    public static void HasWords(string table, Func<string, string?> text)
    {
        foreach (var cells in Table(table).Select(line => line.Split('|')))
        {
            var found = text(cells[0]);
            Assert.True(found is not null, $"there is no {cells[0]}");
            Assert.All(cells.Skip(1), word => Assert.Contains(word, found, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static IEnumerable<string> Ways(DecisionPoint point) => point switch
    {
        DecisionPoint.Question question => question.Answers.SelectMany(answer => Ways(answer.Then).Select(way => $"{question.Text} {answer.Text}{(answer.Then is DecisionPoint.Question ? ". " : ": ")}{way}")),
        DecisionPoint.Recommendation end => [end.Because is { } why ? $"{end.Text} ({why})" : end.Text],
        _ => throw new ArgumentOutOfRangeException(nameof(point), point, "no such point"),
    };

    private static string Of(ShiftBegin begin) => begin switch
    {
        ShiftBegin.After once => Durations.Offset(once.Offset),
        ShiftBegin.Daily daily => $"{(daily.IsEachDay ? "each day" : string.Join(' ', daily.Days))} {daily.Time:HH:mm}",
        _ => throw new ArgumentOutOfRangeException(nameof(begin), begin, "no such begin"),
    };

    private static string Of(Figure figure) => figure.Unit == Unit.Count ? figure.Title : $"{figure.Title} in {figure.Unit}";

    private static string Of(Threshold threshold) => string.Join(' ', new[]
    {
        Of(threshold.Condition),
        threshold.For > TimeSpan.Zero ? $"for {Durations.Written(threshold.For)}" : "",
        threshold.Failures > 1 ? $"x{threshold.Failures}" : "",
        threshold.Severity is { } severity ? $"{severity}" : "",
        threshold.Playbook is { } playbook ? $"-> {playbook}" : "",
    }.Where(part => part.Length > 0));

    private static string Of(Condition condition) => condition switch
    {
        Condition.Above above => string.Create(CultureInfo.InvariantCulture, $"> {above.Limit}"),
        Condition.Below below => string.Create(CultureInfo.InvariantCulture, $"< {below.Limit}"),
        Condition.Outside outside => string.Create(CultureInfo.InvariantCulture, $"outside {outside.Low} to {outside.High}"),
        Condition.Is state => state.Value ? "up" : "down",
        _ => condition.ToString(),
    };
}
