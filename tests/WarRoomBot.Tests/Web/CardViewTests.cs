using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WarRoomBot.Cards;
using WarRoomBot.TestKit.Chat;
using WarRoomBot.Web.Rendering;

namespace WarRoomBot.Tests.Web;

/// <summary>Each element and each span of a card as HTML.</summary>
public sealed class CardViewTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 3, 14, 30, 5, TimeSpan.FromHours(1));
    private static readonly PressTarget Press = new("/chat/beta/press", new("ana", "Ana"), 7);

    [Fact]
    public async Task The_title_stands_beside_its_symbol_which_is_not_read_out() => Assert.Equal(
        "<div class=\"card mark-bad \"><h3 class=\"card-title\"><span class=\"symbol\" aria-hidden=\"true\">&#x1F534;</span>P1 High</h3></div>",
        await HtmlAsync(new(Mark.Bad, "P1 High", [])));

    [Theory]
    [InlineData(MomentStyle.Time, "<time datetime=\"2026-03-03T13:30:05Z\" data-style=\"time\" title=\"3 Mar 2026 13:30:05 UTC\">13:30 UTC</time>")]
    [InlineData(MomentStyle.TimeWithSeconds, "<time datetime=\"2026-03-03T13:30:05Z\" data-style=\"seconds\" title=\"3 Mar 2026 13:30:05 UTC\">13:30:05 UTC</time>")]
    [InlineData(MomentStyle.DateAndTime, "<time datetime=\"2026-03-03T13:30:05Z\" data-style=\"date\" title=\"3 Mar 2026 13:30:05 UTC\">3 Mar 13:30 UTC</time>")]
    public async Task A_moment_is_a_time_in_utc_that_a_browser_may_turn_into_the_readers(MomentStyle style, string html) =>
        Assert.Equal(html, await LineAsync(new Moment(At, style)));

    [Fact]
    public async Task Words_keep_their_spaces_and_line_breaks() => Assert.Equal("a  b&#xA;c", await LineAsync(new Words("a  b\nc")));

    [Fact]
    public async Task Strong_and_code_are_marked_as_such() =>
        Assert.Equal("<strong>a</strong><code>b</code>", await LineAsync(new Strong("a"), new Code("b")));

    [Fact]
    public async Task Who_is_mentioned_stands_out_most_to_themselves() => Assert.Equal(
        "<span class=\"mention\">@bo</span> <span class=\"mention you\">@ana</span>",
        await LineAsync(new Mention(new("bo", "bo")), new Words(" "), new Mention(new("ana", "ana"))));

    [Theory]
    [InlineData("https://example.com/?a=1&b=\"", "<a href=\"https://example.com/?a=1&amp;b=&quot;\" target=\"_blank\" rel=\"noopener noreferrer\">go</a>")]
    [InlineData("javascript:alert(1)", "go")]
    [InlineData("JavaScript:alert(1)", "go")]
    [InlineData("data:text/html,x", "go")]
    [InlineData("file:///etc/passwd", "go")]
    [InlineData("//example.com", "go")]
    [InlineData("/rooms/1", "go")]
    public async Task Only_web_addresses_are_links(string address, string html) => Assert.Equal(html, await LineAsync(new Link("go", address)));

    [Fact]
    public async Task Figures_are_read_out_as_name_value_trend_and_note()
    {
        var html = await HtmlAsync(new(Mark.None, "", [new Rows([new(Mark.Watch, "DB connections", "61", "▁▃▇█", "above 50")])]));

        Assert.Contains(
            "<dl class=\"rows\"><div class=\"row mark-watch\"><dt><span class=\"symbol\" aria-hidden=\"true\">&#x26A0;&#xFE0F;</span>DB connections</dt>"
            + "<dd class=\"value\">61</dd><dd class=\"trend\"><span role=\"img\" aria-label=\"Trend of 4 readings: rising, now at its highest\">&#x2581;&#x2583;&#x2587;&#x2588;</span></dd>"
            + "<dd class=\"note\">above 50</dd></div></dl>",
            html.Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_is_a_form_that_says_what_it_does_and_who_presses_it()
    {
        var html = await HtmlAsync(new(Mark.None, "", [new Buttons([new("OK", "check.answer", "1 \"x\"") { Style = ButtonStyle.Primary, Label = "OK: first login?" }])]));

        Assert.Contains("<form method=\"post\" action=\"/chat/beta/press\" data-part>", html, StringComparison.Ordinal);
        Assert.Contains("name=\"as\" value=\"Ana\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"message\" value=\"7\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"does\" value=\"check.answer\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"value\" value=\"1 &quot;x&quot;\"", html, StringComparison.Ordinal);
        Assert.Contains("<button type=\"submit\" class=\"button primary\" id=\"b-1-0\" aria-label=\"OK: first login?\">OK</button>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_button_carries_a_key_of_its_own()
    {
        var html = await HtmlAsync(SampleCards.Alert) + await HtmlAsync(SampleCards.Alert);

        var keys = html.Split("name=\"key\" value=\"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).ToList();
        Assert.Equal(10, keys.Distinct().Count());
        Assert.All(keys, key => Assert.True(FormKey.IsKey(key)));
    }

    [Fact]
    public async Task A_card_that_is_only_read_has_no_buttons_but_keeps_its_links_to_pages()
    {
        var html = await HtmlAsync(SampleCards.Gate, press: null);

        Assert.DoesNotContain("<button", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.com/evidence\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_that_leads_to_no_web_address_is_left_out() =>
        Assert.DoesNotContain("Away", await HtmlAsync(SampleCards.Nasty), StringComparison.Ordinal);

    [Fact]
    public async Task Every_sample_card_is_drawn()
    {
        foreach (var card in new[] { SampleCards.Board, SampleCards.Check, SampleCards.Alert, SampleCards.Resolved, SampleCards.Gate, SampleCards.Nasty })
            Assert.Contains("<h3 class=\"card-title\">", await HtmlAsync(card), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("▁▁▁▁", "Trend of 4 readings: steady")]
    [InlineData("▁▂▁▂▁", "Trend of 5 readings: steady, now at its lowest")]
    [InlineData("█▇▅▂▁", "Trend of 5 readings: falling, now at its lowest")]
    [InlineData("▁█▁█▂█▂", "Trend of 7 readings: up and down")]
    [InlineData("▁·█", "Trend of 3 readings: rising, now at its highest, 1 missing")]
    [InlineData("··", "Trend: no readings")]
    [InlineData("▃", "Trend of 1 readings: steady")]
    public void A_trend_can_be_told_in_words(string sparkline, string words) => Assert.Equal(words, TrendWords.Of(sparkline));

    private static async Task<string> LineAsync(params Span[] spans)
    {
        const string before = "<p class=\"line\">";
        var html = await HtmlAsync(new(Mark.None, "", [new Line(new(spans))]));
        var from = html.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return html[from..html.IndexOf("</p>", from, StringComparison.Ordinal)];
    }

    private static Task<string> HtmlAsync(Card card) => HtmlAsync(card, Press);

    private static async Task<string> HtmlAsync(Card card, PressTarget? press)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        return await new Html(services, NullLoggerFactory.Instance).OfAsync<CardView>(
            new() { [nameof(CardView.Card)] = card, [nameof(CardView.Press)] = press, [nameof(CardView.Id)] = "b" });
    }
}
