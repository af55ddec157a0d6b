namespace WarRoomBot.Plans;

/// <summary>One group of keys as it stands in the file.</summary>
public sealed class Values
{
    private readonly Dictionary<Key, object?> _found;

    internal Values(PlanNode.Mapping at, Mistakes mistakes, Dictionary<Key, object?> found) => (At, Mistakes, _found) = (at, mistakes, found);

    public PlanNode.Mapping At { get; }

    /// <summary>For what is wrong with the values together.</summary>
    public Mistakes Mistakes { get; }

    /// <summary>Whether the key is there, with a mistake or without.</summary>
    public bool Has(Key key) => _found.ContainsKey(key);

    internal object? Find(Key key) => _found.GetValueOrDefault(key);
}
