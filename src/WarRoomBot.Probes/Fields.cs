using System.Globalization;
using System.Text.Json.Nodes;
using WarRoomBot.Plans;

namespace WarRoomBot.Probes;

/// <summary>The options of one probe in a plan file. Tells what is unknown, missing, there twice or of the wrong kind.</summary>
internal sealed class Fields
{
    private readonly PlanNode.Mapping _mapping;
    private readonly Mistakes _mistakes;

    private Fields(PlanNode.Mapping mapping, Mistakes mistakes) => (_mapping, _mistakes) = (mapping, mistakes);

    /// <returns>Null when it is not a mapping.</returns>
    public static Fields? Of(PlanNode node, Mistakes mistakes, string what, params ReadOnlySpan<string> known)
    {
        if (node is not PlanNode.Mapping mapping)
        {
            mistakes.Add(node, $"{what} is not a list of options", "write each as 'name: value'");
            return null;
        }

        foreach (var twice in mapping.Entries.GroupBy(entry => entry.Key.Text).Where(group => group.Count() > 1))
            mistakes.Add(twice.Last().Key, $"'{twice.Key}' is there twice", "remove one of them");
        foreach (var entry in mapping.Entries)
        {
            if (known.Length > 0 && !known.Contains(entry.Key.Text))
                mistakes.Add(entry.Key, $"'{entry.Key.Text}' is not known here", $"{what} takes {string.Join(", ", known)}");
        }

        return new(mapping, mistakes);
    }

    public IReadOnlyList<PlanNode.Entry> All => _mapping.Entries;

    public PlanNode? Node(string key) => _mapping.Entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;

    /// <summary>A mapping with names of the author's own.</summary>
    /// <returns>Null when it is absent or no mapping.</returns>
    public Fields? Inner(string key) => Node(key) is { } node ? Of(node, _mistakes, $"'{key}'") : null;

    public void Wrong(string key, string wrong, string remedy) => _mistakes.Add(Node(key) ?? _mapping, wrong, remedy);

    public string? Text(string key)
    {
        if (Node(key) is not { } node)
            return null;
        if (node is PlanNode.Scalar scalar)
            return scalar.Text;
        _mistakes.Add(node, $"'{key}' is not a text", "write it on one line");
        return null;
    }

    public string? Needed(string key, string example)
    {
        if (Node(key) is null)
            _mistakes.Add(_mapping, $"'{key}' is missing", example);
        return Text(key);
    }

    public int? Whole(string key, int least, int most)
    {
        if (Text(key) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Wrong(key, $"'{key}' is not a number from {least} to {most}", $"write {key}: {least}, for instance");
        return null;
    }

    public TimeSpan? Duration(string key, TimeSpan least, TimeSpan most)
    {
        if (Text(key) is not { } text)
            return null;
        var letters = text.TrimStart([.. "0123456789."]);
        TimeSpan? unit = letters switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => null,
        };
        if (unit is { } one
            && double.TryParse(text[..^letters.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count < TimeSpan.MaxValue / one && one * count is var duration && duration >= least && duration <= most)
            return duration;
        Wrong(key, $"'{key}' is not a duration from {Written(least)} to {Written(most)}", $"write {key}: {Written(most)}, for instance");
        return null;
    }

    public static JsonObject Schema(string needed, JsonObject options) => new()
    {
        ["type"] = "object",
        ["properties"] = options,
        ["required"] = new JsonArray(needed),
        ["additionalProperties"] = false,
    };

    private static string Written(TimeSpan duration) => duration < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds}ms")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds}s");
}
