using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WarRoomBot.Plans;

/// <summary>Values by names that the author chooses.</summary>
/// <param name="typed">People type these names in commands, so they are kept simple.</param>
internal sealed partial class MapShape<T>(Shape<T> value, bool typed) : Shape<IReadOnlyList<Named<T>>>
{
    public override IReadOnlyList<Named<T>>? Read(PlanNode node, Mistakes mistakes)
    {
        if (node is not PlanNode.Mapping mapping)
        {
            mistakes.Unfit(node, "a group of names", "write each name on a line of its own, followed by ':'");
            return null;
        }

        var all = new List<Named<T>>();
        var first = new Dictionary<string, PlanNode>();
        foreach (var (key, written) in mapping.Entries)
        {
            if (!first.TryAdd(key.Text, key))
                mistakes.Twice(key, first[key.Text]);
            else if (typed && !Name().IsMatch(key.Text))
                mistakes.Add(key, $"{key.Shown} cannot be typed as a name", $"use small letters, digits and dashes, as in {Typeable(key.Text)}");
            all.Add(new(new(key.Text, key), value.Find(written, mistakes)));
        }

        return [.. all.DistinctBy(named => named.Name.Value)];
    }

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = value.Schema() };
        if (typed)
            schema["propertyNames"] = new JsonObject { ["pattern"] = Pattern };
        return schema;
    }

    private const string Pattern = "^[a-z0-9][a-z0-9-]{0,49}$";

    [GeneratedRegex(Pattern)]
    private static partial Regex Name();

    private static string Typeable(string text)
    {
        var name = Slug.Of(text);
        return Name().IsMatch(name) ? name : "error-rate";
    }
}
