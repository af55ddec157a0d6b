using System.Text;
using WarRoomBot.Host.Plans;
using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

public sealed class YamlTreeTests
{
    [Fact]
    public void Everything_keeps_its_place_and_its_quotes()
    {
        var root = Assert.IsType<PlanNode.Mapping>(Tree("name: Beta\nlist:\n  - 'a b'\n  - { x: \"1\" }\n"));

        Assert.Equal((1, 1), (root.Line, root.Column));
        Assert.Equal(new PlanNode.Scalar(1, 7, "Beta", false), root.Entries[0].Value);
        var list = Assert.IsType<PlanNode.Sequence>(root.Entries[1].Value);
        Assert.Equal(new PlanNode.Scalar(3, 5, "a b", true), list.Items[0]);
        var inner = Assert.IsType<PlanNode.Mapping>(list.Items[1]);
        Assert.Equal((4, 7), (inner.Entries[0].Key.Line, inner.Entries[0].Key.Column));
        Assert.Equal(new PlanNode.Scalar(4, 10, "1", true), inner.Entries[0].Value);
    }

    [Fact]
    public void A_key_that_stands_twice_is_there_twice() =>
        Assert.Equal(["a", "a"], Assert.IsType<PlanNode.Mapping>(Tree("a: 1\na: 2")).Entries.Select(entry => entry.Key.Text));

