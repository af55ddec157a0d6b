using WarRoomBot.Plans;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WarRoomBot.Host.Plans;

/// <summary>Makes the tree of a plan file from its YAML. Whatever the text is, it ends in a tree or in mistakes, soon and in little memory.</summary>
internal sealed class YamlTree
{
    private readonly Queue<ParsingEvent> _rest;
    private readonly Placeholders _placeholders;
    private readonly Mistakes _mistakes;

    /// <summary>By name, with the number of values within.</summary>
    private readonly Dictionary<string, (PlanNode Node, int Size)> _anchors = [];

    /// <summary>Every use of an alias counts as if it were written out: reading a plan walks through all of it.</summary>
    private int _values;

    private bool _isTooLong;

    private YamlTree(YamlEvents events, Placeholders placeholders, Mistakes mistakes) =>
        (_rest, _placeholders, _mistakes) = (new(events.All), placeholders, mistakes);

    /// <returns>Null when it is not YAML, or too much of it; that is told as one mistake.</returns>
    public static PlanNode? Read(string text, Placeholders placeholders, Mistakes mistakes)
    {
        var events = YamlEvents.Of(text);
        if (events.Trouble is { } trouble)
        {
            mistakes.Add(new PlanNode.Scalar(trouble.Line, trouble.Column, "", false), trouble.Wrong, trouble.Remedy);
            return null;
        }

        return events.All.Count == 0 ? new PlanNode.Scalar(1, 1, "", false) : new YamlTree(events, placeholders, mistakes).Node();
    }

    private PlanNode Node()
    {
        var before = _values++;
        var next = _rest.Dequeue();
        if (next is AnchorAlias alias)
            return Alias(alias);

        var start = (NodeEvent)next;
        if (!start.Tag.IsEmpty)
            Tell(start, "a plan knows no tags", "remove the word that begins with '!'");
        if (!start.Anchor.IsEmpty)
            _anchors.Remove(start.Anchor.Value);
        PlanNode node = start switch
        {
            SequenceStart => Sequence(start),
            MappingStart => Mapping(start),
            _ => _placeholders.Fill(Bare((Scalar)start), _mistakes),
        };
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = (node, _values - before);
        return node;
    }

    private PlanNode.Sequence Sequence(NodeEvent start)
    {
        var items = new List<PlanNode>();
        while (_rest.Peek() is not SequenceEnd)
            items.Add(Node());
        _rest.Dequeue();
        return new(Line(start), Column(start), items);
    }

    private PlanNode.Mapping Mapping(NodeEvent start)
    {
        var entries = new List<PlanNode.Entry>();
        while (_rest.Peek() is var key and not MappingEnd)
        {
            if (key is not Scalar { Tag.IsEmpty: true, Anchor.IsEmpty: true } word)
            {
                Node();
                Tell(key, "this key is not a plain word", "write a name, then ':' and the value");
                if (_rest.Peek() is not MappingEnd)
                    Node();
                continue;
            }

            _rest.Dequeue();

            // The parser leaves out what follows a ':' without a key.
            if (_rest.Peek() is MappingEnd)
            {
                Tell(word, "a ':' stands here without a key before it", "write a name before it");
                break;
            }

            var value = Node();
            if (word is { Value: "<<", Style: ScalarStyle.Plain })
                Tell(word, "keys cannot be merged in with '<<'", "write them out; a whole value may be an alias, as in metrics: *all");
            else
                entries.Add(new(Bare(word), value));
        }

        _rest.Dequeue();
        return new(Line(start), Column(start), entries);
    }

    private PlanNode Alias(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
            Tell(alias, "nothing above has the name of this alias", "write it with '&' where it is defined, above and not around this place");
        else if (_values + anchored.Size <= YamlEvents.MostValues)
        {
            _values += anchored.Size;
            return anchored.Node;
        }
        else if (!_isTooLong)
        {
            _isTooLong = true;
            Tell(alias, "the aliases make this plan too long", $"written out, {YamlEvents.MostValues} values are the most");
        }

        return new PlanNode.Scalar(Line(alias), Column(alias), "", false) { IsTold = true };
    }

    private void Tell(ParsingEvent at, string wrong, string remedy) =>
        _mistakes.Add(new PlanNode.Scalar(Line(at), Column(at), "", false), wrong, remedy);

    private static PlanNode.Scalar Bare(Scalar scalar) => new(Line(scalar), Column(scalar), scalar.Value, scalar.Style != ScalarStyle.Plain);

    private static int Line(ParsingEvent at) => (int)at.Start.Line;

    private static int Column(ParsingEvent at) => (int)at.Start.Column;
}
