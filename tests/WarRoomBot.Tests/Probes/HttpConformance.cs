using System.Text;
using WarRoomBot.Probes;

namespace WarRoomBot.Tests.Probes;

/// <summary>What every probe over HTTP promises beyond <see cref="ProbeConformance"/>. Each kind inherits it.</summary>
public abstract class HttpConformance : ProbeConformance
{
    /// <summary>The kind's options beside the address, such that one request makes a reading and <see cref="GoodBody"/> a good one.</summary>
    private protected abstract (string Key, object Value)[] Options { get; }

    /// <summary>Whether it follows redirects within a server; what is posted goes nowhere else.</summary>
    protected virtual bool FollowsRedirects => true;

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
        Bench.Clock.Advance(Patience!.Value);

        IsFailure(Failure.Timeout, $"no answer within {Patience.Value.TotalSeconds} s", await reading);
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
        Bench.Clock.Advance(Patience!.Value);

        IsFailure(Failure.Timeout, $"within {Patience.Value.TotalSeconds} s", await reading);
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

        IsFailure(Failure.Redirect, FollowsRedirects ? "redirects more than 3 times" : "redirects to", await ReadAsync(target.Address));
        Assert.Equal(FollowsRedirects ? 4 : 1, target.Exchanges.Count);
    }

    [Fact]
    public async Task A_redirect_within_the_server_is_followed_unless_something_is_posted()
    {
        await using var target = new FakeTarget(exchange =>
            exchange.Target == "/here" ? exchange.JsonAsync(GoodBody) : exchange.RedirectAsync("/here", 308));

        var reading = await ReadAsync(target.Address);

        if (FollowsRedirects)
            IsGood(reading);
        else
            IsFailure(Failure.Redirect, "redirects to", reading);
    }

    [Fact]
    public async Task No_secret_is_repeated_whatever_the_server_repeats()
    {
        Func<Exchange, Task>[] behaviours =
        [
            exchange => exchange.JsonAsync(BodyThatRepeats(Repeated(exchange))),
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
            var spec = Bench.Spec(Kind, WithSecrets(target.Address));
            said.AppendLine($"{spec} {spec.Origin} {await Bench.Kind(Kind).ReadAsync(spec, new(1), TestContext.Current.CancellationToken)}");
            var asked = Assert.Single(target.Exchanges);
            Assert.Contains(Secret, asked.Head + Encoding.UTF8.GetString(Convert.FromBase64String(Basic(asked))) + asked.Body, StringComparison.Ordinal);
        }

        said.AppendJoin('\n', Bench.Logged);
        Assert.DoesNotContain(Secret, said.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A probe of the kind at a web address without a path.</summary>
    private protected virtual (string Key, object Value)[] At(string address) => [(Kind, $"{address}/path"), .. Options];

    /// <summary>The same with a secret wherever the kind can carry one.</summary>
    private protected virtual (string Key, object Value)[] WithSecrets(string address) =>
    [
        (Kind, $"{WithPassword(address)}/path?key={Secret}"),
        .. Options,
        ("headers", Written.Map(("Authorization", $"Bearer {Secret}"), ("X-Key", Secret))),
    ];

    /// <summary>An answer that the kind understands, with words of the server's in every place that may be told.</summary>
    protected virtual string BodyThatRepeats(string words) => $$"""{"status":"{{words}}","errorRate":"{{words}}"}""";

    protected static string WithPassword(string address) => address.Replace("://", $"://user:{Secret}@", StringComparison.Ordinal);

    private protected override (string Key, object Value)[] Probe(string host, int port, string? password = null) =>
        At($"http://{(password is null ? "" : $"user:{password}@")}{host}:{port}");

    private Task<Reading> ReadAsync(string address) => Bench.ReadAsync(Kind, At(address));

    private void IsSpoilt(string why, Reading reading)
    {
        if (ReadsTheAnswer)
            IsFailure(Failure.NotUnderstood, why, reading);
        else
            IsGood(reading);
    }

    private static string Basic(Exchange exchange) =>
        exchange.Header("Authorization") is { } header && header.StartsWith("Basic ", StringComparison.Ordinal) ? header[6..] : "";

    private static string Repeated(Exchange exchange) => string.Join(
        ' ',
        exchange.Target,
        exchange.Header("X-Key"),
        exchange.Header("Authorization"),
        Uri.EscapeDataString(exchange.Header("X-Key") ?? ""),
        exchange.Body);
}
