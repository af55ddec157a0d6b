using WarRoomBot.Probes.Http;
using WarRoomBot.Probes.Network;

namespace WarRoomBot.Tests.Probes.Network;

public sealed class SecretsTests
{
    private static readonly Secrets Secrets = new HttpAsk
    {
        Address = "https://ana:p%40ssword@api.example.com/v1?limit=5&token=abc%2Fdef%2Bghi",
        Headers = [new("Authorization", "Bearer s3cr3t-token"), new("X-Short", "on")],
    }.Secrets;

    [Theory]
    [InlineData("saw Bearer s3cr3t-token", "saw •••")]
    [InlineData("saw S3CR3T-TOKEN", "saw •••")]
    [InlineData("saw abc/def+ghi and abc%2Fdef%2Bghi", "saw ••• and •••")]
    [InlineData("saw p@ssword", "saw •••")]
    [InlineData("saw YW5hOnBAc3N3b3Jk", "saw •••")]
    [InlineData("5 on top", "5 on top")]
    public void What_the_request_carries_is_masked(string text, string masked) => Assert.Equal(masked, Secrets.Mask(text));

    [Fact]
    public void A_quote_is_short_on_one_line_and_cut_only_after_masking()
    {
        Assert.Equal("\"two lines\"", Secrets.Quote("two\nlines"));
        Assert.DoesNotContain("s3cr", Secrets.Quote(new string('x', 56) + "s3cr3t-token"), StringComparison.Ordinal);
        Assert.Equal(63, Secrets.Quote(new string('x', 100)).Length);
    }
}
