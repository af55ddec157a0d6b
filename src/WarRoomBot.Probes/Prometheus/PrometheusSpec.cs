using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Prometheus;

/// <summary>One figure of a PromQL expression, now or over a window.</summary>
internal sealed record PrometheusSpec : ProbeSpec
{
    private const int LongestQuery = 80;

    /// <summary>At the server's own address, without the path of its API.</summary>
    public required HttpAsk Ask { get; init; }

    public required string Query { get; init; }

    /// <summary>The query as the plan writes it, for people: a <c>${NAME}</c> is not filled in.</summary>
    public required string Written { get; init; }

    /// <summary>Which of several series counts; null when there has to be one alone.</summary>
    public Pick? Pick { get; init; }

    /// <summary>Null for the value now.</summary>
    public Window? Window { get; init; }

    /// <summary>What the expression counts in; null when it counts in the metric's own unit.</summary>
    public SourceUnit? As { get; init; }

    /// <summary>What it means that no series is there; null for no data.</summary>
    public Reading? Empty { get; init; }

    public override string Origin
    {
        get
        {
            var query = string.Join(' ', Written.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            var clipped = query.Length <= LongestQuery ? query : $"{query[..LongestQuery]}…";
            return Window is null ? $"Prometheus: {clipped}" : $"Prometheus: {clipped}, {Window.Words}";
        }
    }

    public override string? Host => Ask.Host;

    public override Unit? Unit => Window?.Take == Take.Trend ? Plans.Unit.Percent : As?.Unit;
}

/// <summary>Which of several series counts.</summary>
internal enum Pick
{
    Max,
    Min,
    Sum,
    Avg,
    First,
}

/// <summary>A stretch of time up to now.</summary>
/// <param name="Over">How far it reaches back.</param>
/// <param name="Step">Between two of its values; at most 11,000 of them, as the server has it.</param>
/// <param name="Take">What becomes of the values.</param>
internal sealed record Window(TimeSpan Over, TimeSpan Step, Take Take)
{
    public string Words => $"{Take.ToString().ToLowerInvariant()} over {TimeSpanWords(Over)}";

    private static string TimeSpanWords(TimeSpan over) => over.TotalHours >= 1 && over.Minutes == 0 ? $"{over.TotalHours:0} h" : $"{over.TotalMinutes:0.#} min";
}

/// <summary>What becomes of the values of a window.</summary>
internal enum Take
{
    Max,
    Min,
    Avg,
    Last,

    /// <summary>By how many percent the later half lies above the earlier, on average.</summary>
    Trend,
}
