using System.Globalization;
using WarRoomBot.Plans;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes.Sentry;

/// <summary>Answers in the shapes that Sentry documents.</summary>
public sealed class SentryProbeTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task New_issues_are_counted_and_the_newest_is_named()
    {
        await using var sentry = Answering("""[{"shortId":"BETA-2","title":"TypeError: x"},{"shortId":"BETA-1","title":"y"}]""");

        Assert.Equal(
            new Reading.Number(2) { Note = "among them BETA-2 \"TypeError: x\"" },
            await ReadAsync(sentry, "new-issues", ("project", 45), ("environment", "production"), ("level", new object[] { "error", "fatal" })));
        var asked = sentry.Exchanges[0];
        Assert.Equal(
            "/api/0/organizations/acme/issues/?query=is:unresolved firstSeen:-15m level:[error,fatal]&statsPeriod=14d&limit=25&collapse=stats&project=45&environment=production",
            Uri.UnescapeDataString(asked.Target));
        Assert.Equal("Bearer s3cret-token", asked.Header("Authorization"));
    }

    [Fact]
    public async Task Issues_that_are_back_are_asked_for_by_their_state()
    {
        await using var sentry = Answering("[]");

        Assert.Equal(new Reading.Number(0), await ReadAsync(sentry, "regressed-issues", ("over", "1h")));
        Assert.Contains("query=is:unresolved is:regressed lastSeen:-60m&", Uri.UnescapeDataString(sentry.Exchanges[0].Target), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_more_than_a_page_sentry_says_how_many()
    {
        const string link = "Link: <https://x/>; rel=\"previous\"; results=\"false\"; cursor=\"0:0:1\", <https://x/>; rel=\"next\"; results=\"{0}\"; cursor=\"0:25:0\"\r\nX-Hits: 140\r\n";
        await using var more = With(string.Format(CultureInfo.InvariantCulture, link, "true"));
        await using var none = With(string.Format(CultureInfo.InvariantCulture, link, "false"));

        Assert.Equal(140, Assert.IsType<Reading.Number>(await ReadAsync(more, "new-issues")).Value);
        Assert.Equal(1, Assert.IsType<Reading.Number>(await ReadAsync(none, "new-issues")).Value);

        static FakeTarget With(string headers) => new(exchange => exchange.AnswerAsync(200, "application/json", """[{"id":"1"}]""", headers));
    }

    [Fact]
    public async Task Errors_are_told_per_minute()
    {
        await using var sentry = Answering("""{"data":[{"count()":45}],"meta":{"fields":{"count()":"integer"}}}""");
        await using var quiet = Answering("""{"data":[],"meta":{}}""");

        Assert.Equal(new Reading.Number(9), await ReadAsync(sentry, "errors-per-minute", ("over", "5m")));
        Assert.Equal(new Reading.Number(0), await ReadAsync(quiet, "errors-per-minute", ("over", "5m")));
        Assert.Equal(
            "/api/0/organizations/acme/events/?dataset=errors&field=count()&query=&statsPeriod=5m&per_page=1",
            Uri.UnescapeDataString(sentry.Exchanges[0].Target));
    }

    [Fact]
    public async Task Error_rate_and_p95_share_a_request_and_the_rate_is_a_fraction()
    {
        await using var sentry = Answering("""{"data":[{"count()":913,"failure_rate()":0.02,"p95(span.duration)":412.3}]}""");
        var round = new ProbeRound(1);

        Assert.Equal(new Reading.Number(2), await InRoundAsync("error-rate"));
        Assert.Equal(new Reading.Number(412.3), await InRoundAsync("p95"));
        Assert.Single(sentry.Exchanges);

        Task<Reading> InRoundAsync(string read) => _bench.Kind("sentry").ReadAsync(
            _bench.Spec("sentry", Written(sentry, read)), round, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_server_that_does_not_know_the_newest_way_is_asked_the_older_one_and_remembered()
    {
        await using var sentry = new FakeTarget(exchange => exchange.Target.Contains("dataset=spans", StringComparison.Ordinal)
            ? exchange.StatusAsync(500, """{"detail":"Internal Error"}""")
            : exchange.JsonAsync("""{"data":[{"count()":9,"failure_rate()":0.5,"p95(transaction.duration)":400}]}"""));

        Assert.Equal(new Reading.Number(400), await ReadAsync(sentry, "p95"));
        Assert.Equal(new Reading.Number(50), await ReadAsync(sentry, "error-rate"));
        Assert.Equal(3, sentry.Exchanges.Count);
    }

    [Fact]
    public async Task Without_any_transaction_there_is_no_rate()
    {
        await using var none = Answering("""{"data":[]}""");
        await using var zero = Answering("""{"data":[{"count()":0,"failure_rate()":0,"p95(span.duration)":0}]}""");
        await using var nothing = Answering("""{"data":[{"count()":9,"failure_rate()":null}]}""");

        Assert.Equal(new Reading.NoData("Sentry saw no transaction in that time"), await ReadAsync(none, "error-rate"));
        Assert.Equal(new Reading.NoData("Sentry saw no transaction in that time"), await ReadAsync(zero, "p95"));
        Assert.Equal(new Reading.NoData("Sentry gives no such figure"), await ReadAsync(nothing, "error-rate"));
    }

    [Theory]
    [InlineData(401, "HTTP 401: the token is not accepted")]
    [InlineData(403, "HTTP 403: the token may not read this; it needs org:read, project:read and event:read")]
    [InlineData(404, "HTTP 404: there is no such organization or project, or the token does not see it")]
    public async Task What_it_refuses_is_told_with_what_is_missing(int status, string why)
    {
        await using var sentry = new FakeTarget(exchange => exchange.StatusAsync(status, """{"detail":"no"}"""));

        Assert.Equal(new Reading.Failed(Failure.Status, why), await ReadAsync(sentry, "new-issues"));
    }

    [Theory]
    [InlineData("1772539509", "HTTP 429: Sentry wants no more requests before 12:05:09 UTC")]
    [InlineData("soon", "HTTP 429")]
    [InlineData("1e300", "HTTP 429")]
    public async Task A_limit_is_told_with_its_end(string reset, string why)
    {
        await using var sentry = new FakeTarget(exchange => exchange.AnswerAsync(429, "application/json", "{}", $"X-Sentry-Rate-Limit-Reset: {reset}\r\n"));

        Assert.Equal(new Reading.Failed(Failure.Status, why), await ReadAsync(sentry, "new-issues"));
    }

    [Theory]
    [InlineData("new-issues", "{}")]
    [InlineData("p95", "[]")]
    [InlineData("p95", """{"data":[{"count()":"many"}]}""")]
    [InlineData("errors-per-minute", """{"data":[{}]}""")]
    public async Task Something_else_is_not_taken_for_sentry(string read, string body)
    {
        await using var sentry = Answering(body);

        Assert.Equal(new Reading.Failed(Failure.NotUnderstood, "not an answer of Sentry"), await ReadAsync(sentry, read));
    }

    [Fact]
    public void It_says_what_is_read_and_in_which_unit()
    {
        var spec = _bench.Spec("sentry", ("sentry", "acme"), ("read", "error-rate"), ("token", "s3cret-token"), ("over", "5m"));

        Assert.Equal("Sentry → failed transactions, last 5 min", spec.Origin);
        Assert.Equal(Unit.Percent, spec.Unit);
        Assert.Equal("sentry.io", spec.Host);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static FakeTarget Answering(string body) => new(exchange => exchange.JsonAsync(body));

    private static (string Key, object Value)[] Written(FakeTarget sentry, string read) =>
        [("sentry", "acme"), ("read", read), ("token", "s3cret-token"), ("at", sentry.Address)];

    private Task<Reading> ReadAsync(FakeTarget sentry, string read, params (string Key, object Value)[] more) =>
        _bench.ReadAsync("sentry", [.. Written(sentry, read), .. more]);
}
