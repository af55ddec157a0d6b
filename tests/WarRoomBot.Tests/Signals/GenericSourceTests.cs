using System.Text;
using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

public sealed class GenericSourceTests
{
    private static readonly Sender Source = Sender.Of("script");

    [Fact]
    public void The_whole_contract_is_read()
    {
        var accepted = Source.Accepted();

        Assert.Equal((202, """{"accepted":1,"results":[{"dedup_key":"backup/db1","status":"firing"}]}"""), (accepted.Status, accepted.Answer));
        Assert.Equal(
            new()
            {
                Source = "script",
                Fingerprint = "backup/db1",
                Status = SignalStatus.Firing,
                Title = "Nightly backup failed",
                Severity = SignalSeverity.P1,
                Text = "pg_dump ended with 1\nhost=db1, attempt=3",
                Service = "database",
                Rule = "backup",
                Value = "1",
                Link = "https://ci.example.com/run/7",
                StartedAt = Reads.At("2026-03-03T11:59:00Z"),
            },
            Assert.Single(accepted.Signals));
    }

    [Fact]
    public void A_list_is_read_and_answered_in_its_order()
    {
        var accepted = Sender.Of("script-signed").Accepted();

        Assert.Equal([("A is down", SignalStatus.Firing), ("B is back", SignalStatus.Resolved)], accepted.Signals.Select(signal => (signal.Title, signal.Status)));
        Assert.Equal(Reads.At("2026-03-03T09:59:00Z"), accepted.Signals[1].EndedAt);
        Assert.StartsWith("""{"accepted":2,"results":[{"dedup_key":""", accepted.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void What_scripts_send_to_chat_is_an_alert_too()
    {
        var signal = Sender.Of("script-text").Signal();

        Assert.Equal("🚨 Error rate 6.2 % (limit 5 %) Last 5 minutes", signal.Title);
        Assert.Equal("🚨 Error rate 6.2 % (limit 5 %)\nLast 5 minutes", signal.Text);
    }

    [Theory]
    [InlineData("firing", SignalStatus.Firing)]
    [InlineData("Triggered", SignalStatus.Firing)]
    [InlineData("alerting", SignalStatus.Firing)]
    [InlineData("down", SignalStatus.Firing)]
    [InlineData("problem", SignalStatus.Firing)]
    [InlineData("resolved", SignalStatus.Resolved)]
    [InlineData("ok", SignalStatus.Resolved)]
    [InlineData("UP", SignalStatus.Resolved)]
    [InlineData("recovered", SignalStatus.Resolved)]
    [InlineData("closed", SignalStatus.Resolved)]
    [InlineData("acknowledged", SignalStatus.Acknowledged)]
    [InlineData("info", SignalStatus.Info)]
    [InlineData(null, SignalStatus.Firing)]
    public void The_words_for_the_status_are_understood(string? word, SignalStatus status) =>
        Assert.Equal(status, Source.Signal(Payloads.Generic.With("status", word)).Status);

    [Theory]
    [InlineData("P0", SignalSeverity.P0)]
    [InlineData("sev1", SignalSeverity.P0)]
    [InlineData("SEV4", SignalSeverity.P3)]
    [InlineData("high", SignalSeverity.P1)]
    [InlineData("error", SignalSeverity.P1)]
    [InlineData("medium", SignalSeverity.P2)]
    [InlineData("low", SignalSeverity.P3)]
    [InlineData("strange", null)]
    [InlineData(null, null)]
    public void The_words_for_the_severity_are_understood(string? word, SignalSeverity? severity) =>
        Assert.Equal(severity, Source.Signal(Payloads.Generic.With("severity", word)).Severity);

    [Fact]
    public void Without_a_key_title_and_service_tell_alerts_apart()
    {
        var one = Source.Signal("""{"title":"Down","service":"a"}""");

        Assert.Equal(one.Fingerprint, Source.Signal("""{"title":"Down","service":"a","status":"ok"}""").Fingerprint);
        Assert.NotEqual(one.Fingerprint, Source.Signal("""{"title":"Down","service":"b"}""").Fingerprint);
    }

    [Theory]
    [InlineData("{}", "title is missing")]
    [InlineData("""{"title":"","text":"x"}""", "title is missing")]
    [InlineData("""{"title":"\u200b\u202e \u0000"}""", "title is missing")]
    [InlineData("""{"title":{}}""", "title is missing")]
    [InlineData("""{"title":"x","status":"melting"}""", "status is none of firing, acknowledged, resolved, info")]
    [InlineData("""{"title":"x","url":"ftp://x"}""", "url is no http or https address")]
    [InlineData("""{"title":"x","dedup_key":[]}""", "dedup_key is no text of at most 255 characters")]
    [InlineData("""{"title":"x","started_at":"soon","ended_at":99}""", "started_at is no time: RFC 3339, or seconds or milliseconds since 1970; ended_at is no time")]
    [InlineData("""["x"]""", "[0]: it is no JSON object")]
    [InlineData("""[{"title":"x"},{}]""", "[1]: title is missing")]
    [InlineData("[]", "a list has 1 to 100 alerts, not 0")]
    [InlineData("3", "it is no JSON object")]
    [InlineData("'title'", "the body is not JSON: line 1, byte 1")]
    public void Every_mistake_is_told(string body, string why) => Assert.StartsWith(why, Source.Malformed(body), StringComparison.Ordinal);

    [Fact]
    public void A_list_has_an_end()
    {
        var list = $"[{string.Join(',', Enumerable.Repeat("""{"title":"x"}""", 101))}]";

        Assert.Equal("a list has 1 to 100 alerts, not 101", Source.Malformed(list));
    }

    [Theory]
    [InlineData("v1={0}")]
    [InlineData("t={1}")]
    [InlineData("t={1},v0={0}")]
    [InlineData("t={1},v1={0}0")]
    [InlineData("t=-{1},v1={0}")]
    [InlineData("t={1}0000000,v1={0}")]
    [InlineData("t= {1},v1={0}")]
    [InlineData(",,,=,")]
    [InlineData("")]
    public void A_signature_that_is_not_whole_does_not_count(string header)
    {
        var sender = Source with
        {
            Signs = (body, secret, now) =>
            [
                ("Authorization", $"Bearer {secret}"),
                ("X-Warroom-Signature", string.Format(null, header, Sender.Hmac(secret, [.. Encoding.ASCII.GetBytes($"{Sender.Seconds(now)}."), .. body]), Sender.Seconds(now))),
            ],
        };

        Assert.StartsWith("X-Warroom-Signature has no", sender.Unproven(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public void A_signature_is_good_for_five_minutes(int seconds)
    {
        var sender = Sender.Of("script-signed");

        Assert.Equal(
            "X-Warroom-Signature has no t= within five minutes of now",
            (sender with { Signs = (body, secret, now) => sender.Signs(body, secret, now.AddSeconds(seconds)) }).Unproven());
    }
}
