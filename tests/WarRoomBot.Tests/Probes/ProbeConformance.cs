using System.Text;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes;

/// <summary>What every probe over HTTP promises, whatever the server does. Each kind inherits it.</summary>
public abstract class ProbeConformance : IAsyncDisposable
{
    private const string Secret = "hunter2-tops3cret";
    private readonly Bench _bench = new();

    /// <summary>The key of the kind in a plan.</summary>
    protected abstract string Kind { get; }

    /// <summary>The kind's options beside the address, such that one request makes a reading and <see cref="GoodBody"/> a good one.</summary>
    private protected abstract (string Key, object Value)[] Options { get; }

    /// <summary>Whether it looks at what the answer says.</summary>
    protected virtual bool ReadsTheAnswer => true;

    protected virtual string GoodBody => """{"status":"ok","errorRate":0.04}""";

    protected abstract void IsGood(Reading reading);

    /// <summary>What the kind makes of a server that fails.</summary>
    protected virtual void IsFailure(Failure failure, string why, Reading reading)
    {
        var failed = Assert.IsType<Reading.Failed>(reading);
        Assert.Equal(failure, failed.Failure);
        Assert.Contains(why, failed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_answer_is_read()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync(GoodBody));

        IsGood(await ReadAsync(target.Address));
    }

    [Fact]
    public async Task A_server_that_refuses_is_told()
    {
        var (address, holder) = FakeTarget.Refusing();
        using var _ = holder;

        IsFailure(Failure.Refused, "connection refused", await ReadAsync(address));
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_in_time()
    {
        await using var target = new FakeTarget(exchange => exchange.HangAsync());

        var reading = ReadAsync(target.Address);
        await target.AskedAsync();
        _bench.Clock.Advance(TimeSpan.FromSeconds(10));

        IsFailure(Failure.Timeout, "no answer within 10 s", await reading);
    }

    [Fact]
    public async Task An_answer_that_drips_is_given_up_in_time()
    {
        await using var target = new FakeTarget(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
            await exchange.WriteAsync(" ");
            await exchange.HangAsync();
        });

        var reading = ReadAsync(target.Address);
        await target.AskedAsync();
        _bench.Clock.Advance(TimeSpan.FromSeconds(10));

        IsFailure(Failure.Timeout, "within 10 s", await reading);
    }

    [Fact]
    public async Task A_connection_reset_in_the_middle_of_the_answer_is_told()
    {
        await using var target = new FakeTarget(async exchange =>
        {
            await exchange.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
            exchange.Reset();
        });

        IsFailure(Failure.Network, "connection", await ReadAsync(target.Address));
    }

    [Fact]
    public async Task A_server_that_hangs_up_without_an_answer_is_told()
    {
        await using var target = new FakeTarget(exchange =>
        {
            exchange.Reset();
            return Task.CompletedTask;
        });

        IsFailure(Failure.Network, "connection", await ReadAsync(target.Address));
    }

    [Fact]
    public async Task Something_that_is_not_http_is_told()
    {
        await using var target = new FakeTarget(async exchange =>
        {
            await exchange.WriteAsync("220 mail.example.com ESMTP\r\n\r\n");
            await exchange.HangAsync();
        });

        IsFailure(Failure.NotUnderstood, "the answer is not HTTP", await ReadAsync(target.Address));
    }

    [Fact]
    public async Task A_web_page_is_not_taken_for_figures()
    {
        await using var target = new FakeTarget(exchange =>
            exchange.AnswerAsync(200, "text/html; charset=utf-8", "<html>Please sign in</html>"));

        IsSpoilt("not JSON (text/html)", await ReadAsync(target.Address));
    }

    [Fact]
    public async Task Figures_are_read_whatever_the_answer_calls_itself()
    {
        await using var target = new FakeTarget(exchange => exchange.AnswerAsync(200, "text/html", GoodBody));

        IsGood(await ReadAsync(target.Address));
    }

    [Fact]
    public async Task Broken_text_is_not_taken_for_figures()
    {
        await using var target = new FakeTarget(exchange =>
            exchange.AnswerAsync(200, "application/json", [.. """{"status":"ok","errorRate":1,"x":" """u8, 0xC3, 0x28, .. "\"}"u8]));

        IsSpoilt("not JSON", await ReadAsync(target.Address));
    }

