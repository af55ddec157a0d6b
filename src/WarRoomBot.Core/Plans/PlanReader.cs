using System.Text.Json.Nodes;
using WarRoomBot.Plans.Format;
using WarRoomBot.Probes;

namespace WarRoomBot.Plans;

/// <summary>Reads plans, given the kinds of probe they may use.</summary>
public sealed class PlanReader
{
    private readonly Shape<WrittenPlan> _format;

    /// <exception cref="ArgumentException">Two kinds have the same name.</exception>
    public PlanReader(IEnumerable<ProbeKind> kinds) => _format = PlanFormat.Plan(kinds);

    /// <param name="name">The file's name without its ending.</param>
    /// <param name="root">The whole file; a scalar that is nothing for an empty one.</param>
    /// <param name="mistakes">Gets all that are found.</param>
    /// <param name="isRunning">The plan of a room that is open: what it needed was set when it opened, and it goes on without.</param>
    /// <returns>Null when there are mistakes, found now or before.</returns>
    public Plan? Read(string name, PlanNode root, Mistakes mistakes, bool isRunning = false)
    {
        if (!isRunning)
            root = UnsetNames.Told(root, mistakes);
        if (_format.Find(root, mistakes)?.Value is not { } written)
            return null;
        IsNamed(name, written, mistakes);
        foreach (var metric in written.Metrics.Select(named => named.Value?.Value).OfType<WrittenMetric>())
            MetricRules.Check(metric, written.Ends, mistakes);
        PhaseRules.Check(written, mistakes);
        RoutineFormat.Check(written.Routines, mistakes);
        ReferenceRules.Check(written, mistakes);
        ShiftFormat.Check(written, mistakes);
        ReportFormat.Check(written, mistakes);
        GateRules.Check(written, mistakes);
        WayOutFormat.Check(written.Alerts.WaysOut, mistakes);
        return mistakes.Count == 0 ? PlanMaker.Make(name, written) : null;
    }

    /// <summary>The JSON Schema (draft 2020-12) of a plan file, for editors.</summary>
    public JsonObject Schema()
    {
        var schema = _format.Schema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "War room plan");
        return schema;
    }

    /// <summary>A copied file still carries the name of the one it was copied from.</summary>
    private static void IsNamed(string name, WrittenPlan written, Mistakes mistakes)
    {
        if (written.Name is not { } title || Slug.Of(title.Value) == name)
            return;
        var remedy = title.At is PlanNode.Scalar { IsFilled: false } && Slug.Of(title.Value) is { Length: > 0 } slug
            ? $"call the file {slug}.yaml, or give the plan the name of its file"
            : "give the plan the name of its file";
        mistakes.Add(title.At, $"{title.At.Shown} is not the name of the file, {name}", remedy);
    }
}
