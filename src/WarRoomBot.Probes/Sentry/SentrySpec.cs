using System.Globalization;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.Sentry;

/// <summary>One figure of a project in Sentry.</summary>
internal sealed record SentrySpec : ProbeSpec
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    /// <summary>Where Sentry is, without the path of its API.</summary>
    public required string At { get; init; }

    public required string Organization { get; init; }

    public required string Token { get; init; }

    /// <summary>The project's number; null for all of the organization.</summary>
    public long? Project { get; init; }

    public string? Environment { get; init; }

    /// <summary>How far back it looks; whole minutes.</summary>
    public required TimeSpan Over { get; init; }

    /// <summary>Which levels of issues count; empty for all.</summary>
    public ValueList<string> Levels { get; init; } = [];

    public required SentryFigure Read { get; init; }

    public override string Origin => string.Create(CultureInfo.InvariantCulture, $"Sentry → {Read.Words}, last {Over.TotalMinutes:0} min");

    public override string? Host => Ask("/").Host;

    public override Unit? Unit => Read.Unit;

    /// <summary>As Sentry writes a span of time.</summary>
    public string Period => string.Create(CultureInfo.InvariantCulture, $"{Over.TotalMinutes:0}m");

    /// <param name="path">Below the organization; begins and ends with a slash.</param>
    public HttpAsk Ask(string path, params IEnumerable<(string Name, string Value)> query)
    {
        var all = query.ToList();
        if (Project is { } project)
            all.Add(("project", project.ToString(CultureInfo.InvariantCulture)));
        if (Environment is not null)
            all.Add(("environment", Environment));
        return new HttpAsk { Address = At, Headers = [new("Authorization", $"Bearer {Token}")], Timeout = Timeout }
            .Below($"/api/0/organizations/{Uri.EscapeDataString(Organization)}{path}", all);
    }
}

/// <summary>What can be read of Sentry.</summary>
/// <param name="Name">As plans write it.</param>
/// <param name="Words">For people.</param>
internal sealed record SentryFigure(string Name, string Words, Unit Unit)
{
    public static readonly SentryFigure NewIssues = new("new-issues", "new issues", Unit.Count);
    public static readonly SentryFigure RegressedIssues = new("regressed-issues", "issues that are back", Unit.Count);
    public static readonly SentryFigure Errors = new("errors-per-minute", "errors", Unit.PerMinute);
    public static readonly SentryFigure ErrorRate = new("error-rate", "failed transactions", Unit.Percent);
    public static readonly SentryFigure P95 = new("p95", "p95 of transactions", Unit.Milliseconds);

    public static readonly IReadOnlyList<SentryFigure> All = [NewIssues, RegressedIssues, Errors, ErrorRate, P95];
}
