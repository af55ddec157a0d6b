using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

public sealed class NearestTests
{
    private static readonly string[] Known = ["beta-war-room", "go-live", "every", "error-rate", "p95"];

    [Theory]
    [InlineData("beta", "beta-war-room")]
    [InlineData("evry", "every")]
    [InlineData("Every", "every")]
    [InlineData("evrey", "every")]
    [InlineData("eror-rate", "error-rate")]
    [InlineData("p59", "p95")]
    [InlineData("golive", "go-live")]
    public void A_slip_finds_what_was_meant(string word, string meant) => Assert.Equal(meant, Nearest.To(word, Known));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("checkout")]
    public void Something_else_finds_nothing(string word) => Assert.Null(Nearest.To(word, Known));

    [Fact]
    public void A_very_long_word_is_not_compared() => Assert.Null(Nearest.To(new string('e', 1_000_000), Known));
}
