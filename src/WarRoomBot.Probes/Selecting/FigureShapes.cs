using System.Globalization;
using System.Text.Json.Nodes;
using WarRoomBot.Plans;

namespace WarRoomBot.Probes.Selecting;

/// <summary>What several kinds of probe write alike about a figure.</summary>
internal static class FigureShapes
{
    /// <summary><c>as:</c></summary>
    public static Shape<SourceUnit> Unit { get; } = Shapes.Choice([.. SourceUnit.All.Select(unit => (unit.Name, unit))]);

    /// <summary><c>empty:</c></summary>
    public static Shape<Reading> Empty { get; } = Shapes.Parsed<Reading>(new() { ["type"] = new JsonArray("number", "boolean") }, ReadEmpty);

    public const string UnitDoc = "what the source counts in; it is converted to percent, milliseconds or bytes";

    private static Reading? ReadEmpty(PlanNode.Scalar scalar, Mistakes mistakes)
    {
        if (bool.TryParse(scalar.Text, out var truth))
            return new Reading.Truth(truth, truth ? null : "nothing was found");
        if (double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            return new Reading.Number(number);
        mistakes.Add(scalar, $"{scalar.Shown} is neither a number nor true or false", "write empty: 0, or leave it out to have no data");
        return null;
    }
}
