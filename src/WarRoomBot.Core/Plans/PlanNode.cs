namespace WarRoomBot.Plans;

/// <summary>A plan file as a tree, with the place of everything in it; what makes it from YAML is outside the core.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
public abstract record PlanNode(int Line, int Column)
{
    /// <param name="Text">As written, quotes undone and <c>${NAME}</c> filled in.</param>
    /// <param name="Quoted">True when it stood in quotes: then it is text, even if it looks like a number.</param>
    public sealed record Scalar(int Line, int Column, string Text, bool Quoted) : PlanNode(Line, Column);

    public sealed record Sequence(int Line, int Column, IReadOnlyList<PlanNode> Items) : PlanNode(Line, Column);

    /// <param name="Entries">In the order of the file; a key that stands twice is there twice.</param>
    public sealed record Mapping(int Line, int Column, IReadOnlyList<Entry> Entries) : PlanNode(Line, Column);

    public sealed record Entry(Scalar Key, PlanNode Value);
}

/// <summary>Collects every mistake of one file.</summary>
public sealed class Mistakes(string file)
{
    private readonly List<Mistake> _all = [];

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Mistake> All => [.. _all.OrderBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column)];

    /// <param name="at">Where.</param>
    /// <param name="wrong">What is wrong, without a full stop: <c>'evry' is not known here</c>.</param>
    /// <param name="remedy">What would be right, without a full stop: <c>did you mean 'every'?</c>.</param>
    public void Add(PlanNode at, string wrong, string remedy) => _all.Add(new(file, at.Line, at.Column, wrong, remedy));
}

/// <summary>One mistake in a plan file; <see cref="ToString"/> is the line that people read.</summary>
public sealed record Mistake(string File, int Line, int Column, string Wrong, string Remedy)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Wrong}; {Remedy}";
}
