namespace WarRoomBot.Plans;

/// <summary>Collects every mistake of one file.</summary>
public sealed class Mistakes(string file)
{
    /// <summary>Shorter values cannot be told from ordinary words and figures.</summary>
    private const int ShortestHidden = 4;

    private readonly List<Mistake> _all = [];
    private readonly List<(string Value, string Written)> _hidden = [];

    /// <summary>In the order of the file, each once.</summary>
    public IReadOnlyList<Mistake> All => [.. _all.Distinct().OrderBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column)];

    internal int Count => _all.Count;

    /// <param name="at">Where. About a node of which it was told already, nothing more is said.</param>
    /// <param name="wrong">What is wrong, without a full stop: <c>'evry' is not known here</c>.</param>
    /// <param name="remedy">What would be right, without a full stop: <c>did you mean 'every'?</c>.</param>
    /// <remarks>Quote <see cref="PlanNode.Shown"/>, never a node's text: it may hold a secret.</remarks>
    public void Add(PlanNode at, string wrong, string remedy)
    {
        if (at is not PlanNode.Scalar { IsTold: true })
            _all.Add(new(file, at.Line, at.Column, Masked(wrong), Masked(remedy)));
    }

    /// <summary>From now on shows <paramref name="written"/> wherever <paramref name="value"/> would be shown: it may be a secret.</summary>
    public void Hide(string value, string written)
    {
        if (value.Length >= ShortestHidden)
            _hidden.Add((value, written));
    }

    /// <summary>The node is not what its place asks for.</summary>
    /// <param name="what">What it asks for: <c>a duration</c>.</param>
    internal void Unfit(PlanNode node, string what, string remedy) =>
        Add(node, node is PlanNode.Scalar { IsNothing: true } ? "nothing stands here" : $"{node.Shown} is not {what}", remedy);

    /// <summary>A key stands twice in its group.</summary>
    internal void Twice(PlanNode second, PlanNode first) =>
        Add(second, $"{second.Shown} stands here twice", $"it is already on line {first.Line}; remove one of them");

    private string Masked(string text) =>
        _hidden.OrderByDescending(hidden => hidden.Value.Length)
            .Aggregate(text, (masked, hidden) => masked.Replace(hidden.Value, hidden.Written, StringComparison.Ordinal));
}

/// <summary>One mistake in a plan file; <see cref="ToString"/> is the line that people read.</summary>
public sealed record Mistake(string File, int Line, int Column, string Wrong, string Remedy)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Wrong}; {Remedy}";
}
