using System.Text.Json.Nodes;

namespace WarRoomBot.Plans;

/// <summary>Values in a row.</summary>
/// <param name="count">How many there have to be; null for any number.</param>
internal sealed class ListShape<T>(Shape<T> item, int? count) : Shape<IReadOnlyList<Placed<T>>>
{
    public override IReadOnlyList<Placed<T>>? Read(PlanNode node, Mistakes mistakes)
    {
        if (node is not PlanNode.Sequence sequence)
        {
            mistakes.Unfit(node, "a list", "write [one, another], or each on a line of its own after '- '");
            return null;
        }

        var items = sequence.Items.Select(one => item.Find(one, mistakes)).OfType<Placed<T>>().ToList();
        if (count is null || sequence.Items.Count == count)
            return items.Count == sequence.Items.Count || count is null ? items : null;
        mistakes.Add(node, $"this list holds {sequence.Items.Count}", $"write exactly {count}");
        return null;
    }

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Schema() };
        if (count is { } exactly)
            (schema["minItems"], schema["maxItems"]) = (exactly, exactly);
        return schema;
    }
}
