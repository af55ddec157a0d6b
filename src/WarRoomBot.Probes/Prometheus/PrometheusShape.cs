using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Prometheus;

/// <summary><c>{ prometheus: address, query: PromQL, pick?, over?, step?, take?, as?, empty?, method?, headers?, timeout? }</c></summary>
internal static class PrometheusShape
{
    private const int MostValues = 11_000;
    private const int UsualValues = 60;
    private static readonly TimeSpan ShortestStep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan UsualStep = TimeSpan.FromSeconds(15);

    internal static Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var ask = new AskShape(keys, "prometheus");
        var query = keys.Required("query", Shapes.Text, "the PromQL expression, as in sum(rate(http_requests_total[5m]))");
        var pick = keys.Optional("pick", Shapes.Choice<Pick>(), "which of several series counts; without it there has to be one alone");
        var over = keys.Optional(
            "over", Shapes.DurationFrom(TimeSpan.FromMinutes(1), TimeSpan.FromDays(31)), "looks at a window up to now, as in 1h, instead of at the value now");
        var step = keys.Optional("step", Shapes.DurationFrom(ShortestStep), "between two values of the window; a sixtieth of it without it, 15s at least");
        var take = keys.Optional("take", Shapes.Choice<Take>(), "what of the window counts; trend: percent that its later half lies above the earlier");
        var unit = keys.Optional("as", FigureShapes.Unit, FigureShapes.UnitDoc);
        var empty = keys.Optional("empty", FigureShapes.Empty, "what it means that no series is there; no data without it");
        var method = keys.Optional("method", HttpShapes.Method, "POST without it; GET for servers behind a proxy that lets nothing else through");
        return values =>
        {
            if (values.Has(over) && !values.Has(take))
                values.Mistakes.Add(values.At, "it is not said what counts of the window", "add take: max, min, avg, last or trend");
            var window = Window(over.In(values), step.In(values), take.In(values), values.Mistakes);
            if (window?.Take == Take.Trend && unit.In(values) is { } unwanted)
                values.Mistakes.Add(unwanted.At, "a trend is told in percent, whatever its values count in", "remove as:");
            return ask.In(values) is { } request && query.In(values) is { } expression
                ? new PrometheusSpec
                {
                    Ask = request with { Method = method.In(values)?.Value ?? HttpMethod.Post },
                    Query = expression.Value,
                    Written = ((PlanNode.Scalar)expression.At).Written,
                    Pick = pick.In(values)?.Value,
                    Window = window,
                    As = unit.In(values)?.Value,
                    Empty = empty.In(values)?.Value,
                }
                : null;
        };
    });

    private static Window? Window(Placed<TimeSpan>? over, Placed<TimeSpan>? step, Placed<Take>? take, Mistakes mistakes)
    {
        if (over is null)
        {
            foreach (var (name, at) in new[] { ("step", step?.At), ("take", take?.At) })
            {
                if (at is not null)
                    mistakes.Add(at, $"'{name}' means nothing without a window", "add over: 1h, for instance, or remove it");
            }

            return null;
        }

        if (take is null)
            return null;
        var usual = over.Value / UsualValues;
        var between = step?.Value ?? (usual > UsualStep ? usual : UsualStep);
        if (over.Value / between > MostValues)
            mistakes.Add(step!.At, $"this makes more than {MostValues} values, the most that Prometheus gives", "write a longer step");
        return new(over.Value, between, take.Value);
    }
}
