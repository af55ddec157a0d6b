using System.Globalization;
using System.Text.Json;
using WarRoomBot.Probes.Network;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Prometheus;

/// <summary>Reads the answers of Prometheus. Source: Prometheus documentation, "HTTP API", "Expression query result formats".</summary>
internal static class PrometheusAnswer
{
    private static readonly Reading.Failed Foreign = new(Failure.NotUnderstood, "not an answer of Prometheus");

    /// <param name="root">Of an answer with status 200.</param>
    /// <exception cref="InvalidOperationException">The document holds broken text.</exception>
    public static Reading Of(PrometheusSpec spec, JsonElement root)
    {
        var secrets = spec.Ask.Secrets;
        if (Refusal(root, "", secrets) is { } refusal)
            return refusal;
        if (root.Member("data") is not { } data || data.Text("resultType") is not { } type || data.Member("result") is not { } result)
            return Foreign;
        return (type, spec.Window) switch
        {
            ("string", _) => new Reading.Failed(Failure.NotUnderstood, "the query gives a text, not a number"),
            ("scalar", _) => Figure(spec, root, [[result]]),
            ("vector", _) => OfSeries(spec, root, result, "value", element => [element]),
            ("matrix", null) => new Reading.Failed(
                Failure.Configuration, "the query gives a range of values; write over: and take:, or wrap it as in avg_over_time(…)"),
            ("matrix", _) => OfSeries(spec, root, result, "values", element => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : null),
            _ => Foreign,
        };
    }

    /// <summary>What an answer says that is an error; null when it is none.</summary>
    /// <param name="prefix">What stands before it.</param>
    public static Reading.Failed? Refusal(JsonElement root, string prefix, Secrets secrets)
    {
        if (root.Text("status") != "error")
            return null;
        var (type, error) = (root.Text("errorType") ?? "", root.Text("error") ?? "");
        return type switch
        {
            "bad_data" => new(Failure.Configuration, $"{prefix}the query is wrong: {secrets.Quote(error)}"),
            "execution" => new(Failure.Status, $"{prefix}the query cannot be worked out: {secrets.Quote(error)}"),
            "timeout" or "canceled" => new(Failure.Status, $"{prefix}Prometheus gave up, the query took too long"),
            _ => new(Failure.Status, $"{prefix}{secrets.Quote(error)}"),
        };
    }

    private static Reading OfSeries(
        PrometheusSpec spec, JsonElement root, JsonElement result, string key, Func<JsonElement, IReadOnlyList<JsonElement>?> samples)
    {
        if (result.ValueKind != JsonValueKind.Array)
            return Foreign;
        var series = new List<IReadOnlyList<JsonElement>>();
        foreach (var one in result.EnumerateArray())
        {
            if (one.Member("histogram") is not null || one.Member("histograms") is not null)
                return new Reading.Failed(Failure.NotUnderstood, "the query gives a histogram; take histogram_quantile(…) of it");
            if (one.Member(key) is not { } value || samples(value) is not { } found)
                return Foreign;
            series.Add(found);
        }

        if (series.Count == 0)
            return spec.Empty ?? new Reading.NoData("the query finds nothing");
        return series.Count > 1 && spec.Pick is null
            ? new Reading.Failed(Failure.Configuration, $"the query finds {series.Count} series; sum them up in it, or write pick: max, min, sum, avg or first")
            : Figure(spec, root, series);
    }

    /// <param name="series">At least one; of each its samples, pairs of time and text.</param>
    private static Reading Figure(PrometheusSpec spec, JsonElement root, IReadOnlyList<IReadOnlyList<JsonElement>> series)
    {
        var figures = new List<double>();
        foreach (var samples in series)
        {
            var values = samples.Select(Value).ToList();
            if (values.Contains(null))
                return Foreign;

            // 0/0 is NaN, 1/0 infinite: neither is a figure, and neither is none at all.
            if (Taken(spec.Window?.Take ?? Take.Last, [.. values.OfType<double>().Where(double.IsFinite)]) is { } figure)
                figures.Add(figure);
        }

        if (figures.Count == 0)
            return new Reading.NoData(spec.Window?.Take == Take.Trend ? "too few values for a trend" : "the value is not a finite number");
        var value = spec.Pick switch
        {
            Pick.Max => figures.Max(),
            Pick.Min => figures.Min(),
            Pick.Sum => figures.Sum(),
            Pick.Avg => figures.Average(),
            _ => figures[0],
        };
        value *= spec.As?.Factor ?? 1;
        return double.IsFinite(value) ? new Reading.Number(value) { Note = Warnings(spec, root) } : new Reading.NoData("the value is not a finite number");
    }

    private static double? Taken(Take take, IReadOnlyList<double> values) => values.Count == 0 ? null : take switch
    {
        Take.Max => values.Max(),
        Take.Min => values.Min(),
        Take.Avg => values.Average(),
        Take.Trend => Trend(values),
        _ => values[^1],
    };

    private static double? Trend(IReadOnlyList<double> values)
    {
        const int fewest = 4;
        var half = values.Count / 2;
        var (before, after) = (values.Take(half).DefaultIfEmpty().Average(), values.TakeLast(half).DefaultIfEmpty().Average());
        return values.Count < fewest ? null
            : before == after ? 0
            : before == 0 ? null
            : (after - before) / Math.Abs(before) * 100;
    }

    private static string? Warnings(PrometheusSpec spec, JsonElement root)
    {
        if (root.Member("warnings") is not { ValueKind: JsonValueKind.Array } warnings || warnings.GetArrayLength() == 0)
            return null;
        var first = warnings[0].ValueKind == JsonValueKind.String ? spec.Ask.Secrets.Clip(warnings[0].GetString()!) : "";
        return warnings.GetArrayLength() == 1 ? $"Prometheus warns: {first}" : $"Prometheus warns {warnings.GetArrayLength()} times: {first}";
    }

    /// <summary>Numbers come as text; infinite ones are written as only Go does.</summary>
    private static double? Value(JsonElement sample) =>
        sample is { ValueKind: JsonValueKind.Array } && sample.GetArrayLength() == 2 && sample[1].ValueKind == JsonValueKind.String
            ? sample[1].GetString() switch
            {
                "+Inf" => double.PositiveInfinity,
                "-Inf" => double.NegativeInfinity,
                var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
            }
            : null;
}
