using System.Text;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes;

/// <summary>What every probe over HTTP promises beyond <see cref="ProbeConformance"/>. Each kind inherits it.</summary>
public abstract class HttpConformance : ProbeConformance
{
    /// <summary>The kind's options beside the address, such that one request makes a reading and <see cref="GoodBody"/> a good one.</summary>
    private protected abstract (string Key, object Value)[] Options { get; }

    /// <summary>Whether it looks at what the answer says.</summary>
    protected virtual bool ReadsTheAnswer => true;

    protected virtual string GoodBody => """{"status":"ok","errorRate":0.04}""";

    protected abstract void IsGood(Reading reading);

    [Fact]
    public async Task A_good_answer_is_read()
    {
        await using var target = new FakeTarget(exchange => exchange.JsonAsync(GoodBody));

        IsGood(await ReadAsync(target.Address));
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_in_time()
    {
        await using var target = new FakeTarget(exchange => exchange.HangAsync());

        var reading = ReadAsync(target.Address);
        await target.AskedAsync();
        Bench.Clock.Advance(TimeSpan.FromSeconds(10));

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
        Bench.Clock.Advance(TimeSpan.FromSeconds(10));

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
            var spec = Bench.Spec(Kind, [.. probe, ("headers", Written.Map(("Authorization", $"Bearer {Secret}"), ("X-Key", Secret)))]);
            said.AppendLine($"{spec} {spec.Origin} {await Bench.Kind(Kind).ReadAsync(spec, new(1), TestContext.Current.CancellationToken)}");
            Assert.Contains(Secret, Assert.Single(target.Exchanges).Head, StringComparison.Ordinal);
        }

        said.AppendJoin('\n', Bench.Logged);
        Assert.DoesNotContain(Secret, said.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private protected override (string Key, object Value)[] Probe(string host, int port, string? password = null) =>
        Probe($"http://{(password is null ? "" : $"user:{password}@")}{host}:{port}");

    private Task<Reading> ReadAsync(string address) => Bench.ReadAsync(Kind, Probe(address));

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
