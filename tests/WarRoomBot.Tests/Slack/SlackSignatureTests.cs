using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using WarRoomBot.Slack;
using WarRoomBot.TestKit;

namespace WarRoomBot.Tests.Slack;

/// <summary>The published vector and the cases around it (Docs "Verifying requests from Slack", slackapi/python-slack-sdk's tests).</summary>
public sealed class SlackSignatureTests
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Timestamp = "1531420618";
    private const string Published = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private const string Body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
        + "&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
        + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private readonly FakeClock _clock = new(DateTimeOffset.FromUnixTimeSeconds(1531420618));

    [Fact]
    public void The_published_vector_is_signed() => Assert.True(Signed());

    [Theory]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void The_time_may_be_five_minutes_off_either_way(int seconds, bool accepted)
    {
        _clock.AdvanceTo(_clock.GetUtcNow().AddSeconds(1000));
        var stamped = _clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        Assert.Equal(accepted, Signed(timestamp: stamped, signature: Sign(stamped, Body)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v0=")]
    [InlineData("v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    [InlineData("v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503")]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b504")]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503 ")]
    [InlineData("v0=ä2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    public void Any_other_signature_is_refused(string? signature) => Assert.False(Signed(signature: signature));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-1531420618")]
    [InlineData("+1531420618")]
    [InlineData(" 1531420618")]
    [InlineData("1531420618.0")]
    [InlineData("999999999999")]
    [InlineData("9223372036854775807")]
    [InlineData("99999999999999999999999999")]
    public void A_timestamp_must_be_a_plain_number(string? timestamp) =>
        Assert.False(Signed(timestamp: timestamp, signature: timestamp is null ? Published : Sign(timestamp, Body)));

    [Fact]
    public void One_byte_more_is_refused() => Assert.False(Signed(body: Body + "&"));

    [Fact]
    public void The_same_form_encoded_anew_is_refused() => Assert.False(Signed(body: WebUtility.UrlDecode(Body)));

    [Fact]
    public void A_body_longer_than_the_stack_holds_is_verified_alike()
    {
        var body = new string('a', 100_000);

        Assert.True(Signed(body: body, signature: Sign(Timestamp, body)));
        Assert.False(Signed(body: body + "a", signature: Sign(Timestamp, body)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_secret_is_refused_at_once(string secret) =>
        Assert.Throws<ArgumentException>(() => new SlackSignature(secret, _clock));

    private bool Signed(string? timestamp = Timestamp, string? signature = Published, string body = Body) =>
        new SlackSignature(Secret, _clock).Signed(timestamp, signature, Encoding.UTF8.GetBytes(body));

    private static string Sign(string timestamp, string body) =>
        $"v0={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")))}";
}
