using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Statuspage;

/// <summary>Answers in the shape that Statuspage documents for its summary.</summary>
public sealed class StatuspageProbeTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    [Theory]
    [InlineData("none", true, null)]
    [InlineData("minor", false, "Partially Degraded: Slow logins")]
    [InlineData("major", false, "Partially Degraded: Slow logins")]
    [InlineData("critical", false, "Partially Degraded: Slow logins")]
    [InlineData("maintenance", true, "Partially Degraded")]
    [InlineData("something-new", true, "Partially Degraded")]
    public async Task The_page_as_a_whole_is_read(string indicator, bool up, string? why)
    {
        await using var page = Answering(
            $$$"""{"status":{"indicator":"{{{indicator}}}","description":"Partially Degraded"},"incidents":[{"name":"Slow logins"}]}""");

        Assert.Equal(new Reading.Truth(up, why), await ReadAsync(page));
        Assert.Equal("/api/v2/summary.json", page.Exchanges[0].Target);
    }

    [Theory]
    [InlineData("Auth", true, null)]
    [InlineData("storage", false, "degraded performance")]
    [InlineData("Pooler", true, "under maintenance")]
    [InlineData("Twice", false, "major outage")]
    public async Task One_component_is_read_by_its_name(string component, bool up, string? why)
    {
        await using var page = Answering(
            """
            {"components":[{"name":"Auth","status":"operational"},{"name":"Storage","status":"degraded_performance"},
             {"name":"Pooler","status":"under_maintenance"},{"name":"Twice","status":"operational"},{"name":"Twice","status":"major_outage"}]}
            """);

        Assert.Equal(new Reading.Truth(up, why), await ReadAsync(page, ("component", component)));
    }

    [Fact]
    public async Task A_component_that_is_not_on_the_page_is_a_mistake_of_the_plan()
    {
        await using var page = Answering("""{"components":[]}""");

        Assert.Equal(
            new Reading.Failed(Failure.Configuration, "the page has no such component"), await ReadAsync(page, ("component", "Auth")));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("""{"status":{"indicator":3}}""")]
    public async Task Something_else_is_not_taken_for_a_status_page(string body)
    {
        await using var page = Answering(body);

        Assert.Equal(new Reading.Failed(Failure.NotUnderstood, "not the summary of a status page"), await ReadAsync(page));
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static FakeTarget Answering(string body) => new(exchange => exchange.JsonAsync(body));

    private Task<Reading> ReadAsync(FakeTarget page, params (string Key, object Value)[] more) =>
        _bench.ReadAsync("statuspage", [("statuspage", page.Address), .. more]);
}
