using WarRoomBot.Host.Plans;
using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

public sealed class PlaceholdersTests
{
    private const string Secret = "hunter2-and-more";

    [Theory]
    [InlineData("${TARGET}/api", "https://app.example.com/api")]
    [InlineData("a ${TARGET} b ${OTHER} c", "a https://app.example.com b 7 c")]
    [InlineData("5 $ and $$5", "5 $ and $5")]
    [InlineData("$${TARGET}", "${TARGET}")]
    [InlineData("$$$${TARGET}", "$${TARGET}")]
    [InlineData("$$${OTHER}", "$7")]
    [InlineData("nothing", "nothing")]
    public void Names_are_filled_in_and_two_dollars_are_one(string text, string filled)
    {
        var (scalar, mistakes) = Fill(text);

        Assert.Equal(filled, scalar.Text);
        Assert.Equal(text, scalar.Written);
        Assert.Empty(mistakes);
    }

    [Theory]
    [InlineData("${TARGET", "a '${' in this value begins no name; write ${NAME} with letters, digits and _, or $${ for the characters themselves")]
    [InlineData("${}", "a '${' in this value begins no name; write ${NAME} with letters, digits and _, or $${ for the characters themselves")]
    [InlineData("${Slack:BotToken}", "a '${' in this value begins no name; write ${NAME} with letters, digits and _, or $${ for the characters themselves")]
    public void What_cannot_be_filled_in_is_named_and_nothing_more_is_said_about_it(string text, string mistake)
    {
        var (scalar, mistakes) = Fill(text);

        Assert.True(scalar.IsTold);
        Assert.Equal($"plan.yaml:3:4: {mistake}", Assert.Single(mistakes).ToString());
    }

    [Theory]
    [InlineData("${MISSING}/x", "MISSING")]
    [InlineData("${EMPTY}", "EMPTY")]
    [InlineData("${TARGET} ${ONE}${TWO}", "ONE TWO")]
    public void What_is_not_set_is_noted_and_left_as_written(string text, string names)
    {
        var (scalar, mistakes) = Fill(text);

        Assert.Empty(mistakes);
        Assert.Equal(names.Split(' '), scalar.Unset);
        Assert.All(scalar.Unset, name => Assert.Contains($"${{{name}}}", scalar.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void In_a_plan_every_missing_name_is_told_where_it_stands_and_nothing_more_is_said_about_it()
    {
        var reading = Bench.Read(Bench.Good.Replace("duration: 4h", "duration: \"${ONE}${TWO}\"", StringComparison.Ordinal));

        Assert.Equal(
            [
                "beta.yaml:3:11: ${ONE} is not set; set ONE in the environment or the configuration",
                "beta.yaml:3:11: ${TWO} is not set; set TWO in the environment or the configuration",
            ],
            reading.Mistakes.Select(mistake => mistake.ToString()));
    }

    [Fact]
    public void What_is_filled_in_is_not_looked_through_again() =>
        Assert.Equal("${TARGET}", Bench.Read(Shapes.Text, "${X}", ("X", "${TARGET}"), ("TARGET", "y")).Value);

    [Fact]
    public void A_text_keeps_its_placeholders_so_that_it_can_be_read_again()
    {
        var text = Bench.Good.Replace("https://app.example.com", "${TARGET}", StringComparison.Ordinal);

        Assert.Contains("${TARGET}", Bench.Read(text, ("TARGET", "https://one.example")).Text, StringComparison.Ordinal);
        Assert.Equal("https://two.example/health", Address(Bench.Read(Bench.Read(text).Text, ("TARGET", "https://two.example"))));
        static string Address(PlanReading reading) => ((FakeSpec)reading.Plan!.Metric("api")!.Probe).Address;
    }

    /// <summary>Each value of the good plan in turn comes from a secret that does not belong there.</summary>
    [Fact]
    public void What_is_filled_in_never_shows_in_a_mistake()
    {
        var shown = 0;
        foreach (var value in new[]
                 {
                     "Beta\n", "4h\n", "Europe/Berlin", "QA lead", "5m, missed", "API health", "up-down", "down, f", "3 }", "30s", "0.1", "1 }\n    crit", "5, for",
                     "5m, hint", "qa, about", "api }", "First", "0m", "1h\n    checks", "5m, metrics", "[api]", "[smoke]", "90m", "[errors, api]",
                 })
        {
            var end = value.IndexOfAny(['\n', ',', '}']) is var at && at < 0 || value.StartsWith('[') ? value.Length : at;
            foreach (var filled in new[] { "\"${SECRET}\"", "[\"${SECRET}\"]", "\"x${SECRET}y\"", "{ a: \"${SECRET}\" }" })
            {
                var reading = Bench.Read(
                    Bench.Good.ReplaceLineEndings("\n").Replace(value, filled + value[end..], StringComparison.Ordinal), ("SECRET", Secret));
                shown += reading.Mistakes.Count;
                Assert.DoesNotContain(reading.Mistakes, mistake => mistake.ToString().Contains("hunter2", StringComparison.Ordinal));
            }
        }

        Assert.True(shown > 80, $"only {shown} mistakes were provoked");
    }

    [Fact]
    public void A_shape_that_repeats_what_it_read_shows_the_name_all_the_same()
    {
        var mistakes = new Mistakes("plan.yaml");
        var scalar = new Placeholders(_ => Secret).Fill(new(1, 1, "x${KEY}", true), mistakes);

        mistakes.Add(scalar, $"'{scalar.Text}' is not a word", $"do not write {scalar.Text}");

        Assert.Equal("plan.yaml:1:1: 'x${KEY}' is not a word; do not write x${KEY}", Assert.Single(mistakes.All).ToString());
    }

    private static (PlanNode.Scalar Scalar, IReadOnlyList<Mistake> Mistakes) Fill(string text)
    {
        var mistakes = new Mistakes("plan.yaml");
        var placeholders = new Placeholders(name => name switch
        {
            "TARGET" => "https://app.example.com",
            "OTHER" => "7",
            "EMPTY" => "",
            "Slack:BotToken" => Secret,
            _ => null,
        });
        return (placeholders.Fill(new(3, 4, text, true), mistakes), mistakes.All);
    }
}
