using System.Text.Json.Nodes;
using Humanizer;

namespace WarRoomBot.Plans;

/// <summary>What a group of keys may hold: declared once, for reading and for the schema.</summary>
public sealed class Keys
{
    private readonly List<Key> _all = [];
    private IReadOnlyList<Key> _choice = [];

    /// <summary>The keys that are needed, or else the first: for people.</summary>
    internal string Example => _all.Where(key => key.Needed)
        .Concat(_choice.Take(1))
        .DefaultIfEmpty(_all[0])
        .Select(key => $"{key.Name}: …")
        .Humanize("and");

    /// <param name="doc">What it is, small and without a full stop: <c>how long the room lasts, such as 48h</c>.</param>
    public Key<T> Required<T>(string name, Shape<T> shape, string doc) => Add(new Key<T>(name, shape, doc, true));

    /// <param name="doc">What it is, small and without a full stop, and what holds without it.</param>
    public Key<T> Optional<T>(string name, Shape<T> shape, string doc) => Add(new Key<T>(name, shape, doc, false));

    /// <summary>Exactly one of <paramref name="keys"/> has to be there. To be said once at most.</summary>
    public void ExactlyOne(params IReadOnlyList<Key> keys) => _choice = keys;

    internal Values Read(PlanNode.Mapping mapping, Mistakes mistakes)
    {
        var entries = new Dictionary<string, PlanNode.Entry>();
        var values = new Dictionary<Key, object?>();
        foreach (var entry in mapping.Entries)
        {
            if (!entries.TryAdd(entry.Key.Text, entry))
                mistakes.Twice(entry.Key, entries[entry.Key.Text].Key);
            else if (_all.Find(key => key.Name == entry.Key.Text) is { } key)
                values[key] = key.Find(entry.Value, mistakes);
            else
                mistakes.Add(entry.Key, $"{entry.Key.Shown} is not known here", Known(entry.Key.Text));
        }

        foreach (var key in _all.Where(key => key.Needed && !values.ContainsKey(key)))
            mistakes.Add(mapping, $"'{key.Name}' is missing", $"add it: {key.Doc}");
        if (_choice.Count > 0)
            IsOne([.. _choice.Where(values.ContainsKey).Select(key => entries[key.Name].Key)], mapping, mistakes);
        return new(mapping, mistakes, values);
    }

    internal JsonObject Schema()
    {
        var properties = new JsonObject();
        foreach (var key in _all)
            properties[key.Name] = Described(key);
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (_all.Exists(key => key.Needed))
            schema["required"] = new JsonArray([.. _all.Where(key => key.Needed).Select(key => (JsonNode)key.Name)]);
        if (_choice.Count > 0)
            schema["oneOf"] = new JsonArray([.. _choice.Select(key => new JsonObject { ["required"] = new JsonArray(key.Name) })]);
        return schema;
    }

    private static JsonObject Described(Key key)
    {
        var schema = key.Schema();
        schema["description"] = $"{char.ToUpperInvariant(key.Doc[0])}{key.Doc[1..]}.";
        return schema;
    }

    private void IsOne(List<PlanNode.Scalar> chosen, PlanNode at, Mistakes mistakes)
    {
        if (chosen.Count == 0)
            mistakes.Add(at, $"none of {_choice.Select(key => key.Name).Humanize("and")} stands here", "add one of them");
        var inOrder = chosen.OrderBy(key => (key.Line, key.Column)).ToList();
        foreach (var second in inOrder.Skip(1))
            mistakes.Add(second, $"{second.Shown} stands beside {inOrder[0].Shown}", "keep one of them");
    }

    private string Known(string written)
    {
        var known = _all.Select(key => key.Name).ToList();
        return Nearest.To(written, known) is { } nearest ? $"did you mean '{nearest}'?" : $"known are {known.Humanize("and")}";
    }

    private Key<T> Add<T>(Key<T> key)
    {
        _all.Add(key);
        return key;
    }
}
