using System.Text.Json.Nodes;

namespace WarRoomBot.Plans;

/// <summary>A single value with a grammar of its own.</summary>
internal sealed class ParsedShape<T>(JsonObject schema, Func<PlanNode.Scalar, Mistakes, T?> parse) : Shape<T>
{
    public override T? Read(PlanNode node, Mistakes mistakes)
    {
        if (node is PlanNode.Scalar { IsNothing: false } scalar)
            return parse(scalar, mistakes);
        mistakes.Unfit(node, "a single value", "write it on one line");
        return default;
    }

    public override JsonObject Schema() => schema.DeepClone().AsObject();
}

/// <summary>One value, or several in a row.</summary>
internal sealed class OneOrMoreShape<T>(Shape<T> item) : Shape<IReadOnlyList<Placed<T>>>
{
    private readonly Shape<IReadOnlyList<Placed<T>>> _list = Shapes.List(item);

    public override IReadOnlyList<Placed<T>>? Read(PlanNode node, Mistakes mistakes)
    {
        if (node is PlanNode.Sequence)
            return _list.Read(node, mistakes);
        return item.Find(node, mistakes) is { } one ? [one] : [];
    }

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(item.Schema(), _list.Schema()) };
}
