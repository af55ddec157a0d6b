using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Slack;
using WarRoomBot.TestKit.Slack;

namespace WarRoomBot.Tests.Slack;

/// <summary>What a card becomes in Block Kit, and that it becomes something Slack takes, whatever is in it.</summary>
public sealed class SlackRendererTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 14, 30, 5, TimeSpan.Zero);

    [Fact]
    public void A_row_is_one_compact_line() => Assert.Equal(
        "✅ *Error rate* 0.04 %  ▁▁▂  target &lt; 0.1 %\n*Users* 12",
        MrkdwnOf(new Rows(
            [new(Mark.Done, "Error rate", "0.04 %", "▁▁▂", "target < 0.1 %"), new(Mark.None, "Users", "12", null, RichText.Empty)])));

    [Fact]
    public void Moments_are_shown_in_the_readers_zone_and_else_in_utc()
    {
        Assert.Equal("<!date^1795271405^{time}|14:30 UTC>", MrkdwnOf(Line($"{Span.Time(At)}")));
        Assert.Equal("<!date^1795271405^{date_short} {time}|21 Nov 14:30 UTC>", MrkdwnOf(Line($"{Span.Date(At)}")));
        Assert.Equal("<!date^1795271405^{time_secs}|14:30:05 UTC>", MrkdwnOf(Line($"{new Moment(At, MomentStyle.TimeWithSeconds)}")));
    }

    [Theory]
    [InlineData("U024BE7LH", "<@U024BE7LH>")]
    [InlineData("W024BE7LH", "<@W024BE7LH>")]
    [InlineData("ana", "@a&amp;b")]
    [InlineData("U1><!channel", "@a&amp;b")]
    [InlineData("", "@a&amp;b")]
    public void People_are_mentioned_when_Slack_can_know_them(string id, string written) =>
        Assert.Equal(written, MrkdwnOf(Line($"{new Person(id, "a&b")}")));

    [Theory]
    [InlineData("https://example.com/a?b=1&c=2", "the | page>", "<https://example.com/a?b=1&amp;c=2|the ¦ page&gt;>")]
    [InlineData("https://example.com/a|b<c>", "x", "<https://example.com/a%7Cb%3Cc%3E|x>")]
    [InlineData("https://example.com", "", "<https://example.com/|https://example.com>")]
    [InlineData("javascript:alert(1)", "x", "x")]
    [InlineData("not an address", "x", "x")]
    public void Links_lead_to_pages_only(string address, string text, string written) =>
        Assert.Equal(written, MrkdwnOf(Line($"{new Link(text, address)}")));

    [Theory]
    [InlineData("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;")]
    [InlineData("http_requests_total 2*3", "http_requests_total 2*3")]
    [InlineData("*** CRITICAL _now_", "*\u200B*\u200B*\u200B CRITICAL _\u200Bnow_\u200B")]
    [InlineData("`rm` ~x~", "`\u200Brm`\u200B ~\u200Bx~\u200B")]
    [InlineData("a\r\nb\rc\u0000d", "a\nb\ncd")]
    public void Foreign_words_are_never_markup(string text, string written) => Assert.Equal(written, MrkdwnOf(Line($"{text}")));

    [Fact]
    public void Half_a_pair_of_surrogates_is_replaced() =>
        Assert.Equal("torn \ufffd pair \ufffd \U0001F469", MrkdwnOf(Line($"{"torn \ud83d pair \udc68 \ud83d\udc69"}")));

    [Theory]
    [InlineData("bold", "*bold*")]
    [InlineData("a bold ", "*a bold*")]
    [InlineData("  bold ", "  *bold*")]
    [InlineData("two\nlines", "*two*\n*lines*")]
    [InlineData("2 * 3", "2 *\u200B 3")]
    public void Bold_holds_to_what_Slack_can_do(string text, string written) => Assert.Equal(written, MrkdwnOf(Line($"{new Strong(text)}")));

    [Fact]
    public void Code_is_fixed_width_unless_it_holds_what_ends_it()
    {
        Assert.Equal("type `a &lt;b&gt;`", MrkdwnOf(Line($"type {new Code("a <b>")}")));
        Assert.Equal("type a`\u200B b", MrkdwnOf(Line($"type {new Code("a` b")}")));
    }

    [Fact]
    public void Lines_that_follow_each_other_are_one_section()
    {
        Element[] elements = [new Line("one"), new Line(RichText.Empty), new Line("two"), new Divider(), new Line("three")];
        var blocks = BlocksOf(new(Mark.Good, "Room", elements));

        Assert.Equal(["header", "section", "divider", "section"], blocks.Select(block => (string?)block!["type"]));
        Assert.Equal("one\ntwo", (string?)blocks[1]!["text"]!["text"]);
    }

    [Fact]
    public void Every_button_of_a_message_has_an_id_of_its_own_that_leads_back_to_its_action()
    {
        Button[] options = [new("Go", "gate.sign", "go"), new("No go", "gate.sign", "no"), new("Page", "", "") { Address = "https://example.com" }];
        var blocks = BlocksOf(new(Mark.None, "", [new Prompt("?", options), new Buttons(options)]));

        var ids = BlockText.ButtonsOf(blocks).Select(button => (string)button["action_id"]!).ToList();

        Assert.Equal(6, ids.Distinct().Count());
        Assert.Equal(["gate.sign", "gate.sign", "", "gate.sign", "gate.sign", ""], ids.Select(ActionId.ActionOf));
        Assert.Equal("with#mark", ActionId.ActionOf(ActionId.Of("with#mark", 3)));
    }

    [Fact]
    public void The_words_alone_carry_the_whole_message_and_cannot_ping()
    {
        var message = SlackRenderer.Render(new(Mark.Bad, "<!channel>", [new Line($"a & b"), new Context("c")]));

        Assert.Equal("🔴 &lt;!channel&gt;\na &amp; b\n(c)", message.Text);
    }

    [Theory]
    [InlineData('a')]
    [InlineData('&')]
    [InlineData('<')]
    public void The_words_alone_are_short_enough_to_be_edited(char character)
    {
        var text = SlackRenderer.Render(Card.Text(new string(character, 40_000))).Text;

        Assert.InRange(text.Length, 3_890, 3_900);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("&(?!amp;|lt;|gt;)", text);
    }

    [Fact]
    public void A_long_text_goes_on_in_the_next_section_and_ends_with_a_mark()
    {
        var words = string.Join(" ", Enumerable.Range(0, 8_000).Select(number => $"w{number}"));
        var blocks = BlocksOf(Card.Text(words));
        var sections = blocks.Take(blocks.Count - 1).Select(block => (string)block!["text"]!["text"]!).ToList();

        Assert.Equal(4, sections.Count);
        Assert.StartsWith(sections[0] + " " + sections[1], words, StringComparison.Ordinal);
        Assert.EndsWith("…", sections[^1], StringComparison.Ordinal);
        Assert.Equal("… Left out here: the end of a text.", (string?)blocks[^1]!["elements"]![0]!["text"]);
    }

    [Fact]
    public void The_buttons_of_a_card_outlast_everything_else()
    {
        var rows = Enumerable.Range(0, 200).Select(number => new Row(Mark.Good, $"Metric {number}", new('9', 60), "▁▂▃", "target < 1")).ToList();
        var card = new Card(Mark.Bad, "P0", [new Rows(rows), new Buttons([new("Acknowledge", "alert.acknowledge", "7")]), new Context("small")]);

        var blocks = BlocksOf(card);

        Assert.Contains(BlockText.ButtonsOf(blocks), button => (string)button["text"]!["text"]! == "Acknowledge");
        Assert.Matches(@"^… Left out here: \d+ rows\.$", (string)blocks[^1]!["elements"]![0]!["text"]!);
    }

    [Fact]
    public void Sixty_buttons_are_shown_and_fifty_questions_as_far_as_they_go()
    {
        var buttons = Enumerable.Range(0, 60).Select(number => new Button($"B{number}", "x", $"{number}")).ToList();
        Assert.Equal(60, BlockText.ButtonsOf(BlocksOf(new(Mark.None, "", [new Buttons(buttons)]))).Count());

        var prompts = Enumerable.Range(0, 50).Select(number => new Prompt($"Question {number}?", [new("OK", "x", "")])).ToList();
        var blocks = BlocksOf(new(Mark.None, "Check", [.. prompts]));
        Assert.Equal("… Left out here: 26 questions.", (string?)blocks[^1]!["elements"]![0]!["text"]);
    }

    [Fact]
    public void A_button_that_would_do_something_else_if_it_were_cut_is_left_out()
    {
        var blocks = BlocksOf(new(Mark.None, "", [new Buttons(
            [
                new("Too much", "x", new('v', 2001)),
                new("", "x", ""),
                new("\u200B", "x", ""),
                new("Nowhere", "", "") { Address = "ftp://example.com" },
                new("Good", "x", "1"),
            ])]));

        Assert.Equal("Good", (string?)Assert.Single(BlockText.ButtonsOf(blocks))["text"]!["text"]);
        Assert.Equal("… Left out here: 4 buttons.", (string?)blocks[^1]!["elements"]![0]!["text"]);
    }

    [Fact]
    public void An_empty_card_still_shows_something()
    {
        var card = new Card(Mark.Good, " \u200B", [new Line("\u2060"), new Rows([]), new Divider(), new Buttons([]), new Context(RichText.Empty)]);

        Assert.Equal("(nothing to show)", (string?)Assert.Single(BlocksOf(card))!["text"]!["text"]);
        Assert.Equal("(nothing to show)", SlackRenderer.Render(card).Text);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_is_in_a_card_Slack_takes_it_and_nothing_foreign_becomes_markup(int seed)
    {
        var nasty = new NastyCards(new(seed));
        for (var time = 0; time < 40; time++)
        {
            var card = nasty.Card();
            var blocks = BlocksOf(card);
            Assert.Empty(BlockRules.Check(blocks, BlockRules.Message));
            Assert.InRange(BlockRules.TextOf(blocks).Sum(text => text.Length), 1, 9_999);
            Assert.All(MrkdwnIn(blocks), AssertOnlyOurMarkup);
            var text = SlackRenderer.Render(card).Text;
            Assert.InRange(text.Length, 1, 3_900);
            AssertOnlyOurMarkup(text);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_is_in_a_form_Slack_takes_it(int seed)
    {
        var nasty = new NastyCards(new(seed));
        for (var time = 0; time < 40; time++)
        {
            var json = JsonBytes.Object(json => SlackFormRenderer.WriteTo(json, nasty.Form(), new(new("slack", "T1", "C1"), "")));
            Assert.Empty(BlockRules.CheckView((JsonObject)JsonNode.Parse(json.Span)!["view"]!));
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    private static void AssertOnlyOurMarkup(string mrkdwn)
    {
        foreach (Match reference in Regex.Matches(mrkdwn, "<[^>]*>?"))
            Assert.Matches(@"^<(@[UW][A-Z0-9]+|!date\^-?\d+\^[^|<>]+\|[^|<>]+|https?://[^|<>\s]+\|[^|<>]+)>$", reference.Value);
        Assert.DoesNotMatch("&(?!amp;|lt;|gt;)", mrkdwn);
        Assert.Equal(mrkdwn.Count(character => character == '<'), mrkdwn.Count(character => character == '>'));
    }

    private static IEnumerable<string> MrkdwnIn(JsonNode? node) => node switch
    {
        JsonArray array => array.SelectMany(MrkdwnIn),
        JsonObject { } text when (string?)text["type"] == "mrkdwn" && (bool)text["verbatim"]! => [(string)text["text"]!],
        JsonObject { } text when (string?)text["type"] == "mrkdwn" => throw new InvalidOperationException("not verbatim"),
        JsonObject other => other.SelectMany(pair => MrkdwnIn(pair.Value)),
        _ => [],
    };

    private static Line Line(RichText.Writer text) => new(RichText.Of(text));

    private static string MrkdwnOf(Element element) => (string)Assert.Single(BlocksOf(new(Mark.None, "", [element])))!["text"]!["text"]!;

    private static JsonArray BlocksOf(Card card) =>
        (JsonArray)JsonNode.Parse(JsonBytes.Object(json => SlackRenderer.Render(card).WriteTo(json, "op1")).Span)!["blocks"]!;
}
