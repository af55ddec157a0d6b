using System.Text.Json.Nodes;

namespace WarRoomBot.Plans;

/// <summary>A group of known keys.</summary>
internal sealed class GroupShape<T> : Shape<T>
{
    private readonly Keys _keys = new();
    private readonly Func<Values, T?> _build;

    public GroupShape(Func<Keys, Func<Values, T?>> define) => _build = define(_keys);

    public override T? Read(PlanNode node, Mistakes mistakes)
    {
        if (node is PlanNode.Mapping mapping)
            return _build(_keys.Read(mapping, mistakes));
        mistakes.Unfit(node, "a group of keys", $"write {_keys.Example}");
        return default;
    }

    public override JsonObject Schema() => _keys.Schema();
}
