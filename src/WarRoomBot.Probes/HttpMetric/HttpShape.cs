using System.Globalization;
using System.Text.Json.Nodes;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.HttpMetric;

/// <summary><c>{ http: address, select: path, as?, empty?, headers?, method?, body?, timeout? }</c></summary>
internal sealed class HttpShape : Shape<ProbeSpec>
{
    public override ProbeSpec? Read(PlanNode node, Mistakes mistakes)
    {
        var known = (string[])["http", "select", "as", "empty", "headers", "method", "body", "timeout"];
        if (Fields.Of(node, mistakes, "an http probe", known) is not { } fields)
            return null;
        var ask = AskShape.Read(fields, "http");
        var select = Select(fields);
        var unit = As(fields);
        var empty = Empty(fields);
        var method = Method(fields);
        return ask is null || select is null || method is null
            ? null
            : new HttpSpec { Ask = ask with { Method = method, Body = fields.Text("body") }, Select = select, As = unit, Empty = empty };
    }

    public override JsonObject Schema()
    {
        var options = new JsonObject
        {
            ["select"] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = "Path to the value, as in data.errorRate or max(providers[*].errorRate).",
            },
            ["as"] = new JsonObject
            {
                ["enum"] = new JsonArray([.. SourceUnit.All.Select(unit => (JsonNode)unit.Name)]),
                ["description"] = "What the source counts in; it is converted to percent, milliseconds or bytes.",
            },
            ["empty"] = new JsonObject
            {
                ["type"] = new JsonArray("number", "boolean"),
                ["description"] = "What it means that an empty list, a filter without a hit or null was found; without it that is no data.",
            },
            ["method"] = new JsonObject { ["enum"] = new JsonArray("GET", "POST") },
            ["body"] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = "Sent with POST, as application/json unless a header says otherwise.",
            },
        };
        AskShape.Describe(options, "http");
        var schema = Fields.Schema("http", options);
        schema["required"] = new JsonArray("http", "select");
        return schema;
    }

    private static Selection? Select(Fields fields)
    {
        if (fields.Needed("select", "write select: and the path to the value, as in select: data.errorRate") is not { } text)
            return null;
        if (Selection.Parse(text, out var mistake) is not { } select)
        {
            fields.Wrong("select", mistake.Wrong, mistake.Remedy);
            return null;
        }

        if (select.Aggregate != Aggregate.None || !select.SelectsMany)
            return select;
        fields.Wrong("select", $"'{text}' may find many values", $"take one of them, or write max({text}), min, sum, avg or count");
        return null;
    }

    private static SourceUnit? As(Fields fields)
    {
        if (fields.Text("as") is not { } name)
            return null;
        if (SourceUnit.Find(name) is { } unit)
            return unit;
        fields.Wrong("as", $"'{name}' is not a unit", $"write one of {string.Join(", ", SourceUnit.All.Select(known => known.Name))}");
        return null;
    }

    private static Reading? Empty(Fields fields)
    {
        if (fields.Text("empty") is not { } text)
            return null;
        if (bool.TryParse(text, out var truth))
            return new Reading.Truth(truth, truth ? null : "nothing was found");
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return new Reading.Number(number);
        fields.Wrong("empty", "'empty' is neither a number nor true or false", "write empty: 0, or leave it out to have no data");
        return null;
    }

    private static HttpMethod? Method(Fields fields)
    {
        var method = fields.Text("method")?.ToUpperInvariant() ?? "GET";
        if (method is not ("GET" or "POST"))
        {
            fields.Wrong("method", $"'{method}' is not a method for a probe", "write GET or POST");
            return null;
        }

        if (method == "GET" && fields.Node("body") is not null)
            fields.Wrong("body", "GET has no body", "write method: POST");
        return method == "GET" ? HttpMethod.Get : HttpMethod.Post;
    }
}
