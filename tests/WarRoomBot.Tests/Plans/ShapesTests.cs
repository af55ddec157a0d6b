using System.Text.Json.Nodes;
using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

public sealed class ShapesTests
{
    private enum Speed
    {
        Slow,
        PerSecond,
    }

    private sealed record Pair(string? First, int? Second);

    private static readonly Shape<Pair> Pairs = Shapes.Group<Pair>(keys =>
    {
        var first = keys.Required("first", Shapes.Text, "what comes first");
        var second = keys.Optional("second", Shapes.Whole(1, 9), "what comes second");
        return values => new(first.In(values)?.Value, second.In(values)?.Value);
    });

    [Fact]
    public void Single_values_are_read()
    {
        Assert.Equal("On call", Good(Shapes.Text, "On call"));
        Assert.Equal("5", Good(Shapes.Text, "5"));
        Assert.True(Good(Shapes.Flag, "yes"));
        Assert.False(Good(Shapes.Flag, "false"));
        Assert.Equal(0.5, Good(Shapes.Number, "0.5"));
        Assert.Equal(-3, Good(Shapes.Number, "-3"));
        Assert.Equal(3, Good(Shapes.Whole(1, 5), "3"));
        Assert.Equal(TimeSpan.FromMinutes(90), Good(Shapes.Duration, "1h30m"));
        Assert.Equal(Speed.PerSecond, Good(Shapes.Choice<Speed>(), "per-second"));
    }

    [Fact]
    public void A_number_may_come_from_a_placeholder_in_quotes() =>
        Assert.Equal(7.5, Bench.Read(Shapes.Number, "\"${LIMIT}\"", ("LIMIT", "7.5")).Value);

    [Fact]
    public void Lists_keep_their_order() => Assert.Equal([1, 2, 3], Good(Shapes.List(Shapes.Number), "[1, 2, 3]")!.Select(item => item.Value));

    [Fact]
    public void Maps_keep_their_order() =>
        Assert.Equal(["b", "a", "c-1"], Good(Shapes.Map(Shapes.Text), "b: x\na: x\nc-1: x")!.Select(named => named.Name.Value));

    [Fact]
    public void Groups_know_their_keys()
    {
        Assert.Equal(new Pair("x", 2), Good(Pairs, "{ second: 2, first: x }"));
        Assert.Equal(new Pair("x", null), Good(Pairs, "first: x"));
    }

    public static TheoryData<string, string, string> Mistaken => new()
    {
        { "text", "''", "1:1: '' is not a text; write a few words" },
        { "text", "~", "1:1: nothing stands here; write a few words" },
        { "number", "\"a\\nb\"", "1:1: 'a b' is not a number; write a number such as 0.5" },
        { "text", "[a]", "1:1: a list is not a text; write a few words" },
        { "flag", "perhaps", "1:1: 'perhaps' is not one of the words for this; write yes, no, true or false" },
        { "number", "5 %", "1:1: '5 %' is not a number; write a number such as 0.5" },
        { "number", "'5'", "1:1: '5' is not a number; write a number such as 0.5" },
        { "number", ".nan", "1:1: '.nan' is not a number; write a number such as 0.5" },
        { "number", "{ a: 1 }", "1:1: a group of keys is not a number; write a number such as 0.5" },
        { "above", "1", "1:1: '1' is not a number above 1; write a number above 1" },
        { "whole", "2.5", "1:1: '2.5' is not a whole number from 1 to 5; write 1, for instance" },
        { "whole", "6", "1:1: '6' is not a whole number from 1 to 5; write 1, for instance" },
        { "duration", "15", "1:1: '15' is not a duration; write 90s, 15m, 2h or 1h30m, for instance" },
        { "duration", "0s", "1:1: '0s' is not a duration; write 90s, 15m, 2h or 1h30m, for instance" },
        { "duration", "-5m", "1:1: '-5m' is not a duration; write 90s, 15m, 2h or 1h30m, for instance" },
        { "rhythm", "5s", "1:1: '5s' is not a duration of at least 10s; write 10s, for instance" },
        { "choice", "per-secnd", "1:1: 'per-secnd' is not one of the words for this; did you mean 'per-second'?" },
        { "list", "a", "1:1: 'a' is not a list; write [one, another], or each on a line of its own after '- '" },
        { "list", "[a, {}]", "1:5: a group of keys is not a text; write a few words" },
        { "two", "[1, 2, 3]", "1:1: this list holds 3; write exactly 2" },
        { "map", "a: x\nb: x\na: y", "3:1: 'a' stands here twice; it is already on line 1; remove one of them" },
        { "map", "Error Rate: x", "1:1: 'Error Rate' cannot be typed as a name; use small letters, digits and dashes, as in error-rate" },
        { "map", "a", "1:1: 'a' is not a group of names; write each name on a line of its own, followed by ':'" },
        { "group", "first: x\nsecnd: 2", "2:1: 'secnd' is not known here; did you mean 'second'?" },
        { "group", "first: x\ncolour: 2", "2:1: 'colour' is not known here; known are first and second" },
        { "group", "second: 2", "1:1: 'first' is missing; add it: what comes first" },
        { "group", "first: x\nfirst: y", "2:1: 'first' stands here twice; it is already on line 1; remove one of them" },
        { "group", "first:\nsecond: 2", "1:7: nothing stands here; write a few words" },
        { "group", "x", "1:1: 'x' is not a group of keys; write first: …" },
    };

