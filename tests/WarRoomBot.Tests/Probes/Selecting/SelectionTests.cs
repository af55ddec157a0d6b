using System.Text.Json;
using WarRoomBot.Probes;
using WarRoomBot.Probes.Network;
using WarRoomBot.Probes.Selecting;

namespace WarRoomBot.Tests.Probes.Selecting;

public sealed class SelectionTests
{
    private const string Document = """
        {
          "errorRate": 0.04,
          "data": { "p95": 312, "odd name": 7, "with.dot": 8 },
          "values": [3, 1, 2],
          "mixed": [1, null, 3],
          "nothing": null,
          "none": [],
          "providers": [
            { "name": "OpenAI", "status": "up", "errorRate": 0.5, "limits": [10, 20] },
            { "name": "Anthropic", "status": "down", "errorRate": 4.5, "limits": [30] },
            { "name": "Google", "status": "up" }
          ],
          "services": { "database": true, "jobs": false },
          "up": true,
          "texts": { "plain": "0.35", "percent": "0.35%", "time": "123ms", "long": "1.5 s", "size": "512 MiB", "word": "n/a", "truth": "true",
                     "comma": "1,5", "nan": "NaN", "infinite": "+Inf", "blank": "" },
          "huge": 1e999
        }
        """;

    [Theory]
    [InlineData("errorRate", 0.04)]
    [InlineData(".errorRate", 0.04)]
    [InlineData("$.errorRate", 0.04)]
    [InlineData("data.p95", 312)]
    [InlineData("""data["odd name"]""", 7)]
    [InlineData("data['with.dot']", 8)]
    [InlineData("values[0]", 3)]
    [InlineData("values[-1]", 2)]
    [InlineData("providers[name=OpenAI].errorRate", 0.5)]
    [InlineData("""providers[name="Anthropic"].errorRate""", 4.5)]
    [InlineData("providers[1].limits[0]", 30)]
    [InlineData("max(providers[*].errorRate)", 4.5)]
    [InlineData("min(providers[*].errorRate)", 0.5)]
    [InlineData("sum(values[*])", 6)]
    [InlineData("avg(values[*])", 2)]
    [InlineData("avg(mixed[*])", 2)]
    [InlineData("count(mixed[*])", 2)]
    [InlineData("count(providers[*].errorRate)", 2)]
    [InlineData("count(providers[status=down])", 1)]
    [InlineData("count(providers[status=slow])", 0)]
    [InlineData("count(none[*])", 0)]
    [InlineData("sum(providers[*].limits[*])", 60)]
    [InlineData("length(providers)", 3)]
    [InlineData("length(services)", 2)]
    [InlineData("length(none)", 0)]
    [InlineData("texts.plain", 0.35)]
    [InlineData("texts.percent", 0.35)]
    [InlineData("texts.time", 123)]
    [InlineData("texts.long", 1500)]
    [InlineData("texts.size", 512 * 1024 * 1024)]
    public void It_finds_a_number(string select, double value) => Assert.Equal(new Reading.Number(value), Read(select));

    [Theory]
    [InlineData("up", true, null)]
    [InlineData("texts.truth", true, null)]
    [InlineData("services.jobs", false, "services.jobs is false")]
    public void It_finds_a_yes_or_no(string select, bool value, string? why) => Assert.Equal(new Reading.Truth(value, why), Read(select));

    [Theory]
    [InlineData("errorRat", "errorRat is missing from the answer")]
    [InlineData("data.p99.value", "data.p99 is missing from the answer")]
    [InlineData("errorRate.value", "errorRate.value is missing from the answer")]
    [InlineData("values[3]", "values[3] is missing from the answer")]
    [InlineData("max(providers[*].latency)", "providers[*].latency is missing from the answer")]
    [InlineData("count(suppliers[status=down])", "suppliers is missing from the answer")]
    [InlineData("providers[name=Mistral].errorRate", "providers[name=Mistral].errorRate finds nothing")]
    [InlineData("max(none[*])", "max(none[*]) finds nothing")]
    [InlineData("sum(none[*])", "sum(none[*]) finds nothing")]
    [InlineData("nothing", "nothing is null")]
    [InlineData("texts.nan", "texts.nan is not a finite number")]
    [InlineData("texts.infinite", "texts.infinite is not a finite number")]
    [InlineData("texts.blank", "texts.blank is empty")]
    [InlineData("huge", "huge is not a finite number")]
    public void What_is_not_there_is_no_data_and_never_zero(string select, string why) => Assert.Equal(new Reading.NoData(why), Read(select));

