using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Probes.Latency;

/// <summary><c>{ latency: address, samples?, percentile?, spacing?, headers?, timeout? }</c></summary>
internal static class LatencyShape
{
    private static readonly Shape<Percentile> Percentiles = Shapes.Choice([.. Percentile.All.Select(known => (known.Name, known))]);

    internal static Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var ask = new AskShape(keys, "latency");
        var samples = keys.Optional("samples", Shapes.Whole(1, 100), "requests per reading; 5 without it");
        var percentile = keys.Optional("percentile", Percentiles, "which of them counts; p95 without it");
        var spacing = keys.Optional("spacing", Shapes.DurationFrom(TimeSpan.Zero, TimeSpan.FromSeconds(10)), "how long between two requests; 200ms without it");
        return values =>
        {
            if (ask.In(values) is not { } request)
                return null;
            var spec = new LatencySpec { Ask = request with { FreshConnection = true } };
            return spec with
            {
                Samples = samples.In(values)?.Value ?? spec.Samples,
                Spacing = spacing.In(values)?.Value ?? spec.Spacing,
                Percentile = percentile.In(values)?.Value ?? spec.Percentile,
            };
        };
    });
}
