using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.HttpMetric;

/// <summary><c>{ http: address, select: path, as?, empty?, headers?, method?, body?, timeout? }</c></summary>
internal static class HttpShape
{
    private static readonly Shape<Selection> OneValue = Shapes.Parsed<Selection>(new() { ["type"] = "string" }, Select);

    internal static Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var ask = new AskShape(keys, "http");
        var select = keys.Required("select", OneValue, "the path to the value, as in data.errorRate or max(providers[*].errorRate)");
        var unit = keys.Optional("as", FigureShapes.Unit, FigureShapes.UnitDoc);
        var empty = keys.Optional("empty", FigureShapes.Empty, "what it means that an empty list, a filter without a hit or null was found; no data without it");
        var method = keys.Optional("method", HttpShapes.Method, "GET without it");
        var body = keys.Optional("body", Shapes.Text, "sent with POST, as application/json unless a header says otherwise");
        return values =>
        {
            var how = method.In(values)?.Value ?? HttpMethod.Get;
            if (how == HttpMethod.Get && body.In(values) is { } unwanted)
                values.Mistakes.Add(unwanted.At, "GET has no body", "write method: POST");
            return ask.In(values) is { } request && select.In(values) is { } selection
                ? new HttpSpec
                {
                    Ask = request with { Method = how, Body = body.In(values)?.Value },
                    Select = selection.Value,
                    As = unit.In(values)?.Value,
                    Empty = empty.In(values)?.Value,
                }
                : null;
        };
    });

    private static Selection? Select(PlanNode.Scalar scalar, Mistakes mistakes)
    {
        if (Selection.Parse(scalar.Text, out var mistake) is not { } select)
        {
            mistakes.Add(scalar, mistake.Wrong, mistake.Remedy);
            return null;
        }

        if (select.Aggregate != Aggregate.None || !select.SelectsMany)
            return select;
        mistakes.Add(scalar, $"{scalar.Shown} may find many values", $"take one of them, or write max({scalar.Written}), min, sum, avg or count");
        return null;
    }
}
