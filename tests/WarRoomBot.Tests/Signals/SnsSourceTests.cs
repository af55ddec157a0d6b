using System.Text;
using WarRoomBot.Host.Signals.Sources.Sns;
using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

public sealed class SnsSourceTests
{
    private static readonly Sender Source = Sender.Of("aws");

    [Fact]
    public void An_alarm_is_read()
    {
        var accepted = Source.Accepted();

        Assert.Equal("22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324", accepted.Delivery);
        Assert.Equal(
            new()
            {
                Source = "aws",
                Fingerprint = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:checkout-5xx",
                Status = SignalStatus.Firing,
                Title = "checkout-5xx",
                Text = "Too many errors\nThreshold Crossed: 1 datapoint [12.0] was greater than the threshold (5.0).",
                Service = "app/checkout",
                Rule = "HTTPCode_Target_5XX_Count",
                Link = "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/checkout-5xx",
                StartedAt = Reads.At("2026-03-03T11:58:00.123Z"),
            },
            Assert.Single(accepted.Signals));
    }

    [Theory]
    [InlineData("OK", "ALARM", SignalStatus.Firing, "ALARM")]
    [InlineData("ALARM", "OK", SignalStatus.Resolved, null)]
    [InlineData("ALARM", "INSUFFICIENT_DATA", SignalStatus.Resolved, "not enough data any more")]
    [InlineData("INSUFFICIENT_DATA", "OK", SignalStatus.Resolved, null)]
    [InlineData("OK", "INSUFFICIENT_DATA", SignalStatus.Info, null)]
    public void Every_change_of_state_is_told_apart(string from, string to, SignalStatus status, string? doubt)
    {
        var signal = Source.Signal(Payloads.CloudWatch.With("OldStateValue", from).With("NewStateValue", to));

        Assert.Equal((status, status == SignalStatus.Firing ? null : doubt), (signal.Status, signal.Doubt));
        Assert.Equal((status == SignalStatus.Resolved, status == SignalStatus.Info), (signal.EndedAt is not null, signal.AboutMonitoring));
    }

    [Fact]
    public void What_is_no_alarm_rings_no_bell()
    {
        var signal = Source.Signal("Your backup is done");

        Assert.Equal((SignalStatus.Info, "ALARM: \"checkout-5xx\" in EU (Ireland)", "Your backup is done"), (signal.Status, signal.Title, signal.Text));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void Both_versions_of_the_signature_count(string version) => Assert.Single(
        (Source with { Wraps = (message, now) => SnsSender.Sign(Notification(message, now, note => note["SignatureVersion"] = version)) }).Signals());

    public static TheoryData<string, Action<Dictionary<string, string>>, string> Forged => new()
    {
        { "another topic", note => note["TopicArn"] = "arn:aws:sns:eu-west-1:666:alarms", "TopicArn is missing, or not the configured topic" },
        { "no topic", note => note.Remove("TopicArn"), "TopicArn is missing, or not the configured topic" },
        { "an unknown version", note => note["SignatureVersion"] = "3", "Signature is missing, or not valid" },
        { "an old message", note => note["Timestamp"] = "2026-03-01T11:00:00.000Z", "Timestamp is missing, or more than a day old" },
        { "no time", note => note["Timestamp"] = "yesterday", "Timestamp is missing, or more than a day old" },
    };

    [Theory]
    [MemberData(nameof(Forged))]
    public void What_Amazon_did_not_send_to_this_topic_does_not_count(string what, Action<Dictionary<string, string>> change, string why)
    {
        var sender = Source with { Wraps = (message, now) => SnsSender.Sign(Notification(message, now, change)) };

        Assert.Equal((what, why), (what, sender.Unproven()));
    }

    [Theory]
    [InlineData("Message", "other words")]
    [InlineData("Subject", "other words")]
    [InlineData("MessageId", "other words")]
    [InlineData("Timestamp", "2026-03-03T11:59:59.000Z")]
    [InlineData("Signature", "AAAA")]
    [InlineData("Signature", "not base 64")]
    public void A_message_changed_on_the_way_does_not_count(string name, string value)
    {
        var sender = Source with { Wraps = (message, now) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Source.Wraps(message, now)).With(name, value)) };

