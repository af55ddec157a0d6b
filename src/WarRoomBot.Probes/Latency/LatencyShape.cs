using System.Text.Json.Nodes;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.Latency;

/// <summary><c>{ latency: address, samples?, percentile?, spacing?, headers?, timeout? }</c></summary>
internal sealed class LatencyShape : Shape<ProbeSpec>
{
    private const int MostSamples = 100;

    public override ProbeSpec? Read(PlanNode node, Mistakes mistakes)
    {
        var known = (string[])["latency", "samples", "percentile", "spacing", "headers", "timeout"];
        if (Fields.Of(node, mistakes, "a latency probe", known) is not { } fields)
            return null;
        var ask = AskShape.Read(fields, "latency");
        var samples = fields.Whole("samples", 1, MostSamples);
        var spacing = fields.Duration("spacing", TimeSpan.Zero, TimeSpan.FromSeconds(10));
        var percentile = Percentile(fields);
        if (ask is null)
            return null;
        var spec = new LatencySpec { Ask = ask with { FreshConnection = true } };
        return spec with
        {
            Samples = samples ?? spec.Samples,
            Spacing = spacing ?? spec.Spacing,
            Percentile = percentile ?? spec.Percentile,
        };
    }

    public override JsonObject Schema()
    {
        var options = new JsonObject
        {
            ["samples"] = new JsonObject
            {
                ["type"] = "integer",
                ["minimum"] = 1,
                ["maximum"] = MostSamples,
                ["description"] = "Requests per reading; 5 without it.",
            },
            ["percentile"] = new JsonObject { ["enum"] = new JsonArray([.. Latency.Percentile.All.Select(known => (JsonNode)known.Name)]) },
            ["spacing"] = new JsonObject { ["type"] = "string", ["description"] = "Between two requests; 200ms without it." },
        };
        AskShape.Describe(options, "latency");
        return Fields.Schema("latency", options);
    }

    private static Percentile? Percentile(Fields fields)
    {
        if (fields.Text("percentile") is not { } name)
            return null;
        if (Latency.Percentile.All.FirstOrDefault(known => known.Name == name) is { } percentile)
            return percentile;
        var names = string.Join(", ", Latency.Percentile.All.Select(known => known.Name));
        fields.Wrong("percentile", $"'{name}' is not known here", $"write one of {names}");
        return null;
    }
}
