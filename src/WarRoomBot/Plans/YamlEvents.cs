using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WarRoomBot.Host.Plans;

/// <summary>The parts of one YAML document in their order, or why there are none.</summary>
internal sealed record YamlEvents(IReadOnlyList<ParsingEvent> All, YamlTrouble? Trouble)
{
    private const int Deepest = 32;

    /// <summary>Many times what a plan needs.</summary>
    internal const int MostValues = 20_000;

    public static YamlEvents Of(string text)
    {
        if (YamlTrouble.Before(text) is { } before)
            return new([], before);
        var parser = new Parser(new StringReader(text));
        try
        {
            return Of(parser);
        }
        catch (Exception exception)
        {
            // Besides its own exceptions the parser throws others, such as InvalidOperationException, on texts that are not YAML.
            return new([], YamlTrouble.Of(exception, parser.Current?.End ?? Mark.Empty, text));
        }
    }

    /// <summary>Stops at the limits: what lies beyond them is not even looked at.</summary>
    private static YamlEvents Of(Parser parser)
    {
        var all = new List<ParsingEvent>();
        var documents = 0;
        var depth = 0;
        while (parser.MoveNext())
        {
            var part = parser.Current!;
            depth += part is MappingStart or SequenceStart ? 1 : part is MappingEnd or SequenceEnd ? -1 : 0;
            if (depth > Deepest)
                return Stopped(part, "this is nested too deeply", $"{Deepest} levels are the most");
            if (part is DocumentStart && ++documents > 1)
                return Stopped(part, "a second plan begins here", "put each plan into a file of its own");
            if (part is NodeEvent or AnchorAlias or MappingEnd or SequenceEnd)
                all.Add(part);
            if (all.Count > 2 * MostValues)
                return Stopped(part, "this plan is too long", $"{MostValues} values are the most");
        }

        return new(all, null);
    }

    private static YamlEvents Stopped(ParsingEvent at, string wrong, string remedy) =>
        new([], new((int)at.Start.Line, (int)at.Start.Column, wrong, remedy));
}
