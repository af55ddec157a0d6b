using System.Globalization;
using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Probes;

/// <summary>Plan text as a tree: strings, numbers and booleans are scalars, arrays are lists, pairs are mappings.</summary>
internal static class Written
{
    public static PlanNode.Mapping Map(params (string Key, object Value)[] entries) => new(
        1, 1, [.. entries.Select((entry, at) => new PlanNode.Entry(new(at + 1, 1, entry.Key, false), Node(entry.Value, at + 1)))]);

    private static PlanNode Node(object value, int line) => value switch
    {
        PlanNode node => node,
        object[] items => new PlanNode.Sequence(line, 10, [.. items.Select(item => Node(item, line))]),
        bool truth => new PlanNode.Scalar(line, 10, truth ? "true" : "false", false),
        _ => new PlanNode.Scalar(line, 10, Convert.ToString(value, CultureInfo.InvariantCulture)!, value is string),
    };
}
