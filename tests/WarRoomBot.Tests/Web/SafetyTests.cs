using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using WarRoomBot.Chat;
using WarRoomBot.Host;
using WarRoomBot.Pipeline;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Chat;
using WarRoomBot.TestKit.Web;
using WarRoomBot.Web.Serving;

namespace WarRoomBot.Tests.Web;

/// <summary>What the local chat does not do, whoever asks.</summary>
public sealed partial class SafetyTests
{
    private static readonly Conversation Room = new("local", "local", "beta");

    [Theory]
    [InlineData("/")]
    [InlineData("/chat")]
    [InlineData("/chat/beta")]
    [InlineData("/chat/beta/live?after=0")]
    [InlineData("/assets/chat.js")]
    public async Task Under_a_foreign_name_there_is_nothing_here(string path)
    {
        await using var scene = await Scene.OpenAsync();

        foreach (var host in new[] { "evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "192.168.1.1" })
        {
            using var answer = await scene.Visitor.GetAsync(path, ("Host", host));
            Assert.Equal((HttpStatusCode.NotFound, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token)));
        }

        using var posted = await scene.Visitor.PostAsync("/chat/beta/say", [.. Scene.As("ana"), ("text", "x")], ("Host", "evil.example"), ("Origin", "http://evil.example"));
        Assert.Equal((HttpStatusCode.NotFound, 0), (posted.StatusCode, await scene.MessagesAsync()));
    }

    [Theory]
    [InlineData("127.0.0.1", "localhost:8080", null, true)]
    [InlineData("127.0.0.1", "LOCALHOST", null, true)]
    [InlineData("::1", "[::1]:8080", null, true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", null, true)]
    [InlineData("10.0.0.7", "localhost", null, false)]
    [InlineData("::ffff:10.0.0.7", "localhost", null, false)]
    [InlineData(null, "localhost", null, false)]
    [InlineData("127.0.0.1", "", null, false)]
    [InlineData("127.0.0.1", "bot.example.com", null, false)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "localhost", "Forwarded", false)]
    public void Only_who_sits_at_this_machine_is_let_in(string? remote, string host, string? header, bool isLetIn)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        http.Request.Host = new(host);
        if (header is not null)
            http.Request.Headers[header] = "203.0.113.9";

        Assert.Equal(isLetIn, LoopbackOnly.WhyNot(http) is null);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Origin", "")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task What_comes_from_another_sites_page_is_not_done(string header, string value)
    {
        await using var scene = await Scene.OpenAsync();

        foreach (var action in new[] { "say", "press", "submit", "name" })
        {
            using var answer = await scene.Visitor.PostAsync(
                $"/chat/beta/{action}",
                [.. Scene.As("ana", action), ("text", "x"), ("name", "x"), ("message", "1"), ("does", "x"), ("value", ""), ("form", "drill.start"), ("context", "")],
                (header, value));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }

        Assert.Equal((0, 0), (await scene.InboxAsync(), await scene.MessagesAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_too_long_is_refused(bool saysHowLong)
    {
        await using var scene = await Scene.OpenAsync();
        var body = new StringContent($"key=0123456789abcdef&as=ana&text={new string('x', 70_000)}", Encoding.ASCII, "application/x-www-form-urlencoded");

        using var answer = await scene.Visitor.PostAsync("/chat/beta/say", saysHowLong ? body : new Chunked(body), ("X-WarRoom-Part", "yes"));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, 0), (answer.StatusCode, await scene.MessagesAsync()));
    }

    [Theory]
    [InlineData("say", "", 400)]
    [InlineData("say", "as=ana&text=x", 400)]
    [InlineData("say", "key=short&as=ana&text=x", 400)]
    [InlineData("say", "key=0123456789abcde/&as=ana&text=x", 400)]
    [InlineData("say", "key=0123456789abcdef&key=0123456789abcdef&as=ana&text=x", 400)]
    [InlineData("say", "key=0123456789abcdef&text=x", 400)]
    [InlineData("say", "key=0123456789abcdef&as=two+words&text=x", 400)]
    [InlineData("say", "key=0123456789abcdef&as=ana&text=a%00b", 400)]
    [InlineData("say", "key=0123456789abcdef&as=ana&text=x&thread=-1", 400)]
    [InlineData("say", "key=0123456789abcdef&as=ana&text=x&thread=99999999999999999999", 400)]
    [InlineData("say", "%%%=%%%&&&==", 400)]
    [InlineData("press", "key=0123456789abcdef&as=ana&message=x&does=a&value=", 400)]
    [InlineData("press", "key=0123456789abcdef&as=ana&message=1&value=", 400)]
    [InlineData("press", "key=0123456789abcdef&as=ana&message=1&does=a&does=b&value=", 400)]
    [InlineData("submit", "key=0123456789abcdef&as=ana&form=no.such&context=", 400)]
    [InlineData("submit", "key=0123456789abcdef&as=ana&form=drill.start", 400)]
    [InlineData("name", "name=a%00b", 400)]
    public async Task What_no_page_of_ours_sends_is_refused(string action, string body, int status)
    {
        await using var scene = await Scene.OpenAsync();

        using var answer = await scene.Visitor.PostAsync(
            $"/chat/beta/{action}", new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded"));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal((0, 0), (await scene.InboxAsync(), await scene.MessagesAsync()));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task What_is_no_form_is_refused(string type)
    {
        await using var scene = await Scene.OpenAsync();
        var body = new StringContent("key=0123456789abcdef&as=ana&text=x");
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        using var answer = await scene.Visitor.PostAsync("/chat/beta/say", body);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, 0), (answer.StatusCode, await scene.MessagesAsync()));
    }

    [Theory]
    [InlineData("/chat/Beta")]
    [InlineData("/chat/be%20ta")]
    [InlineData("/chat/..%2f")]
    [InlineData("/chat/be<ta")]
    [InlineData("/chat/beta/live")]
    [InlineData("/chat/beta/live?after=x")]
    [InlineData("/chat/beta/live?after=-1")]
    [InlineData("/assets/nothing.js")]
    [InlineData("/assets/..%2fappsettings.json")]
    public async Task What_is_no_page_is_not_found(string path)
    {
        await using var scene = await Scene.OpenAsync();

        using var answer = await scene.Visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Whatever_is_written_only_known_parts_make_up_the_page()
    {
        await using var scene = await Scene.OpenAsync();
        await scene.Bot.HappenAsync(
            new Show("nasty", Room, SampleCards.Nasty) { Pinned = true },
            new Notice("nasty too", Room, SampleCards.Nasty),
            new Notice("reply", Room, SampleCards.Nasty) { ThreadOf = "nasty" });
        await scene.SayAsync("ana", "<script>alert('x')</script> \"' <img src=x onerror=alert(1)> javascript:alert(1) https://example.com/\"onclick=\"x");
        await scene.Bot.SettleAsync();

        var page = await scene.PageAsync("ana");

        foreach (Match tag in Tag().Matches(page))
        {
            var (name, attributes) = (tag.Groups["name"].Value, tag.Groups["attribute"].Captures.Select(capture => capture.Value).ToList());
            Assert.DoesNotContain(attributes, attribute => attribute.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute is "style" or "srcdoc");
            Assert.Contains(name.ToLowerInvariant(), KnownParts);
        }

        Assert.All(Script().Matches(page), script => Assert.Matches("^<script type=\"module\" src=\"/assets/[a-z]+\\.js\\?v=[0-9a-f]+\"></script>", script.Value));
        Assert.All(Href().Matches(page), link => Assert.Matches("^(https?://|/|#)", link.Groups["address"].Value));
    }

    [Fact]
    public async Task Every_page_forbids_whatever_is_not_its_own()
    {
        await using var scene = await Scene.OpenAsync();

        using var answer = await scene.Visitor.GetAsync("/chat/beta");

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Without_storage_every_page_says_so_and_nothing_is_lost_silently()
    {
        await using var app = WarRoomHost.Build(["--Storage:ConnectionString=Data Source=/nowhere/at/all.db", "--Urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        await app.StartAsync(Token);
        using var visitor = new Visitor(new(app.Urls.First()));

        using var page = await visitor.GetAsync("/chat/beta");
        using var rooms = await visitor.GetAsync("/");
        using var live = await visitor.GetAsync("/chat/beta/live?after=0");
        using var said = await visitor.PostAsync("/chat/beta/say", [.. Scene.As("ana"), ("text", "hello")]);
        using var typed = await visitor.PostAsync("/chat/beta/say", [.. Scene.As("ana"), ("text", "/warroom help")]);
        using var whole = await visitor.PostWholeAsync("/chat/beta/say", [.. Scene.As("ana"), ("text", "hello")]);

        Assert.All([page, rooms, live, said, typed, whole], answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        Assert.Equal("The bot cannot reach its storage right now. Nothing was lost; please try again in a moment.", await typed.Content.ReadAsStringAsync(Token));
        Assert.Contains("cannot reach its storage", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Contains("http-equiv=\"refresh\"", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", await whole.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.NotNull(typed.Headers.RetryAfter);
        await app.StopAsync(Token);
    }

    private static readonly string[] KnownParts =
    [
        "html", "head", "meta", "title", "link", "script", "body", "a", "header", "img", "span", "h1", "h2", "h3", "details", "summary", "strong", "form", "label", "div",
        "input", "button", "p", "nav", "ul", "li", "aside", "dl", "dt", "dd", "hr", "code", "main", "ol", "article", "time", "datalist", "option",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [GeneratedRegex("<(?<name>[a-zA-Z][^\\s/>]*)(?:\\s+(?<attribute>[^\\s=/>]+)(?:=\"[^\"]*\")?)*\\s*/?>")]
    private static partial Regex Tag();

    [GeneratedRegex("<script[^>]*>(?:</script>)?", RegexOptions.IgnoreCase)]
    private static partial Regex Script();

    [GeneratedRegex("(?:href|src|action|formaction)=\"(?<address>[^\"]*)\"", RegexOptions.IgnoreCase)]
    private static partial Regex Href();

    /// <summary>A body whose length is not told beforehand.</summary>
    private sealed class Chunked : HttpContent
    {
        private readonly HttpContent _body;

        public Chunked(HttpContent body)
        {
            _body = body;
            Headers.ContentType = body.Headers.ContentType;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _body.CopyToAsync(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
