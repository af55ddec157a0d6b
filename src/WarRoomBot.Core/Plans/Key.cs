using System.Text.Json.Nodes;

namespace WarRoomBot.Plans;

/// <summary>One key of a group.</summary>
public abstract class Key
{
    private protected Key(string name, string doc, bool needed) => (Name, Doc, Needed) = (name, doc, needed);

    internal string Name { get; }

    internal string Doc { get; }

    internal bool Needed { get; }

    internal abstract JsonObject Schema();

    /// <returns>A <see cref="Placed{T}"/>; null after a mistake.</returns>
    internal abstract object? Find(PlanNode node, Mistakes mistakes);
}

/// <summary>One key of a group, with the shape of its value.</summary>
public sealed class Key<T> : Key
{
    private readonly Shape<T> _shape;

    internal Key(string name, Shape<T> shape, string doc, bool needed)
        : base(name, doc, needed) => _shape = shape;

    /// <summary>What stands behind the key; null when it is absent, or was told as a mistake.</summary>
    public Placed<T>? In(Values values) => (Placed<T>?)values.Find(this);

    internal override JsonObject Schema() => _shape.Schema();

    internal override object? Find(PlanNode node, Mistakes mistakes) => _shape.Find(node, mistakes);
}
