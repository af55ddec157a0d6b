using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WarRoomBot.Probes;
using WarRoomBot.Probes.Http;

namespace WarRoomBot.Tests.Probes.Http;

public sealed class ProbeHttpTests
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headers_are_sent_and_user_and_password_become_basic_authentication()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("""{"x":1}"""));
        await using var bench = new Bench();

        await bench.ReadAsync(
            "http",
            ("http", $"http://ana:p%40ss@127.0.0.1:{target.Port}/path?limit=5"),
            ("select", "x"),
            ("headers", Written.Map(("X-Api-Key", "k3y"), ("Accept", "text/csv"))));

        var exchange = Assert.Single(target.Exchanges);
        Assert.Equal("/path?limit=5", exchange.Target);
        Assert.Equal("k3y", exchange.Header("X-Api-Key"));
        Assert.Equal("text/csv", exchange.Header("Accept"));
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("ana:p@ss"))}", exchange.Header("Authorization"));
        Assert.Equal("no-cache", exchange.Header("Cache-Control"));
        Assert.Null(exchange.Header("traceparent"));
    }

    [Fact]
    public async Task A_body_is_posted()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("""{"x":1}"""));
        await using var bench = new Bench();

        await bench.ReadAsync("http", ("http", target.Address), ("select", "x"), ("method", "POST"), ("body", """{"query":"{ x }"}"""));

        var exchange = Assert.Single(target.Exchanges);
        Assert.Equal("POST", exchange.Method);
        Assert.Equal("""{"query":"{ x }"}""", exchange.Body);
        Assert.StartsWith("application/json", exchange.Header("Content-Type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        await using var target = new FakeTarget(exchange =>
            exchange.AnswerAsync(200, "application/json", """{"x":1}""", "Set-Cookie: a=b\r\n"));
        await using var bench = new Bench();

        await bench.ReadAsync("http", ("http", target.Address), ("select", "x"));
        await bench.ReadAsync("http", ("http", target.Address), ("select", "x"));

        Assert.Equal([null, null], target.Exchanges.Select(exchange => exchange.Header("Cookie")));
    }

    [Fact]
    public async Task A_redirect_to_another_server_is_told_and_not_followed()
    {
        await using var other = new FakeTarget(exchange => exchange.JsonAsync("""{"x":1}"""));
        await using var target = new FakeTarget(exchange => exchange.RedirectAsync($"{other.Address}/login?return=secret"));
        await using var bench = new Bench();

        Assert.Equal(
            new Reading.Failed(Failure.Redirect, $"redirects to {other.Address}/login"),
            await bench.ReadAsync("http", ("http", target.Address), ("select", "x")));
        Assert.Equal(0, other.Connections);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("gopher://127.0.0.1/")]
    public async Task A_redirect_to_another_scheme_is_not_followed(string location)
    {
        await using var target = new FakeTarget(exchange => exchange.RedirectAsync(location));
        await using var bench = new Bench();

        var failed = Assert.IsType<Reading.Failed>(await bench.ReadAsync("http", ("http", target.Address), ("select", "x")));

        Assert.Equal(Failure.Redirect, failed.Failure);
    }

    [Fact]
    public async Task What_is_posted_is_not_posted_on()
    {
        await using var target = new FakeTarget(exchange => exchange.RedirectAsync("/elsewhere", 307));
        await using var bench = new Bench();

        var failed = Assert.IsType<Reading.Failed>(
            await bench.ReadAsync("http", ("http", target.Address), ("select", "x"), ("method", "POST"), ("body", "{}")));

        Assert.Equal(Failure.Redirect, failed.Failure);
        Assert.Single(target.Exchanges);
    }

    [Fact]
    public async Task The_cap_counts_what_is_unpacked()
    {
        await using var target = new FakeTarget(exchange =>
            exchange.AnswerAsync(200, "application/json", Packed(new byte[10 << 20]), "Content-Encoding: gzip\r\n"));
        await using var bench = new Bench();

        Assert.Equal(
            new Reading.Failed(Failure.TooLarge, "answer larger than 1 MiB"),
            await bench.ReadAsync("http", ("http", target.Address), ("select", "x")));
    }

    [Fact]
    public async Task Packed_answers_are_read_and_damaged_ones_told()
    {
        var packed = Packed(Encoding.UTF8.GetBytes("""{"x":1}"""));
        byte[] damaged = [.. packed.Select(letter => (byte)~letter)];
        await using var target = new FakeTarget(exchange => exchange.AnswerAsync(
            200, "application/json", exchange.Target == "/whole" ? packed : damaged, "Content-Encoding: gzip\r\n"));
        await using var bench = new Bench();

        Assert.Equal(new Reading.Number(1), await bench.ReadAsync("http", ("http", $"{target.Address}/whole"), ("select", "x")));
        Assert.Equal(
            new Reading.Failed(Failure.NotUnderstood, "the answer's compression is damaged"),
            await bench.ReadAsync("http", ("http", $"{target.Address}/damaged"), ("select", "x")));
    }

    [Fact]
    public async Task The_plan_may_give_a_slow_service_more_time()
    {
        await using var target = new FakeTarget(exchange => exchange.HangAsync());
        await using var bench = new Bench();

        var reading = bench.ReadAsync("http", ("http", target.Address), ("select", "x"), ("timeout", "45s"));
        await target.AskedAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(44));
        Assert.False(reading.IsCompleted);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new Reading.Failed(Failure.Timeout, "no answer within 45 s"), await reading);
    }

    [Fact]
    public async Task A_server_that_accepts_and_never_shakes_hands_is_told_apart_from_one_that_never_answers()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        await using var bench = new Bench(settings: [("Probes:ConnectTimeout", "00:00:00.100")]);

        Assert.Equal(
            new Reading.Failed(Failure.Unreachable, "no connection within 100 ms"),
            await bench.ReadAsync("http", ("http", $"https://{listener.LocalEndpoint}/"), ("select", "x")));
    }

    [Fact]
    public async Task Metrics_of_one_round_that_ask_alike_share_one_request()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync("""{"p95":312,"memory":61}"""));
        await using var bench = new Bench();
        var round = new ProbeRound(1);

        var readings = await Task.WhenAll(
            ReadAsync(bench, round, target.Address, "p95"),
            ReadAsync(bench, round, target.Address, "memory"),
            ReadAsync(bench, round, $"{target.Address}/?other", "memory"));

        Assert.Equal([new Reading.Number(312), new Reading.Number(61), new Reading.Number(61)], readings);
        Assert.Equal(2, target.Exchanges.Count);
        Assert.Equal(new Reading.Number(312), await ReadAsync(bench, new(1), target.Address, "p95"));
        Assert.Equal(3, target.Exchanges.Count);
    }

    private Task<Reading> ReadAsync(Bench bench, ProbeRound round, string address, string select) =>
        bench.Kind("http").ReadAsync(bench.Spec("http", ("http", address), ("select", select)), round, _stop);

    private static byte[] Packed(byte[] body)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(body);
        return packed.ToArray();
    }

    /// <summary>A connection that is torn down while the framework looks at it ends in an exception of the socket's own.</summary>
    [Fact]
    public async Task A_bare_fault_of_the_socket_is_told_like_any_other()
    {
        var services = new ServiceCollection().AddLogging().AddProbes(new ConfigurationBuilder().Build());
        services.AddHttpClient(ProbeHttp.ClientName).ConfigurePrimaryHttpMessageHandler(() => new Failing(new SocketException((int)SocketError.NotConnected)));
        await using var provider = services.BuildServiceProvider();

        var answer = await provider.GetRequiredService<ProbeHttp>().FetchAsync(new() { Address = "http://one.example/" }, _stop);

        Assert.Equal(new HttpAnswer.Failed(Failure.Network, "connection failed"), answer);
    }

    private sealed class Failing(Exception exception) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(exception);
    }
}
