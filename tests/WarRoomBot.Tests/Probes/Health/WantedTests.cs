using System.Text.Json;
using WarRoomBot.Probes.Health;

namespace WarRoomBot.Tests.Probes.Health;

public sealed class WantedTests
{
    [Theory]
    [InlineData("ok", "\"ok\"")]
    [InlineData("ok", "\"Healthy\"")]
    [InlineData("healthy", "\"UP\"")]
    [InlineData("Healthy", "\"passing\"")]
    [InlineData("true", "true")]
    [InlineData("true", "\"true\"")]
    [InlineData("false", "\"False\"")]
    [InlineData("5", "5")]
    [InlineData("5", "\"5\"")]
    [InlineData("5.0", "5")]
    [InlineData("ready", "\"READY\"")]
    [InlineData("== ok", "\"ok\"")]
    [InlineData("!= down", "\"up\"")]
    [InlineData("!= 0", "1")]
    [InlineData("< 100", "99.5")]
    [InlineData("<=100", "100")]
    [InlineData("> 60", "\"61\"")]
    [InlineData(">= 10", "10")]
    [InlineData("< 500ms", "\"0.2s\"")]
    [InlineData("exists", "0")]
    [InlineData("exists", "{}")]
    [InlineData("Ollama is *", "\"Ollama is running\"")]
    [InlineData("v1.?.*", "\"v1.8.0\"")]
    public void It_holds(string wanted, string json) => Assert.True(Wanted.Parse(wanted)!.Holds(JsonElement.Parse(json)));

    [Theory]
    [InlineData("ok", "\"down\"")]
    [InlineData("ok", "\"degraded\"")]
    [InlineData("ok", "true")]
    [InlineData("ok", "null")]
    [InlineData("== ok", "\"healthy\"")]
    [InlineData("true", "\"yes\"")]
    [InlineData("true", "1")]
    [InlineData("true", "null")]
    [InlineData("5", "6")]
    [InlineData("5", "[5]")]
    [InlineData("!= down", "\"DOWN\"")]
    [InlineData("< 100", "100")]
    [InlineData("< 100", "\"many\"")]
    [InlineData("< 100", "null")]
    [InlineData(">= 0", "\"NaN\"")]
    [InlineData("exists", "null")]
    [InlineData("Ollama is *", "\"nginx\"")]
    public void It_does_not_hold(string wanted, string json) => Assert.False(Wanted.Parse(wanted)!.Holds(JsonElement.Parse(json)));

    [Theory]
    [InlineData("< many")]
    [InlineData(">=")]
    [InlineData("> NaN")]
    public void Comparing_needs_a_number(string wanted) => Assert.Null(Wanted.Parse(wanted));

    [Theory]
    [InlineData("200", 200, true)]
    [InlineData("200", 204, false)]
    [InlineData("2xx", 204, true)]
    [InlineData("2xx", 300, false)]
    [InlineData("200-204", 204, true)]
    [InlineData("200 - 204", 205, false)]
    public void Statuses_are_numbers_classes_and_ranges(string text, int status, bool holds) =>
        Assert.Equal(holds, StatusRange.Parse(text)!.Value.Holds(status));

    [Theory]
    [InlineData("ok")]
    [InlineData("20")]
    [InlineData("600")]
    [InlineData("204-200")]
    [InlineData("6xx")]
    [InlineData("")]
    public void What_is_not_a_status_is_not_taken_for_one(string text) => Assert.Null(StatusRange.Parse(text));
}
