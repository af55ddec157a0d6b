using System.Text.Json.Nodes;

namespace WarRoomBot.Plans;

/// <summary>A group of keys, or one line of text in its place.</summary>
internal sealed class LineOrShape<T>(Shape<T> group, Func<Placed<string>, T> make) : Shape<T>
    where T : class
{
    public override T? Read(PlanNode node, Mistakes mistakes) => node is PlanNode.Scalar
        ? Shapes.Text.Find(node, mistakes) is { } line ? make(line) : null
        : group.Read(node, mistakes);

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(Shapes.Text.Schema(), group.Schema()) };
}