    [Fact]
    public async Task Json_nested_without_end_is_not_followed()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync(new string('[', 20_000) + new string(']', 20_000)));

        IsSpoilt("not JSON", await ReadAsync(target.Address));
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        var chunk = new string('x', 1 << 16);
        await using var target = new FakeTarget(async exchange =>
        {
            await exchange.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {10 << 20}\r\n\r\n");
            for (var sent = 0; sent < 10 << 20; sent += chunk.Length)
                await exchange.WriteAsync(chunk);
        });

        IsFailure(Failure.TooLarge, "large", await ReadAsync(target.Address));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task An_error_status_is_told_and_its_body_not_taken_for_figures(int status)
    {
        await using var target = new FakeTarget(exchange => exchange.StatusAsync(status, GoodBody));

        IsFailure(Failure.Status, $"HTTP {status}", await ReadAsync(target.Address));
    }

    [Fact]
    public async Task A_redirect_to_the_metadata_address_is_not_followed()
    {
        await using var target = new FakeTarget(exchange => exchange.RedirectAsync("http://169.254.169.254/latest/meta-data?token=1"));

        var reading = await ReadAsync(target.Address);

        IsFailure(Failure.Redirect, "redirects to http://169.254.169.254/latest/meta-data", reading);
        Assert.DoesNotContain("token", reading.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        await using var target = new FakeTarget(exchange => exchange.RedirectAsync("/again"));

        IsFailure(Failure.Redirect, "redirects more than 3 times", await ReadAsync(target.Address));
        Assert.Equal(4, target.Exchanges.Count);
    }

    [Fact]
    public async Task A_redirect_within_the_server_is_followed()
    {
        await using var target = new FakeTarget(exchange =>
            exchange.Target == "/here" ? exchange.JsonAsync(GoodBody) : exchange.RedirectAsync("/here", 308));

        IsGood(await ReadAsync(target.Address));
    }

    [Fact]
    public async Task The_metadata_address_is_refused_even_where_private_networks_are_allowed()
    {
        var reading = await ReadAsync("http://169.254.169.254");

        Assert.Equal(Failure.Forbidden, Assert.IsType<Reading.Failed>(reading).Failure);
    }

    [Fact]
    public async Task A_private_address_is_refused_where_the_operator_does_not_allow_it()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync(GoodBody));
        await using var bench = new Bench(allowPrivateNetworks: false);

        var failed = Assert.IsType<Reading.Failed>(await bench.ReadAsync(Kind, Probe(target.Address)));

        Assert.Equal(Failure.Forbidden, failed.Failure);
        Assert.Contains("Probes:AllowPrivateNetworks", failed.Why, StringComparison.Ordinal);
        Assert.Equal(0, target.Connections);
    }

    [Fact]
    public async Task It_stops_at_once_when_cancelled()
    {
        await using var target = new FakeTarget(exchange => exchange.HangAsync());
        using var stop = new CancellationTokenSource();

        var reading = _bench.Kind(Kind).ReadAsync(_bench.Spec(Kind, Probe(target.Address)), new(1), stop.Token);
        await target.AskedAsync();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task No_secret_is_repeated_whatever_the_server_repeats()
    {
        Func<Exchange, Task>[] behaviours =
        [
            exchange => exchange.JsonAsync($$"""{"status":"{{Repeated(exchange)}}","errorRate":"{{Repeated(exchange)}}"}"""),
            exchange => exchange.AnswerAsync(200, $"text/{Secret}", Repeated(exchange)),
            exchange => exchange.RedirectAsync($"https://{Secret}@elsewhere.example/{Secret}?key={Secret}"),
            exchange => exchange.StatusAsync(500, Repeated(exchange)),
            exchange => exchange.WriteAsync($"{Secret}\r\n\r\n"),
            exchange =>
            {
                exchange.Reset();
                return Task.CompletedTask;
            },
        ];
        var said = new StringBuilder();
        foreach (var behaviour in behaviours)
        {
            await using var target = new FakeTarget(behaviour);
            var probe = Probe(target.Address.Replace("://", $"://user:{Secret}@", StringComparison.Ordinal), $"/path?key={Secret}");
            var spec = _bench.Spec(Kind, [.. probe, ("headers", Written.Map(("Authorization", $"Bearer {Secret}"), ("X-Key", Secret)))]);
            said.AppendLine($"{spec} {spec.Origin} {await _bench.Kind(Kind).ReadAsync(spec, new(1), TestContext.Current.CancellationToken)}");
            Assert.Contains(Secret, Assert.Single(target.Exchanges).Head, StringComparison.Ordinal);
        }

        said.AppendJoin('\n', _bench.Logged);
        Assert.DoesNotContain(Secret, said.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Two_probes_written_alike_are_equal_and_others_are_not()
    {
        Assert.Equal(_bench.Spec(Kind, Probe("http://one.example")), _bench.Spec(Kind, Probe("http://one.example")));
        Assert.NotEqual(_bench.Spec(Kind, Probe("http://one.example")), _bench.Spec(Kind, Probe("http://user:pass@one.example")));
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Task<Reading> ReadAsync(string address) => _bench.ReadAsync(Kind, Probe(address));

    private (string Key, object Value)[] Probe(string address, string path = "/path") => [(Kind, address + path), .. Options];

    private void IsSpoilt(string why, Reading reading)
    {
        if (ReadsTheAnswer)
            IsFailure(Failure.NotUnderstood, why, reading);
        else
            IsGood(reading);
    }

    private static string Repeated(Exchange exchange) => string.Join(
        ' ', exchange.Target, exchange.Header("X-Key"), exchange.Header("Authorization"), Uri.EscapeDataString(exchange.Header("X-Key")!));
}
