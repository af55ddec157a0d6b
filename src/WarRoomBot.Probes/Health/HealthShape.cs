using System.Text.Json.Nodes;
using WarRoomBot.Plans;
using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Probes.Health;

/// <summary><c>{ health: address, expect-status?, expect?, retry-after?, attempts?, headers?, timeout? }</c></summary>
internal sealed class HealthShape : Shape<ProbeSpec>
{
    private const string StatusExample = "write expect-status: [200], [2xx] or [200-204]";

    public override ProbeSpec? Read(PlanNode node, Mistakes mistakes)
    {
        var known = (string[])["health", "expect-status", "expect", "retry-after", "attempts", "headers", "timeout"];
        if (Fields.Of(node, mistakes, "a health probe", known) is not { } fields)
            return null;
        var ask = AskShape.Read(fields, "health");
        var statuses = Statuses(fields, mistakes);
        var expect = Expect(fields, mistakes);
        var attempts = fields.Whole("attempts", 1, 5);
        var retryAfter = fields.Duration("retry-after", TimeSpan.Zero, TimeSpan.FromMinutes(5));
        if (ask is null)
            return null;
        var spec = new HealthSpec { Ask = ask, Expect = expect };
        return spec with
        {
            // Who expects a redirect wants to see it.
            Ask = ask with { Cap = HttpAsk.SmallAnswer, FollowsRedirects = !statuses.Any(range => range.Last >= 300 && range.First < 400) },
            Statuses = statuses.Count > 0 ? statuses : spec.Statuses,
            Attempts = attempts ?? spec.Attempts,
            RetryAfter = retryAfter ?? spec.RetryAfter,
        };
    }

    public override JsonObject Schema()
    {
        var options = new JsonObject
        {
            ["expect-status"] = new JsonObject
            {
                ["type"] = new JsonArray("array", "string", "number"),
                ["items"] = new JsonObject { ["type"] = new JsonArray("string", "number") },
                ["description"] = "Statuses that mean up: 200, 2xx, 200-204. Without it only 200.",
            },
            ["expect"] = new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "array") },
                ["description"] = "Path: what it must be, as in status: ok, services.database: true, connections: \"< 100\".",
            },
            ["retry-after"] = new JsonObject { ["type"] = "string", ["description"] = "Between two attempts; 30s without it." },
            ["attempts"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 5 },
        };
        AskShape.Describe(options, "health");
        return Fields.Schema("health", options);
    }

    private static ValueList<StatusRange> Statuses(Fields fields, Mistakes mistakes)
    {
        var statuses = new List<StatusRange>();
        foreach (var item in Items(fields.Node("expect-status")))
        {
            if (item is PlanNode.Scalar scalar && StatusRange.Parse(scalar.Text) is { } range)
                statuses.Add(range);
            else
                mistakes.Add(item, "this is not a status", StatusExample);
        }

        return new(statuses);
    }

    private static ValueList<Expectation> Expect(Fields fields, Mistakes mistakes)
    {
        var expect = new List<Expectation>();
        foreach (var entry in fields.Inner("expect")?.All ?? [])
        {
            if (Selection.Parse(entry.Key.Text, out var mistake) is not { } select)
                mistakes.Add(entry.Key, mistake.Wrong, mistake.Remedy);
            else if (Wanted(entry.Value, mistakes) is { } wanted)
                expect.Add(new(select, wanted));
        }

        return new(expect);
    }

    private static Wanted? Wanted(PlanNode node, Mistakes mistakes)
    {
        if (node is PlanNode.Sequence { Items.Count: > 0 } sequence)
        {
            var choices = sequence.Items.Select(item => Wanted(item, mistakes)).ToList();
            return choices.Contains(null) ? null : new Wanted.OneOf(new([.. choices.OfType<Wanted>()]));
        }

        if (node is not PlanNode.Scalar scalar)
            mistakes.Add(node, "this is not something that a value can be", "write a word, a number, true, exists, \"< 5\" or a list");
        else if (Health.Wanted.Parse(scalar.Text) is { } wanted)
            return wanted;
        else
            mistakes.Add(node, $"'{scalar.Text}' compares with something that is not a number", "write \"< 5\", for instance");
        return null;
    }

    private static IEnumerable<PlanNode> Items(PlanNode? node) => node switch
    {
        null => [],
        PlanNode.Sequence sequence => sequence.Items,
        _ => [node],
    };
}
