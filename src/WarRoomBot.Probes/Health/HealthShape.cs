using System.Text.Json.Nodes;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Health;

/// <summary><c>{ health: address, expect-status?, expect?, retry-after?, attempts?, headers?, timeout? }</c></summary>
internal static class HealthShape
{
    private static readonly Shape<StatusRange?> Status = Shapes.Parsed<StatusRange?>(new() { ["type"] = new JsonArray("string", "number") }, ReadStatus);

    private static readonly Shape<Wanted> One = Shapes.Parsed<Wanted>(new() { ["type"] = new JsonArray("string", "number", "boolean") }, ReadWanted);

    internal static Shape<ProbeSpec> Shape { get; } = Shapes.Group<ProbeSpec>(keys =>
    {
        var ask = new AskShape(keys, "health");
        var statuses = keys.Optional("expect-status", Shapes.OneOrMore(Status), "statuses that mean up: 200, 2xx, 200-204; only 200 without it");
        var expect = keys.Optional(
            "expect", Shapes.Entries(Shapes.OneOrMore(One)), "what values must be, by path, as in status: ok, services.database: true, connections: \"< 100\"");
        var attempts = keys.Optional("attempts", Shapes.Whole(1, 5), "how often it is tried before it counts as down; 2 without it");
        var retryAfter = keys.Optional("retry-after", Shapes.DurationFrom(TimeSpan.Zero, TimeSpan.FromMinutes(5)), "how long between two attempts; 30s without it");
        return values =>
        {
            var expected = Expect(expect.In(values)?.Value ?? [], values.Mistakes);
            var ranges = new ValueList<StatusRange>([.. (statuses.In(values)?.Value ?? []).Select(status => status.Value!.Value)]);
            if (ask.In(values) is not { } request)
                return null;
            var spec = new HealthSpec { Ask = request, Expect = expected };
            return spec with
            {
                // Who expects a redirect wants to see it.
                Ask = request with { Cap = HttpAsk.SmallAnswer, FollowsRedirects = !ranges.Any(range => range.Last >= 300 && range.First < 400) },
                Statuses = ranges.Count > 0 ? ranges : spec.Statuses,
                Attempts = attempts.In(values)?.Value ?? spec.Attempts,
                RetryAfter = retryAfter.In(values)?.Value ?? spec.RetryAfter,
            };
        };
    });

    private static ValueList<Expectation> Expect(IReadOnlyList<Named<IReadOnlyList<Placed<Wanted>>>> written, Mistakes mistakes)
    {
        var expect = new List<Expectation>();
        foreach (var (path, choices) in written)
        {
            if (Selection.Parse(path.Value, out var mistake) is not { } select)
                mistakes.Add(path.At, mistake.Wrong, mistake.Remedy);
            else if (choices?.Value is [var only])
                expect.Add(new(select, only.Value));
            else if (choices is { Value.Count: > 0 })
                expect.Add(new(select, new Wanted.OneOf(new([.. choices.Value.Select(choice => choice.Value)]))));
        }

        return new(expect);
    }

    private static StatusRange? ReadStatus(PlanNode.Scalar scalar, Mistakes mistakes)
    {
        if (StatusRange.Parse(scalar.Text) is { } range)
            return range;
        mistakes.Add(scalar, $"{scalar.Shown} is not a status", "write expect-status: [200], [2xx] or [200-204]");
        return null;
    }

    private static Wanted? ReadWanted(PlanNode.Scalar scalar, Mistakes mistakes)
    {
        if (Wanted.Parse(scalar.Text) is { } wanted)
            return wanted;
        mistakes.Add(scalar, $"{scalar.Shown} compares with something that is not a number", "write \"< 5\", for instance");
        return null;
    }
}