    [Theory]
    [InlineData("texts.word", Failure.NotUnderstood, "texts.word is \"n/a\", not a number")]
    [InlineData("texts.comma", Failure.NotUnderstood, "texts.comma is \"1,5\", not a number")]
    [InlineData("max(providers[*].name)", Failure.NotUnderstood, "providers[0].name is \"OpenAI\", not a number")]
    [InlineData("max(services[*])", Failure.NotUnderstood, "max(services[*]) finds yes or no, not numbers")]
    [InlineData("length(errorRate)", Failure.NotUnderstood, "length(errorRate) has no list to count")]
    [InlineData("providers[status=up].name", Failure.Configuration, "finds 2 values")]
    [InlineData("values", Failure.Configuration, "values is a list")]
    [InlineData("data", Failure.Configuration, "data is an object")]
    public void What_is_not_one_figure_is_told(string select, Failure failure, string why)
    {
        var failed = Assert.IsType<Reading.Failed>(Read(select));

        Assert.Equal(failure, failed.Failure);
        Assert.Contains(why, failed.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("errorRate", "fraction", 4)]
    [InlineData("errorRate", "percent", 0.04)]
    [InlineData("errorRate", "s", 40)]
    [InlineData("data.p95", "ms", 312)]
    [InlineData("data.p95", "KiB", 312 * 1024)]
    [InlineData("texts.percent", "fraction", 0.35)]
    [InlineData("texts.long", "ms", 1500)]
    public void Figures_are_converted_from_the_source_unit(string select, string unit, double value) =>
        Assert.Equal(value, Assert.IsType<Reading.Number>(Read(select, SourceUnit.Find(unit))).Value, 9);

    [Fact]
    public void A_unit_in_the_answer_that_measures_something_else_is_told() =>
        Assert.Equal(
            new Reading.Failed(Failure.NotUnderstood, "texts.time is \"123ms\", but the plan reads it as percent"),
            Read("texts.time", SourceUnit.Find("percent")));

    [Theory]
    [InlineData("providers[name=Mistral].errorRate")]
    [InlineData("max(none[*])")]
    [InlineData("nothing")]
    public void The_plan_may_say_what_nothing_means(string select) =>
        Assert.Equal(new Reading.Number(0), Read(select, empty: new Reading.Number(0)));

    [Theory]
    [InlineData("errorRat")]
    [InlineData("count(suppliers[status=down])")]
    public void What_the_plan_says_of_nothing_is_not_said_of_what_is_missing(string select) =>
        Assert.IsType<Reading.NoData>(Read(select, empty: new Reading.Number(0)));

    [Fact]
    public void Half_a_letter_is_told() =>
        Assert.Equal(
            new Reading.Failed(Failure.NotUnderstood, "the answer holds broken text"),
            Figures.Of(Parsed("x"), JsonElement.Parse("""{"x":"\ud800"}"""), null, null, NoSecrets));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a..b")]
    [InlineData("a.")]
    [InlineData("a b")]
    [InlineData("a[")]
    [InlineData("a[]")]
    [InlineData("a[x]")]
    [InlineData("a[=x]")]
    [InlineData("a[\"x]")]
    [InlineData("a[name=\"x]")]
    [InlineData("a[0")]
    [InlineData("a]")]
    [InlineData("max(a)")]
    [InlineData("count(a.b)")]
    [InlineData("length(a[*])")]
    [InlineData("median(a[*])")]
    [InlineData("max(max(a[*]))")]
    [InlineData("a | length")]
    public void What_is_not_a_path_is_told_with_what_would_be_right(string text)
    {
        Assert.Null(Selection.Parse(text, out var mistake));
        Assert.NotEmpty(mistake.Wrong);
        Assert.NotEmpty(mistake.Remedy);
    }

    private static Secrets NoSecrets => new([]);

    private static Reading Read(string select, SourceUnit? unit = null, Reading? empty = null) =>
        Figures.Of(Parsed(select), JsonElement.Parse(Document), unit, empty, NoSecrets);

    private static Selection Parsed(string text)
    {
        var selection = Selection.Parse(text, out var mistake);
        Assert.True(selection is not null, mistake.Wrong);
        return selection;
    }
}