    [Fact]
    public void An_alias_stands_for_what_its_anchor_names()
    {
        var root = Assert.IsType<PlanNode.Mapping>(Tree("a: &all [x, y]\nb: *all"));

        Assert.Same(root.Entries[0].Value, root.Entries[1].Value);
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "name: Beta: war", "1:11: a ':' stands here where no key can be; put text that contains ': ' in quotes, and indent the keys of one group alike" },
        { "a: 1\n  b: 2", "2:4: a ':' stands here where no key can be; put text that contains ': ' in quotes, and indent the keys of one group alike" },
        { "a: [1, 2\nb: 3", "1:6: these brackets are not closed, or a comma is missing; close each [ with ] and each { with }, with commas between" },
        { "a: { b: 1 c: 2 }", "1:12: these brackets are not closed, or a comma is missing; close each [ with ] and each { with }, with commas between" },
        { "a: { http: ${TARGET}/api }", "1:13: within { } and [ ] a bare ${…} is not read as text; put it in quotes, as in \"${TARGET}/api\"" },
        { "a: 'x\nb: 1", "1:4: a quote that is opened here is never closed; end the text with the same quote" },
        { "a: \"\\q\"", "1:4: in double quotes a backslash has a meaning of its own; use single quotes, or write \\\\" },
        { "a: @x", "1:4: text cannot begin with this character; put the text in quotes" },
        { "a: 1\nb:\n\t- x", "3:1: a tab stands before the first word of this line; indent with spaces" },
        { "a:\n  - x\n b: 1", "3:2: this line does not fit those above it; indent it as its neighbours, and write a ':' after each key" },
        { "a: 1\nb: x\0y", "2:5: a control character stands here; remove it; a plan is plain text" },
        { "a: 1\n---\nb: 2", "2:1: a second plan begins here; put each plan into a file of its own" },
        { "a: *b", "1:4: nothing above has the name of this alias; write it with '&' where it is defined, above and not around this place" },
        { "a: &a [*a]", "1:8: nothing above has the name of this alias; write it with '&' where it is defined, above and not around this place" },
        { "a: !!binary x", "1:4: a plan knows no tags; remove the word that begins with '!'" },
        { "a: &x { b: 1 }\nc:\n  <<: *x", "3:3: keys cannot be merged in with '<<'; write them out; a whole value may be an alias, as in metrics: *all" },
        { "a:\n  : x", "2:4: a ':' stands here without a key before it; write a name before it" },
        { "[a, b]: c", "1:1: this key is not a plain word; write a name, then ':' and the value" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_not_yaml_for_a_plan_is_one_mistake(string text, string mistake) =>
        Assert.Equal($"plan.yaml:{mistake}", Assert.Single(Mistakes(text)).ToString());

    public static TheoryData<string, string> Bombs => new()
    {
        { "nested lists", new string('[', 1_000_000) },
        { "nested groups", new string('{', 1_000_000) },
        { "nested items", string.Concat(Enumerable.Repeat("- ", 500_000)) },
        { "nested keys", string.Concat(Enumerable.Repeat("? ", 500_000)) },
        { "many values", $"[{string.Concat(Enumerable.Repeat("a,", 500_000))}]" },
        { "many anchors", string.Concat(Enumerable.Repeat("- &a x\n", 100_000)) },
        { "many documents", string.Concat(Enumerable.Repeat("--- a\n", 100_000)) },
        { "laughs", Laughs() },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void What_would_grow_without_end_is_one_mistake(string _, string text)
    {
        var mistake = Assert.Single(Mistakes(text));

        Assert.True(mistake.Wrong.Contains("too", StringComparison.Ordinal) || mistake.Wrong.Contains("second plan", StringComparison.Ordinal), mistake.ToString());
    }

    [Fact]
    public void A_large_file_is_not_even_looked_at() => Assert.Equal(
        "beta.yaml:1:1: the file is larger than 1 MiB; a plan is a few pages of text; is this another file?",
        Assert.Single(Bench.Read($"# {new string('x', 1024 * 1024)}\n{Bench.Good}").Mistakes).ToString());

    [Fact]
    public void A_plan_full_of_wrong_names_is_not_answered_with_a_book()
    {
        var metrics = string.Concat(Enumerable.Range(0, 800).Select(number => $"  metric-{number}: {{ }}\n"));
        var wrong = string.Join(", ", Enumerable.Range(0, 800).Select(number => $"wrong-{number}"));

        var reading = Bench.Read($"name: Beta\nduration: 1h\nmetrics:\n{metrics}phases:\n  - {{ name: All, from: 0m, to: 1h, every: 1h, metrics: [{wrong}] }}\n");

        Assert.True(reading.Mistakes.Count >= 1600);
        Assert.True(reading.Mistakes.Sum(mistake => mistake.ToString().Length) < 400_000);
    }

    /// <summary>Pieces of a good plan, put together at random: whatever comes of it, it is a plan or mistakes.</summary>
    [Fact]
    public void No_text_whatever_makes_the_reader_throw()
    {
        var chance = new Random(20260303);
        var good = Bench.Good.ReplaceLineEndings("\n");
        var pieces = "\t|>|-|&a|*a|!!x|'|\"|[|]|{|}|: |, |- |? |#|%|@|`|\n|\n  |${X}|${|$$|---\n|<<: |~|\\|\u0000|\u00e9|\ud800|999999999999d|1e999".Split('|');
        for (var round = 0; round < 3000; round++)
        {
            var text = new StringBuilder(good);
            for (var change = chance.Next(1, 5); change > 0; change--)
            {
                var at = chance.Next(text.Length);
                if (chance.Next(3) == 0)
                    text.Remove(at, Math.Min(chance.Next(1, 40), text.Length - at));
                else
                    text.Insert(at, pieces[chance.Next(pieces.Length)]);
            }

            var reading = Bench.Read(text.ToString(), ("X", "filled"));
            Assert.True(reading.Plan is null == reading.Mistakes.Count > 0, text.ToString());
        }
    }

    /// <summary>Nine lists, each nine times the one before: 387,420,489 values when written out.</summary>
    private static string Laughs()
    {
        var text = new StringBuilder("l0: &l0 [ha]\n");
        for (var level = 1; level < 10; level++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"l{level}: &l{level} [{string.Join(", ", Enumerable.Repeat($"*l{level - 1}", 9))}]\n");
        return text.ToString();
    }

    private static PlanNode Tree(string text)
    {
        var mistakes = new Mistakes("plan.yaml");
        var root = YamlTree.Read(text, new Placeholders(_ => null), mistakes);
        Assert.Empty(mistakes.All);
        return root!;
    }

    private static IReadOnlyList<Mistake> Mistakes(string text)
    {
        var mistakes = new Mistakes("plan.yaml");
        YamlTree.Read(text, new Placeholders(_ => null), mistakes);
        return mistakes.All;
    }
}
