using WarRoomBot.Plans;
using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Plans;

public sealed class WaysOutFormatTests
{
    private const string Key = "0123456789abcdef0123456789ABCDEF";

    [Fact]
    public void Every_kind_can_be_written_and_each_recipient_is_told_on_its_own()
    {
        var ways = Read(
            """
            - { pagerduty: "${KEY}" }
            - { email: [a@example.com, b@example.com], severities: [P0, P1] }
            - { sms: "+49 30 1234567", name: of the CTO }
            - { webhook: "https://example.com/${KEY}" }
            """).Plan!.Alerts.WaysOut;

        Assert.Equal(["PagerDuty", "E-mail 1 of 2", "E-mail 2 of 2", "SMS of the CTO", "Webhook"], ways.Select(way => way.Title));
        Assert.Equal(
            [new Means.PagerDuty(Key), new Means.Email("a@example.com"), new Means.Email("b@example.com"), new Means.Sms("+49301234567"), new Means.Webhook(new($"https://example.com/{Key}"))],
            ways.Select(way => way.Means));
        Assert.Equal([SignalSeverity.P0, SignalSeverity.P1], ways[1].Severities);
        Assert.DoesNotContain(Key, string.Join('\n', ways), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- { pagerduty: secret-but-short }", "37:16: this is not a routing key of PagerDuty; write \"${PAGERDUTY_KEY}\" and set it to the integration key of an Events API v2 integration, 32 letters and digits")]
    [InlineData("- { email: ops }", "37:12: this is not an e-mail address; write it as in on-call@example.com")]
    [InlineData("- { sms: 030123456 }", "37:10: this is not a telephone number; write it in quotes with the country in front, as in \"+49 30 1234567\"")]
    [InlineData("- { webhook: example.com }", "37:14: this is not an address; write it with https:// in front")]
    [InlineData("- { severities: P0 }", "37:3: none of pagerduty, email, sms and webhook stands here; add one of them")]
    [InlineData("- { email: a@example.com, webhook: \"https://example.com\" }", "37:27: 'webhook' stands beside 'email'; keep one of them")]
    [InlineData("- { email: a@example.com }\n- { email: b@example.com }", "38:3: two ways out are called E-mail; give one of them a name: of its own")]
    [InlineData("- { pager: x, email: a@example.com }", "37:5: 'pager' is not known here; did you mean 'pagerduty'?")]
    public void One_thing_wrong_is_one_mistake(string ways, string mistake) =>
        Assert.Equal($"beta.yaml:{mistake}", Assert.Single(Read(ways).Mistakes).ToString());

    [Fact]
    public void More_than_a_handful_of_recipients_is_a_mistake() => Assert.Equal(
        "this is 11 recipients",
        Assert.Single(Read($"- {{ sms: [{string.Join(", ", Enumerable.Repeat("\"+491234567\"", 11))}] }}").Mistakes).Wrong);

    private static PlanReading Read(string ways) => Bench.Read($"{Bench.Good}\nways-out:\n{ways}", ("KEY", Key));
}
