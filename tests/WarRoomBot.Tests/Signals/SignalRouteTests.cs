using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using WarRoomBot.Cards;
using WarRoomBot.Pipeline;
using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

/// <summary>What <c>/alerts/{source}</c> answers to whatever is sent there: the right status, stored before a good one and not at all before a bad one.</summary>
public sealed class SignalRouteTests
{
    public static TheoryData<string> Names => Sender.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_a_source_says_is_stored_before_it_is_answered(string name)
    {
        await using var bot = await SignalBot.StartAsync();
        var sender = Sender.Of(name);

        var answer = await bot.SendAsync(sender);

        Assert.Equal((sender.Good, sender.Accepted().Answer ?? ""), (answer.Status, answer.Body));
        var arrival = Assert.Single(bot.Store.Stored);
        Assert.Equal((Kinds.Signals, $"alerts/{name}", bot.Clock.GetUtcNow()), (arrival.Kind, arrival.Lane, arrival.At));
        var received = Json.Read<SignalsReceived>(arrival.Body);
        Assert.Equal((name, null, SignalSeverity.P2, bot.Clock.GetUtcNow()), (received.Source, received.Room, received.Severity, received.ReceivedAt));
        Assert.Equal(sender.Signals(), received.Signals);
        Assert.DoesNotContain(bot.Logs.Lines, line => line.Contains("Exception", StringComparison.Ordinal) || line.Contains(Sender.Secret, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_sent_again_does_nothing_a_second_time(string name)
    {
        await using var bot = await SignalBot.StartAsync();
        var sender = Sender.Of(name);

        var first = await bot.SendAsync(sender);
        bot.Clock.Advance(TimeSpan.FromSeconds(20));
        var again = await bot.SendAsync(sender);

        Assert.Equal((first.Status, first.Body), (again.Status, again.Body));
        Assert.Equal(sender.IsKnownAgain ? 1 : 2, bot.Store.Stored.Count);
    }

    [Theory]
    [InlineData("prom")]
    [InlineData("grafana")]
    public async Task A_source_that_repeats_itself_is_heard_again_in_the_next_minute(string name)
    {
        await using var bot = await SignalBot.StartAsync();

        await bot.SendAsync(Sender.Of(name));
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await bot.SendAsync(Sender.Of(name));

        Assert.Equal(2, bot.Store.Stored.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whoever_does_not_know_the_secret_is_refused(string name)
    {
        await using var bot = await SignalBot.StartAsync();
        var sender = Sender.Of(name);
        string[] guesses = ["guessed", "", $"{Sender.Secret}x", Sender.Secret[..^1], Sender.Secret.ToUpperInvariant(), new('x', 5000)];

        foreach (var guess in guesses)
        {
            var answer = await bot.SendAsync(sender, secret: guess);
            Assert.Equal((guess, HttpStatusCode.Unauthorized, "Bearer"), (guess, answer.Code, answer.Headers["WWW-Authenticate"]));
            Assert.NotEmpty(Error(answer));
        }

        var bare = await bot.SendRawAsync(sender.Method, $"/alerts/{name}", Encoding.UTF8.GetBytes(sender.Body), [("Content-Type", sender.ContentType), .. sender.Headers]);
        Assert.Equal(HttpStatusCode.Unauthorized, bare.Code);
        Assert.Empty(bot.Store.Stored);
        Assert.Empty(bot.Fetch.Asked);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_cannot_be_read_is_refused_with_a_reason(string name)
    {
        await using var bot = await SignalBot.StartAsync();
        var sender = Sender.Of(name);
        byte[][] bodies =
        [
            [], [0], [0xff, 0xfe], [0xef, 0xbb, 0xbf], "{"u8.ToArray(), "[]"u8.ToArray(), "{}"u8.ToArray(), "null"u8.ToArray(), "7"u8.ToArray(),
            "\"\\ud800\""u8.ToArray(), "{\"\\ud800\":\"\\ud800\"}"u8.ToArray(), "payload=%7B%7D"u8.ToArray(), "<xml/>"u8.ToArray(), [.. "{\"title\":\""u8, 0xff, .. "\"}"u8],
            Encoding.UTF8.GetBytes(new string('[', 5000)), Encoding.UTF8.GetBytes($"{{\"alerts\":{new string('9', 5000)}}}"),
        ];

        foreach (var body in bodies)
        {
            var before = bot.Store.Stored.Count;
            var answer = await bot.SendAsync(sender with { Wraps = (bytes, _) => bytes }, body);
            var stored = bot.Store.Stored.Count - before;
            if (answer.Status < 300)
                continue;
            Assert.True(answer.Status == 400 || (name == "aws" && answer.Status == 401), $"{Convert.ToHexString(body.AsSpan(0, Math.Min(40, body.Length)))}: {answer.Status}");
            Assert.Equal(0, stored);
            Assert.NotEmpty(Error(answer));
        }

        Assert.DoesNotContain(bot.Logs.Lines, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_body_of_more_than_a_mebibyte_is_refused(string name)
    {
        await using var bot = await SignalBot.StartAsync();
        var sender = Sender.Of(name);
        if (sender.Method == "GET")
            return;

        var answer = await bot.SendAsync(sender with { Wraps = (bytes, _) => bytes }, new byte[(1024 * 1024) + 1]);

        Assert.Equal((413, "the body has more than 1048576 bytes"), (answer.Status, Error(answer)));
        Assert.Empty(bot.Store.Stored);
    }

    [Fact]
    public async Task A_body_of_a_mebibyte_is_taken_however_it_is_cut()
    {
        await using var bot = await SignalBot.StartAsync();
        var title = Encoding.UTF8.GetBytes("""{"title":"Down"}""");
        byte[] body = [.. title, .. Enumerable.Repeat((byte)' ', (1024 * 1024) - title.Length)];

        Assert.Equal(202, (await bot.SendAsync(Sender.Of("script"), body)).Status);
        Assert.StartsWith("HTTP/1.1 202", await ChunkedAsync(bot, body), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 413", await ChunkedAsync(bot, [.. body, (byte)' ']), StringComparison.Ordinal);
        Assert.Equal(2, bot.Store.Stored.Count);
    }

    [Fact]
    public async Task A_request_that_breaks_off_leaves_nothing()
    {
        await using var bot = await SignalBot.StartAsync();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, bot.Address.Port, TestContext.Current.CancellationToken);
            var head = $"POST /alerts/script HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Sender.Secret}\r\nContent-Length: 99\r\n\r\n{{\"title\":\"Down\"}}";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        }

        await bot.SendAsync(Sender.Of("prom"));

        Assert.Equal("prom", Json.Read<SignalsReceived>(Assert.Single(bot.Store.Stored).Body).Source);
        Assert.DoesNotContain(bot.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/alerts/nobody", 404)]
    [InlineData("/alerts/", 404)]
    [InlineData("/alerts/prom/more", 404)]
    [InlineData("/alerts/%2e%2e%2fprom", 404)]
    [InlineData("/alerts/PROM", 200)]
    public async Task A_source_is_known_by_its_name(string path, int status)
    {
        await using var bot = await SignalBot.StartAsync();

        var answer = await bot.SendRawAsync("POST", path, Encoding.UTF8.GetBytes(Payloads.Alertmanager), [("Authorization", $"Bearer {Sender.Secret}")]);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? 1 : 0, bot.Store.Stored.Count);
    }

    [Theory]
    [InlineData("prom", "GET", "POST")]
    [InlineData("grafana", "DELETE", "POST, PUT")]
    [InlineData("robot-query", "PUT", "POST, GET")]
    [InlineData("events-binary", "GET", "POST, OPTIONS")]
    public async Task A_source_is_called_as_it_really_calls(string name, string method, string allowed)
    {
        await using var bot = await SignalBot.StartAsync();

        var answer = await bot.SendAsync(Sender.Of(name) with { Method = method });

        Assert.Equal((405, allowed), (answer.Status, answer.Headers["Allow"]));
        Assert.Empty(bot.Store.Stored);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task While_nothing_can_be_stored_the_source_is_asked_to_come_again(string name)
    {
        await using var bot = await SignalBot.StartAsync();
        bot.Store.IsAway = true;

        var away = await bot.SendAsync(Sender.Of(name));

        Assert.Equal((503, "nothing can be stored at the moment, please send it again"), (away.Status, Error(away)));
        Assert.Empty(bot.Store.Stored);
        bot.Store.IsAway = false;
        Assert.Equal(Sender.Of(name).Good, (await bot.SendAsync(Sender.Of(name))).Status);
        Assert.Single(bot.Store.Stored);
    }

    [Fact]
    public async Task A_flood_of_refusals_is_one_line_in_the_log()
    {
        await using var bot = await SignalBot.StartAsync();
        for (var number = 0; number < 20; number++)
            await bot.SendAsync(Sender.Of("prom"), secret: "guessed");
        bot.Clock.Advance(TimeSpan.FromSeconds(10));
        await bot.SendAsync(Sender.Of("prom"), secret: "guessed");

        var lines = bot.Logs.Lines.Where(line => line.Contains("Refused a request", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, lines.Count);
        Assert.Contains("(and 19 more", lines[1], StringComparison.Ordinal);
    }

    private static string Error(SignalAnswer answer) => JsonDocument.Parse(answer.Body).RootElement.GetProperty("error").GetString()!;

    private static async Task<string> ChunkedAsync(SignalBot bot, byte[] body)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, bot.Address.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST /alerts/script HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {Sender.Secret}\r\nTransfer-Encoding: chunked\r\n\r\n"),
            TestContext.Current.CancellationToken);
        foreach (var chunk in body.Chunk(70_000))
            await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"), .. chunk, .. "\r\n"u8], TestContext.Current.CancellationToken);
        await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var answer = new byte[64];
        var length = await stream.ReadAtLeastAsync(answer, 12, cancellationToken: TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(answer, 0, length);
    }
}
