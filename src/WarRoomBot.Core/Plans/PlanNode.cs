namespace WarRoomBot.Plans;

/// <summary>A plan file as a tree, with the place of everything in it; what makes it from YAML is outside the core.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
public abstract record PlanNode(int Line, int Column)
{
    /// <summary>What mistakes call it: the text in quotes, or the kind of thing it is. Never what a <c>${NAME}</c> stands for.</summary>
    public abstract string Shown { get; }

    /// <param name="Text">As written, quotes undone and <c>${NAME}</c> filled in.</param>
    /// <param name="Quoted">True when it stood in quotes: then it is text, even if it looks like a number.</param>
    public sealed record Scalar(int Line, int Column, string Text, bool Quoted) : PlanNode(Line, Column)
    {
        private const int LongestShown = 60;

        /// <summary>As written, with <c>${NAME}</c> as it stands in the file: what may be shown to people.</summary>
        public string Written { get; init; } = Text;

        /// <summary>What is wrong with it was told already: it has no value, and no more is said about it.</summary>
        public bool IsTold { get; init; }

        /// <summary>The <c>NAME</c>s in it that are not set and could be left so; they stand in the text as written.</summary>
        public IReadOnlyList<string> Unset { get; init; } = [];

        /// <summary>A key with nothing behind it.</summary>
        public bool IsNothing => !Quoted && Text is "" or "~" or "null";

        /// <summary>Some of it came from a <c>${NAME}</c>.</summary>
        public bool IsFilled => Written != Text;

        public override string Shown => $"'{OneLine(Written.Length > LongestShown ? Written[..LongestShown] + "…" : Written)}'";

        /// <summary>Without what a <c>${NAME}</c> stands for.</summary>
        public override string ToString() => Shown;

        private static string OneLine(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
    }

    public sealed record Sequence(int Line, int Column, IReadOnlyList<PlanNode> Items) : PlanNode(Line, Column)
    {
        public override string Shown => "a list";
    }

    /// <param name="Entries">In the order of the file; a key that stands twice is there twice.</param>
    public sealed record Mapping(int Line, int Column, IReadOnlyList<Entry> Entries) : PlanNode(Line, Column)
    {
        public override string Shown => "a group of keys";
    }

    public sealed record Entry(Scalar Key, PlanNode Value);
}
