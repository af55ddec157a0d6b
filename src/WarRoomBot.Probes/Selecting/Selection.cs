using System.Text.Json;

namespace WarRoomBot.Probes.Selecting;

/// <summary>
/// A way into a JSON document: <c>a.b.c</c>, <c>list[0]</c>, <c>list[-1]</c>, <c>list[*].name</c>, <c>list[name=OpenAI].errorRate</c>,
/// <c>["odd name"]</c>, <c>$</c> for the whole; around it at most one of <c>max min sum avg count length</c>, as in
/// <c>max(providers[*].errorRate)</c>.
/// </summary>
/// <param name="Text">As the plan writes it.</param>
internal sealed record Selection(string Text, Aggregate Aggregate, ValueList<Step> Steps)
{
    /// <summary>The whole document.</summary>
    public static readonly Selection Whole = new("$", Aggregate.None, []);

    /// <summary>Whether it goes through every item of something: how many it finds is then up to the answer.</summary>
    public bool SelectsMany => Steps.Any(step => step is Step.Every);

    /// <returns>Null when it cannot be read; then <paramref name="mistake"/> says what is wrong and what would be right.</returns>
    public static Selection? Parse(string text, out (string Wrong, string Remedy) mistake) => SelectionParser.Parse(text, out mistake);

    /// <exception cref="InvalidOperationException">The document holds text that is not valid Unicode.</exception>
    public Selected Select(JsonElement root)
    {
        IReadOnlyList<Found> found = [new("", root)];
        var lacking = new List<string>();
        var prefix = "";
        foreach (var step in Steps)
        {
            prefix += step.Text;
            var ways = found.Select(item => (Item: item, Way: step.From(item)?.ToList())).ToList();
            if (ways.Count > 0 && ways.All(way => way.Way is null))
                return new Selected.Missing(prefix.TrimStart('.'));
            lacking.AddRange(ways.Where(way => way.Way is null).Select(way => $"{way.Item.Path}{step.Text}".TrimStart('.')));
            found = [.. ways.SelectMany(way => way.Way ?? [])];
        }

        return new Selected.Elements([.. found.Select(item => item with { Path = Named(item.Path) })], lacking);
    }

    private static string Named(string path) => path.Length == 0 ? "the answer" : path.TrimStart('.');
}

internal enum Aggregate
{
    /// <summary>The one value itself.</summary>
    None,
    Max,
    Min,
    Sum,
    Avg,

    /// <summary>How many values were found; null does not count.</summary>
    Count,

    /// <summary>How many items one list or object has.</summary>
    Length,
}

/// <summary>What a selection found.</summary>
internal abstract record Selected
{
    private Selected()
    {
    }

    /// <param name="Items">Possibly none: a list that is empty, a filter that nothing passes.</param>
    /// <param name="Lacking">The paths of what some items of a list have and these have not.</param>
    public sealed record Elements(IReadOnlyList<Found> Items, IReadOnlyList<string> Lacking) : Selected;

    /// <param name="Path">What is not there at all.</param>
    public sealed record Missing(string Path) : Selected;
}

/// <param name="Path">Where it was found, with the places in lists.</param>
internal sealed record Found(string Path, JsonElement Element);
