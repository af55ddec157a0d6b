namespace WarRoomBot.Plans.Format;

/// <summary>Names that a plan needs and nobody has set.</summary>
internal static class UnsetNames
{
    /// <summary>Every one is a mistake, except where the plan says what is done without it.</summary>
    /// <returns>The same tree; what was told is marked as such, so that nothing more is said about it.</returns>
    internal static PlanNode Told(PlanNode node, Mistakes mistakes)
    {
        switch (node)
        {
            case PlanNode.Scalar { Unset.Count: > 0 } scalar:
                foreach (var name in scalar.Unset)
                    mistakes.Add(scalar, $"${{{name}}} is not set", $"set {name} in the environment or the configuration");
                return scalar with { IsTold = true };
            case PlanNode.Sequence sequence:
                return sequence with { Items = [.. sequence.Items.Select(item => Told(item, mistakes))] };
            case PlanNode.Mapping mapping:
                var mayBeUnset = mapping.Entries.Any(entry => entry.Key.Text == PlanFormat.OtherwiseAsk);
                return mapping with
                {
                    Entries = [.. mapping.Entries.Select(entry => mayBeUnset && entry.Key.Text == PlanFormat.Probe ? entry : entry with { Value = Told(entry.Value, mistakes) })],
                };
            default:
                return node;
        }
    }

    /// <summary>Those in it, in the order of the file.</summary>
    internal static IEnumerable<string> In(PlanNode node) => node switch
    {
        PlanNode.Scalar scalar => scalar.Unset,
        PlanNode.Sequence sequence => sequence.Items.SelectMany(In),
        PlanNode.Mapping mapping => mapping.Entries.SelectMany(entry => In(entry.Value)),
        _ => [],
    };
}