    [Theory]
    [MemberData(nameof(Mistaken))]
    public void A_mistake_says_where_what_and_what_would_be_right(string shape, string yaml, string mistake)
    {
        var mistakes = shape switch
        {
            "text" => Bench.Read(Shapes.Text, yaml).Mistakes,
            "flag" => Bench.Read(Shapes.Flag, yaml).Mistakes,
            "number" => Bench.Read(Shapes.Number, yaml).Mistakes,
            "above" => Bench.Read(Shapes.NumberAbove(1), yaml).Mistakes,
            "whole" => Bench.Read(Shapes.Whole(1, 5), yaml).Mistakes,
            "duration" => Bench.Read(Shapes.Duration, yaml).Mistakes,
            "rhythm" => Bench.Read(Shapes.DurationFrom(TimeSpan.FromSeconds(10)), yaml).Mistakes,
            "choice" => Bench.Read(Shapes.Choice<Speed>(), yaml).Mistakes,
            "list" => Bench.Read(Shapes.List(Shapes.Text), yaml).Mistakes,
            "two" => Bench.Read(Shapes.List(Shapes.Number, 2), yaml).Mistakes,
            "map" => Bench.Read(Shapes.Map(Shapes.Text), yaml).Mistakes,
            _ => Bench.Read(Pairs, yaml).Mistakes,
        };

        Assert.Equal($"plan.yaml:{mistake}", Assert.Single(mistakes).ToString());
    }

    [Fact]
    public void All_mistakes_are_told_in_the_order_of_the_file()
    {
        var (_, mistakes) = Bench.Read(Shapes.Map(Pairs), "a: { first: [], second: 10 }\nb: { thrid: 1 }\nc: x");

        Assert.Equal([(1, 13), (1, 25), (2, 4), (2, 6), (3, 4)], mistakes.Select(mistake => (mistake.Line, mistake.Column)));
    }

    [Fact]
    public void A_value_with_a_mistake_is_no_value_even_where_zero_would_be_one()
    {
        var (value, _) = Bench.Read(Pairs, "{ first: x, second: ten }");

        Assert.Equal(new Pair("x", null), value);
    }

    [Fact]
    public void A_name_is_known_although_its_value_is_mistaken()
    {
        var (value, _) = Bench.Read(Shapes.Map(Shapes.Number), "a: x\nb: 2");

        Assert.Equal([("a", null), ("b", 2.0)], value!.Select(named => (named.Name.Value, named.Value?.Value)));
    }

    [Fact]
    public void A_shape_describes_itself()
    {
        var expected = JsonNode.Parse(
            """
            {
              "type": "object",
              "properties": {
                "first": { "type": "string", "minLength": 1, "description": "What comes first." },
                "second": { "type": ["integer", "string"], "minimum": 1, "maximum": 9, "pattern": "\\$\\{", "description": "What comes second." }
              },
              "additionalProperties": false,
              "required": ["first"]
            }
            """);

        Assert.True(JsonNode.DeepEquals(expected, Pairs.Schema()), Pairs.Schema().ToJsonString());
    }

    private static T? Good<T>(Shape<T> shape, string yaml)
    {
        var (value, mistakes) = Bench.Read(shape, yaml);
        Assert.Empty(mistakes);
        return value;
    }
}
