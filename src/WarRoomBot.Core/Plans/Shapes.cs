using System.Globalization;
using System.Text.Json.Nodes;
using Humanizer;

namespace WarRoomBot.Plans;

/// <summary>The shapes there are. A <c>${NAME}</c> may stand in place of any value.</summary>
public static class Shapes
{
    public static Shape<string> Text { get; } = Line("a text", "write a few words");

    /// <summary><c>yes</c>, <c>no</c>, <c>true</c> or <c>false</c>.</summary>
    public static Shape<bool> Flag { get; } = Choice(("yes", true), ("no", false), ("true", true), ("false", false));

    public static Shape<double> Number { get; } = Numbers("a number", "write a number such as 0.5", [], _ => true);

    /// <summary>Longer than nothing: <c>90s 15m 2h 48h 1d 1h30m</c>.</summary>
    public static Shape<TimeSpan> Duration { get; } = DurationFrom(TimeSpan.FromMilliseconds(1));

    /// <param name="what">What it is, for people: <c>a channel</c>.</param>
    /// <param name="remedy">How it is written, for people.</param>
    public static Shape<string> Line(string what, string remedy) => new ScalarShape<string>(
        what,
        remedy,
        new() { ["type"] = "string", ["minLength"] = 1 },
        (PlanNode.Scalar scalar, out string text) => (text = scalar.Text.Trim()).Length > 0 && !scalar.IsNothing);

    /// <summary>A number above <paramref name="limit"/>.</summary>
    public static Shape<double> NumberAbove(double limit)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"a number above {limit}");
        return Numbers(what, $"write {what}", new() { ["exclusiveMinimum"] = limit }, number => number > limit);
    }

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static Shape<double> NumberFrom(double least, double most)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}");
        return Numbers(what, $"write {what}", new() { ["minimum"] = least, ["maximum"] = most }, number => number >= least && number <= most);
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static Shape<int> Whole(int least, int most) => new ScalarShape<int>(
        $"a whole number from {least} to {most}",
        $"write {least}, for instance",
        Filled(new() { ["type"] = new JsonArray("integer", "string"), ["minimum"] = least, ["maximum"] = most }),
        (PlanNode.Scalar scalar, out int number) =>
            int.TryParse(Unquoted(scalar), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);

    /// <summary>A duration of <paramref name="least"/> or more, and of <paramref name="most"/> at most if that is given.</summary>
    public static Shape<TimeSpan> DurationFrom(TimeSpan least, TimeSpan? most = null)
    {
        var limits = least <= TimeSpan.FromMilliseconds(1)
            ? "" : most is null ? $" of at least {Durations.Written(least)}" : $" from {Durations.Written(least)} to {Durations.Written(most.Value)}";
        return new ScalarShape<TimeSpan>(
            $"a duration{limits}",
            limits.Length > 0 ? $"write {Durations.Written(least)}, for instance" : "write 90s, 15m, 2h or 1h30m, for instance",
            new() { ["type"] = "string", ["pattern"] = $"{Durations.Pattern}|{Placeholder}" },
            (PlanNode.Scalar scalar, out TimeSpan duration) =>
                Durations.TryParse(scalar.Text, out duration) && duration >= least && (most is null || duration <= most));
    }

    /// <summary>One of a few words.</summary>
    public static Shape<T> Choice<T>(params IReadOnlyList<(string Word, T Value)> words) => new ChoiceShape<T>(words);

    /// <summary>One of the members, written small and with dashes: <c>per-second</c>.</summary>
    public static Shape<T> Choice<T>()
        where T : struct, Enum => Choice([.. Enum.GetValues<T>().Select(value => (value.ToString().Kebaberize(), value))]);

    /// <summary>Values in a row; those with mistakes are left out.</summary>
    public static Shape<IReadOnlyList<Placed<T>>> List<T>(Shape<T> item) => new ListShape<T>(item, null);

    /// <summary>Exactly <paramref name="count"/> values in a row.</summary>
    public static Shape<IReadOnlyList<Placed<T>>> List<T>(Shape<T> item, int count) => new ListShape<T>(item, count);

    /// <summary>Values by names that the author chooses and people type, in the order of the file.</summary>
    public static Shape<IReadOnlyList<Named<T>>> Map<T>(Shape<T> value) => new MapShape<T>(value, typed: true);

    /// <summary>Values by keys of any form, such as paths and headers, in the order of the file.</summary>
    public static Shape<IReadOnlyList<Named<T>>> Entries<T>(Shape<T> value) => new MapShape<T>(value, typed: false);

    /// <summary>
    /// A group of known keys: <c>Group&lt;Question&gt;(keys => { var text = keys.Required("text", Text, "what is asked"); return values =>
    /// text.In(values) is { } asked ? new Question(asked.Value) : null; })</c>.
    /// </summary>
    /// <param name="define">Declares the keys once; what it returns makes the value of each such group, whatever was wrong in it.</param>
    public static Shape<T> Group<T>(Func<Keys, Func<Values, T?>> define) => new GroupShape<T>(define);

    /// <summary>A single value that <paramref name="parse"/> understands, or tells the mistakes of.</summary>
    public static Shape<T> Parsed<T>(JsonObject schema, Func<PlanNode.Scalar, Mistakes, T?> parse) => new ParsedShape<T>(schema, parse);

    /// <summary>One value, or several in a row.</summary>
    public static Shape<IReadOnlyList<Placed<T>>> OneOrMore<T>(Shape<T> item) => new OneOrMoreShape<T>(item);

    /// <summary>A group of known keys, or one line of text for what needs no more.</summary>
    public static Shape<T> LineOr<T>(Shape<T> group, Func<Placed<string>, T> make)
        where T : class => new LineOrShape<T>(group, make);

    internal const string Placeholder = @"\$\{";

    /// <summary>The schema of a value that is no string, but may be written as <c>"${NAME}"</c>: patterns concern strings alone.</summary>
    private static JsonObject Filled(JsonObject schema)
    {
        schema["pattern"] = Placeholder;
        return schema;
    }

    private static ScalarShape<double> Numbers(string what, string remedy, JsonObject limits, Func<double, bool> fits)
    {
        limits["type"] = new JsonArray("number", "string");
        return new(what, remedy, Filled(limits), (PlanNode.Scalar scalar, out double number) =>
            double.TryParse(Unquoted(scalar), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number) && fits(number));
    }

    /// <summary>What stands in quotes is text; a <c>${NAME}</c> often has to stand in quotes and may be a number all the same.</summary>
    private static string? Unquoted(PlanNode.Scalar scalar) => scalar.Quoted && !scalar.IsFilled ? null : scalar.Text;
}
