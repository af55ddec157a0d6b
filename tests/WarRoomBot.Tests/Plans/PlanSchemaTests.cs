using System.Text.Json.Nodes;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Plans;

public sealed class PlanSchemaTests : IDisposable
{
    private static readonly JsonObject Schema = JsonNode.Parse(PlanSchema.TextFor(new PlanReader(FakeKind.All)))!.AsObject();

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("schema-");

    /// <summary>For a test of the committed file: give it the kinds of probe that the product registers.</summary>
    /// <returns>What is wrong and how to put it right; null when the file is up to date.</returns>
    internal static string? Complaint(string file, IEnumerable<ProbeKind> kinds)
    {
        var generated = PlanSchema.TextFor(new PlanReader(kinds));
        var committed = File.Exists(file) ? File.ReadAllText(file) : "";
        return committed.ReplaceLineEndings("\n") == generated
            ? null
            : $"{Path.GetFileName(file)} is not what the plan format says; run: dotnet run --project src/WarRoomBot -- plan schema > plans/plan.schema.json";
    }

    [Fact]
    public void A_committed_schema_that_is_out_of_date_is_complained_about()
    {
        var file = Path.Combine(_directory.FullName, "plan.schema.json");
        Assert.Contains("plan schema", Complaint(file, FakeKind.All), StringComparison.Ordinal);

        File.WriteAllText(file, PlanSchema.TextFor(new PlanReader(FakeKind.All)));

        Assert.Null(Complaint(file, FakeKind.All));
        Assert.NotNull(Complaint(file, [.. FakeKind.All, new FakeKind("sql")]));
    }

    [Fact]
    public void It_is_the_same_every_time() =>
        Assert.Equal(PlanSchema.TextFor(new PlanReader(FakeKind.All)), PlanSchema.TextFor(new PlanReader(FakeKind.All.Reverse())));

    [Fact]
    public void Every_key_is_described()
    {
        var described = 0;
        foreach (var key in Below(Schema).OfType<JsonObject>().Where(node => node["properties"] is JsonObject).SelectMany(node => node["properties"]!.AsObject()))
        {
            Assert.False(string.IsNullOrEmpty(key.Value!["description"]?.GetValue<string>()), $"{key.Key} has no description");
            described++;
        }

        Assert.True(described > 50, $"only {described} keys");
    }

    [Theory]
    [InlineData("")]
    [InlineData("duration: 4h -> duration: 4")]
    [InlineData("duration: 4h -> duration: \"${HOURS}\"")]
    [InlineData("channel: -> chanel:")]
    [InlineData("title: Error rate -> titel: Error rate")]
    [InlineData("unit: percent -> unit: percnt")]
    [InlineData("unit: percent -> unit: \"${UNIT}\"")]
    [InlineData("is: down -> is: maybe")]
    [InlineData("is: down -> is: false")]
    [InlineData("failures: 3 -> failures: 0")]
    [InlineData("failures: 3 -> failures: many")]
    [InlineData("above: 1 } -> above: 1, below: 0 }")]
    [InlineData("above: 1 } -> for: 5m }")]
    [InlineData("above: 1 } -> outside: [0, 3] }")]
    [InlineData("above: 1 } -> outside: [0] }")]
    [InlineData("above: 1 } -> above: \"${LIMIT}\" }")]
    [InlineData("probe: { http: -> probe: { sql:")]
    [InlineData("select: rate -> selct: rate")]
    [InlineData("  errors:\n -> \"  Errors\":\n")]
    [InlineData("[smoke] -> smoke")]
    [InlineData("name: First -> names: First")]
    public void It_takes_a_plan_exactly_when_the_reader_finds_its_form_right(string change)
    {
        var text = Bench.Good.ReplaceLineEndings("\n");
        if (change.Split(" -> ") is [var part, var changed])
            text = text.Replace(part, changed, StringComparison.Ordinal);
        var reading = Bench.Read(text, ("HOURS", "4h"), ("UNIT", "percent"), ("LIMIT", "1"));

        // A name that is no longer defined is a mistake beyond the form.
        var isRight = !reading.Mistakes.Any(mistake => !mistake.Wrong.StartsWith("there is no", StringComparison.Ordinal));
        Assert.Equal(isRight, SchemaCheck.Takes(Schema, Bench.Json(text)));
    }

    [Fact]
    public void The_committed_one_takes_every_shipped_plan()
    {
        var committed = JsonNode.Parse(File.ReadAllText(Bench.Repository("plans/plan.schema.json")))!.AsObject();
        foreach (var plan in Directory.EnumerateFiles(Bench.Repository("plans"), "*.yaml"))
            Assert.True(SchemaCheck.Takes(committed, Bench.Json(File.ReadAllText(plan))), Path.GetFileName(plan));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static IEnumerable<JsonNode> Below(JsonNode? node) => node switch
    {
        null => [],
        JsonObject group => group.SelectMany(entry => Below(entry.Value)).Prepend(group),
        JsonArray list => list.SelectMany(Below).Prepend(list),
        _ => [node],
    };
}
