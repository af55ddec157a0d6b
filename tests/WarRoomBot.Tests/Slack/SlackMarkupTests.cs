using WarRoomBot.Chat;
using WarRoomBot.Slack;

namespace WarRoomBot.Tests.Slack;

public sealed class SlackMarkupTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("log all is well", "log all is well")]
    [InlineData("<@U1|bob> and <@U2>", "@bob and @U2")]
    [InlineData("<#C1|general> <#C2|> <#C3>", "#general #C2 #C3")]
    [InlineData("<https://example.com/a?b=1&amp;c=2|the page>", "the page")]
    [InlineData("<https://example.com/a?b=1&amp;c=2>", "https://example.com/a?b=1&c=2")]
    [InlineData("<mailto:a@example.com|a@example.com>", "a@example.com")]
    [InlineData("<!here> <!channel|channel> <!subteam^S1|@devs> <!subteam^S2>", "@here channel @devs @S2")]
    [InlineData("<!date^1700000000^{date}|14 Nov>", "14 Nov")]
    [InlineData("error rate &lt; 1 &amp;&amp; p95 &gt; 2", "error rate < 1 && p95 > 2")]
    [InlineData("&amp;lt; stays one step", "&lt; stays one step")]
    [InlineData("&nbsp; &", "&nbsp; &")]
    [InlineData("a < b, <@U1", "a < b, <@U1")]
    [InlineData("<> <@> <#> <!>", " @ # !")]
    [InlineData("<@U1|a&amp;b>", "@a&b")]
    public void Markup_is_undone(string sent, string read) => Assert.Equal(read, SlackMarkup.Read(sent).Text);

    [Fact]
    public void People_are_told_in_order_with_their_names()
    {
        var (_, mentions) = SlackMarkup.Read("handoff <@U2|bo> not <@W1> nor <@U2|bo>");

        Assert.Equal([("U2", "bo"), ("W1", "W1"), ("U2", "bo")], mentions.Select(person => (person.Id, person.Name)));
        Assert.Equal(new Person("U2", ""), mentions[0]);
    }
}
