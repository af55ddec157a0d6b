using WarRoomBot.Cards;
using WarRoomBot.Chat;
using WarRoomBot.Web.LocalChat;

namespace WarRoomBot.Tests.Web;

public sealed class TypedTextTests
{
    [Theory]
    [InlineData("role cto @dee", "dee")]
    [InlineData("@Ana and @bo.", "ana bo")]
    [InlineData("(@jean-luc), @o.k: go", "jean-luc o.k")]
    [InlineData("@ana @Ana", "ana ana")]
    [InlineData("mail ana@example.com, @ alone, @@ana, a.@b", "")]
    [InlineData("@zoë @北京", "zoë 北京")]
    [InlineData("@an-inordinately-long-name-that-is-nobody", "")]
    public void People_are_found_where_they_are_named(string text, string people) =>
        Assert.Equal(people, string.Join(' ', TypedText.Mentions(text).Select(person => person.Id)));

    [Fact]
    public void Addresses_become_links_and_all_else_stays_words()
    {
        var spans = TypedText.Spans("see https://example.com/a?b=1&c=2. @ana: not javascript:alert(1), nor ftp://x, nor http://");

        Assert.Equal(
            [
                new Words("see "), new Link("https://example.com/a?b=1&c=2", "https://example.com/a?b=1&c=2"), new Words(". "),
                new Mention(new Person("ana", "ana")), new Words(": not javascript:alert(1), nor ftp://x, nor http://"),
            ],
            spans);
    }

    [Theory]
    [InlineData("ana", true)]
    [InlineData("@ana", true)]
    [InlineData("Jean-Luc.2", true)]
    [InlineData("zoë", true)]
    [InlineData("", false)]
    [InlineData("two words", false)]
    [InlineData("-ana", false)]
    [InlineData("ana\n", true)]
    [InlineData("a<b", false)]
    [InlineData("1234567890123456789012345678901", false)]
    public void A_name_is_one_word(string text, bool isName) => Assert.Equal(isName, LocalNames.TryPerson(text, out _));

    [Theory]
    [InlineData("beta-war-room", "beta-war-room")]
    [InlineData("#Beta war room", "beta-war-room")]
    [InlineData("../etc", null)]
    [InlineData("a/b", null)]
    [InlineData("", null)]
    [InlineData("-x", null)]
    public void A_channel_is_small_letters_digits_and_dashes(string text, string? channel)
    {
        LocalNames.TryChannel(text, out var read);

        Assert.Equal(channel, read);
    }
}
