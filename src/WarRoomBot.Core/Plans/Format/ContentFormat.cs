namespace WarRoomBot.Plans.Format;

/// <summary>What is looked at and asked, declared among the keys of what has it.</summary>
internal sealed class ContentFormat(Keys keys, string when)
{
    private static readonly Shape<IReadOnlyList<Placed<string>>> Names =
        Shapes.List(Shapes.Line("a name", "write it as it stands where it is defined"));

    private readonly Key<IReadOnlyList<Placed<string>>> _metrics = keys.Optional("metrics", Names, $"the metrics shown {when}");
    private readonly Key<IReadOnlyList<Placed<string>>> _ask = keys.Optional("ask", Names, $"the questions asked {when}");

    public WrittenContent In(Values values) => new(_metrics.In(values), _ask.In(values));

    public bool IsNamed(Values values) => values.Has(_metrics) || values.Has(_ask);

    public bool IsEmpty(Values values) => IsEmpty(values, _metrics) && IsEmpty(values, _ask);

    private static bool IsEmpty(Values values, Key<IReadOnlyList<Placed<string>>> key) =>
        !values.Has(key) || key.In(values)?.At is PlanNode.Sequence { Items.Count: 0 };
}
