using System.Text;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Prometheus;

/// <summary>What is asked, and answers that a real server gives only in special circumstances.</summary>
public sealed class PrometheusProbeTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    public async Task The_query_is_sent_as_a_form_or_in_the_address(string method)
    {
        await using var target = Answering(Vector("7"));

        var query = "sum(rate(http_requests_total{status=~\"5..\"}[5m]))\n  * 100";
        await _bench.ReadAsync("prometheus", ("prometheus", $"{target.Address}/prom/"), ("query", query), ("method", method));

        var asked = Assert.Single(target.Exchanges);
        var form = method == "GET" ? asked.Target[(asked.Target.IndexOf('?') + 1)..] : asked.Body;
        Assert.Equal(method, asked.Method);
        Assert.StartsWith("/prom/api/v1/query", asked.Target, StringComparison.Ordinal);
        Assert.Equal($"query={Uri.EscapeDataString(query)}&timeout=8000ms", form);
        if (method == "POST")
            Assert.StartsWith("application/x-www-form-urlencoded", asked.Header("Content-Type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_is_asked_for_up_to_now()
    {
        await using var target = Answering("""{"status":"success","data":{"resultType":"matrix","result":[]}}""");

        await _bench.ReadAsync("prometheus", Range(target, "max", ("over", "1h")));

        Assert.Equal("/api/v1/query_range", target.Exchanges[0].Target);
        Assert.EndsWith("&start=1772535600&end=1772539200&step=60", target.Exchanges[0].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max", 9.0)]
    [InlineData("min", 2.0)]
    [InlineData("avg", 5.0)]
    [InlineData("last", 5.0)]
    [InlineData("trend", 100.0)]
    public async Task One_figure_is_taken_of_a_window(string take, double value)
    {
        await using var target = Answering(Matrix("4", "2", "NaN", "9", "5"));

        // The trend leaves the gap out: (9 + 5) / 2 lies 133 % above (4 + 2) / 2.
        var expected = take == "trend" ? (7.0 - 3) / 3 * 100 : value;
        Assert.Equal(new Reading.Number(expected), await _bench.ReadAsync("prometheus", Range(target, take, ("over", "5m"))));
    }

    [Fact]
    public async Task A_trend_of_too_few_values_is_no_trend()
    {
        await using var target = Answering(Matrix("4", "2", "9"));

        Assert.Equal(new Reading.NoData("too few values for a trend"), await _bench.ReadAsync("prometheus", Range(target, "trend", ("over", "5m"))));
    }

    [Fact]
    public async Task Warnings_stand_beside_the_figure()
    {
        await using var target = Answering(Vector("7")[..^1] + ""","warnings":["one store did not answer"]}""");

        Assert.Equal(
            new Reading.Number(7) { Note = "Prometheus warns: one store did not answer" },
            await _bench.ReadAsync("prometheus", ("prometheus", target.Address), ("query", "x")));
    }

    [Theory]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"histogram":[1,{}]}]}}""", "the query gives a histogram; take histogram_quantile(…) of it")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"seven"]}]}}""", "not an answer of Prometheus")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,7]}]}}""", "not an answer of Prometheus")]
    [InlineData("""{"status":"success","data":{"resultType":"vector","result":{}}}""", "not an answer of Prometheus")]
    [InlineData("""{"errorRate":7}""", "not an answer of Prometheus")]
    [InlineData("[7]", "not an answer of Prometheus")]
    [InlineData("7", "not an answer of Prometheus")]
    public async Task What_is_not_a_figure_never_becomes_one(string body, string why)
    {
        await using var target = Answering(body);

        Assert.Equal(new Reading.Failed(Failure.NotUnderstood, why), await _bench.ReadAsync("prometheus", ("prometheus", target.Address), ("query", "x")));
    }

    [Fact]
    public async Task A_query_that_takes_the_server_too_long_is_told()
    {
        await using var target = new FakeTarget(exchange => exchange.StatusAsync(
            503, """{"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"}"""));

        Assert.Equal(
            new Reading.Failed(Failure.Status, "HTTP 503, Prometheus gave up, the query took too long"),
            await _bench.ReadAsync("prometheus", ("prometheus", target.Address), ("query", "x")));
    }

    [Fact]
    public async Task Metrics_with_one_query_share_the_request_and_each_picks_its_own()
    {
        await using var target = Answering(
            """{"status":"success","data":{"resultType":"vector","result":[{"metric":{"x":"1"},"value":[1,"1"]},{"metric":{"x":"2"},"value":[1,"3"]}]}}""");
        var round = new ProbeRound(1);
        var readings = new List<Reading>();

        foreach (var pick in new[] { "max", "min", "sum", "avg", "first" })
        {
            var spec = _bench.Spec("prometheus", ("prometheus", target.Address), ("query", "x"), ("pick", pick));
            readings.Add(await _bench.Kind("prometheus").ReadAsync(spec, round, TestContext.Current.CancellationToken));
        }

        Assert.Equal([3, 1, 4, 2, 1], readings.Cast<Reading.Number>().Select(number => number.Value));
        Assert.Single(target.Exchanges);
    }

    [Fact]
    public async Task It_enters_with_user_and_password_of_the_address()
    {
        await using var target = Answering(Vector("7"));

        await _bench.ReadAsync("prometheus", ("prometheus", target.Address.Replace("://", "://ana:hunter2@", StringComparison.Ordinal)), ("query", "x"));

        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("ana:hunter2"))}", target.Exchanges[0].Header("Authorization"));
    }

    [Fact]
    public void It_says_what_is_asked_and_in_which_unit()
    {
        var spec = _bench.Spec(
            "prometheus", ("prometheus", "https://ana:hunter2@prom.example"), ("query", "sum by (le)\n  (rate(x[5m]))"), ("as", "s"));

        Assert.Equal("Prometheus: sum by (le) (rate(x[5m]))", spec.Origin);
        Assert.Equal(Unit.Milliseconds, spec.Unit);
        var trend = _bench.Spec("prometheus", ("prometheus", "https://p.example"), ("query", "x"), ("over", "2h"), ("take", "trend"));
        Assert.Equal("Prometheus: x, trend over 2 h", trend.Origin);
        Assert.Equal(Unit.Percent, trend.Unit);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static (string Key, object Value)[] Range(FakeTarget target, string take, params (string Key, object Value)[] more) =>
        [("prometheus", target.Address), ("query", "x"), ("take", take), .. more];

    private static FakeTarget Answering(string body) => new(exchange => exchange.JsonAsync(body));

    private static string Vector(string value) =>
        $$$"""{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"{{{value}}}"]}]}}""";

    private static string Matrix(params string[] values) =>
        $$$"""{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[{{{string.Join(',', values.Select(value => $"[1,\"{value}\"]"))}}}]}]}}""";
}