        Assert.Equal("Signature is missing, or not valid", sender.Unproven());
    }

    [Theory]
    [InlineData("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0f2c.pem", true)]
    [InlineData("https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-0f2c.pem", true)]
    [InlineData("https://sns.us-gov-west-1.amazonaws.com/SimpleNotificationService-0f2c.pem", true)]
    [InlineData("http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0f2c.pem", false)]
    [InlineData("https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0f2c.pem", false)]
    [InlineData("https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0f2c.pem", false)]
    [InlineData("https://evil.example/sns.eu-west-1.amazonaws.com/SimpleNotificationService-0f2c.pem", false)]
    [InlineData("https://bucket.s3.eu-west-1.amazonaws.com/SimpleNotificationService-0f2c.pem", false)]
    [InlineData("https://sns.evil.eu-west-1.amazonaws.com/SimpleNotificationService-0f2c.pem", false)]
    [InlineData("https://x@sns.eu-west-1.amazonaws.com/SimpleNotificationService-0f2c.pem", false)]
    [InlineData("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0f2c.pem?x", false)]
    [InlineData("https://sns.eu-west-1.amazonaws.com/a/../SimpleNotificationService-0f2c.pem/x", false)]
    [InlineData("https://sns.eu-west-1.amazonaws.com/evil.pem", false)]
    public void A_certificate_is_fetched_from_Amazon_alone(string address, bool isAmazon) => Assert.Equal(isAmazon, SnsAddresses.IsCertificate(new(address)));

    [Theory]
    [InlineData(SnsSender.SubscribeAddress, true)]
    [InlineData("https://sns.eu-west-1.amazonaws.com/?Action=Publish&Message=x", false)]
    [InlineData("https://sns.eu-west-1.amazonaws.com/other?Action=ConfirmSubscription", false)]
    [InlineData("https://evil.example/?Action=ConfirmSubscription", false)]
    public void A_subscription_is_confirmed_at_Amazon_alone(string address, bool isAmazon) => Assert.Equal(isAmazon, SnsAddresses.IsConfirmation(new(address)));

    [Fact]
    public void Nothing_is_fetched_for_a_message_from_elsewhere()
    {
        var sender = Source with
        {
            Wraps = (message, now) => SnsSender.Sign(Notification(message, now, note => note["SigningCertURL"] = "https://evil.example/SimpleNotificationService-0f2c.pem")),
        };

        Assert.Equal("SigningCertURL is missing, or not an address of Amazon SNS", sender.Unproven());
    }

    [Fact]
    public async Task A_certificate_is_fetched_once_for_many_messages_and_again_after_an_hour()
    {
        await using var bot = await SignalBot.StartAsync();
        for (var number = 0; number < 3; number++)
            Assert.Equal(200, (await bot.SendAsync(Source)).Status);
        Assert.Single(bot.Fetch.Asked);

        bot.Clock.Advance(TimeSpan.FromHours(1));
        await bot.SendAsync(Source);

        Assert.Equal(2, bot.Fetch.Asked.Count);
        Assert.Single(bot.Store.Stored);
    }

    [Fact]
    public async Task While_the_certificate_cannot_be_had_Amazon_is_asked_to_come_again()
    {
        await using var bot = await SignalBot.StartAsync();
        bot.Fetch.Answers = _ => new(null, "answered 500", IsLasting: false);

        var answer = await bot.SendAsync(Source);

        Assert.Equal(503, answer.Status);
        Assert.Empty(bot.Store.Stored);
        Assert.Contains(bot.Logs.Lines, line => line.Contains("cannot be fetched from sns.eu-west-1.amazonaws.com: answered 500", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_certificate_that_is_none_or_has_run_out_proves_nothing(bool hasRunOut)
    {
        await using var bot = await SignalBot.StartAsync();
        bot.Fetch.Answers = _ => new(hasRunOut ? SnsSender.Expired : "<html>"u8.ToArray(), "", IsLasting: false);

        Assert.Equal(401, (await bot.SendAsync(Source)).Status);
        Assert.Empty(bot.Store.Stored);
    }

    [Fact]
    public async Task A_subscription_is_stored_as_an_offer_and_not_fetched_within_the_request()
    {
        await using var bot = await SignalBot.StartAsync();
        var offer = Source with { Wraps = (_, now) => SnsSender.Sign(SnsSender.ConfirmationOf(now)) };

        Assert.Equal(200, (await bot.SendAsync(offer)).Status);
        Assert.Equal(200, (await bot.SendAsync(offer)).Status);

        Assert.Equal("offer", Assert.Single(bot.Store.Stored).Kind);
        Assert.Equal(SnsSender.CertificateAddress, Assert.Single(bot.Fetch.Asked).AbsoluteUri);
        Assert.DoesNotContain(bot.Logs.Lines, line => line.Contains("2336412f37", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_subscription_of_another_address_is_refused()
    {
        await using var bot = await SignalBot.StartAsync();
        var offer = SnsSender.ConfirmationOf(bot.Clock.GetUtcNow());
        offer["SubscribeURL"] = "https://evil.example/?Action=ConfirmSubscription";

        var answer = await bot.SendAsync(Source with { Wraps = (_, _) => SnsSender.Sign(offer) });

        Assert.Equal((400, """{"error":"SubscribeURL is missing, or not an address of Amazon SNS"}"""), (answer.Status, answer.Body));
        Assert.Empty(bot.Store.Stored);
    }

    [Fact]
    public void The_end_of_a_subscription_is_answered_and_not_kept()
    {
        var sender = Source with
        {
            Wraps = (_, now) =>
            {
                var message = SnsSender.ConfirmationOf(now);
                message["Type"] = "UnsubscribeConfirmation";
                return SnsSender.Sign(message);
            },
        };

        Assert.Empty(sender.Signals());
    }

    private static Dictionary<string, string> Notification(byte[] message, DateTimeOffset now, Action<Dictionary<string, string>> change)
    {
        var note = SnsSender.NotificationOf(Encoding.UTF8.GetString(message), now);
        change(note);
        return note;
    }
}
