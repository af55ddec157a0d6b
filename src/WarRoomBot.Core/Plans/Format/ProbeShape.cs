using System.Text.Json.Nodes;
using Humanizer;
using WarRoomBot.Probes;

namespace WarRoomBot.Plans.Format;

/// <summary>How a metric is read: the one key that names a kind of probe decides which kind's shape reads it.</summary>
internal sealed class ProbeShape : Shape<ProbeSpec>
{
    private readonly Dictionary<string, ProbeKind> _kinds;

    /// <exception cref="ArgumentException">Two kinds have the same name.</exception>
    public ProbeShape(IEnumerable<ProbeKind> kinds) => _kinds = kinds.ToDictionary(kind => kind.Name);

    public override ProbeSpec? Read(PlanNode node, Mistakes mistakes)
    {
        if (node is not PlanNode.Mapping mapping)
        {
            mistakes.Unfit(node, "a probe", $"write the kind and where it looks; the kinds are {Known}");
            return null;
        }

        var named = mapping.Entries.Select(entry => entry.Key).Where(key => _kinds.ContainsKey(key.Text)).ToList();
        foreach (var second in named.Skip(1).Where(key => key.Text != named[0].Text))
            mistakes.Add(second, $"{second.Shown} stands beside {named[0].Shown}", "a metric has one probe; keep one of them");
        var unset = UnsetNames.In(node).ToList();
        if (named.Count > 0 && named.All(key => key.Text == named[0].Text))
        {
            // What else is wrong with it is told all the same, not only on the day when the name is set.
            var probe = _kinds[named[0].Text].Shape.Read(unset.Count == 0 ? node : UnsetNames.Told(node, new("")), mistakes);
            return unset.Count == 0 ? probe : new UnsetProbe(unset);
        }

        if (named.Count > 0)
            return null;

        var written = mapping.Entries.Select(entry => entry.Key).FirstOrDefault(key => Nearest.To(key.Text, _kinds.Keys) is not null)
            ?? mapping.Entries.Select(entry => entry.Key).FirstOrDefault();
        if (written is null)
            mistakes.Add(mapping, "no kind of probe is named here", $"the kinds are {Known}");
        else
            mistakes.Add(written, $"{written.Shown} is not a kind of probe", Nearest.To(written.Text, _kinds.Keys) is { } nearest
                ? $"did you mean '{nearest}'? The kinds are {Known}" : $"the kinds are {Known}");
        return null;
    }

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray([.. _kinds.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal).Select(kind => kind.Shape.Schema())]),
    };

    private string Known => _kinds.Keys.Order(StringComparer.Ordinal).Humanize("and");
}
