using System.Text.Json.Nodes;
using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

public sealed class AlertmanagerSourceTests
{
    private static readonly Sender Source = Sender.Of("prom");

    [Fact]
    public void A_group_is_read_alert_by_alert()
    {
        var accepted = Source.Accepted();

        Assert.Equal((200, null), (accepted.Status, accepted.Answer));
        Assert.Equal(
            [
                new()
                {
                    Source = "prom",
                    Fingerprint = "f3a0a5a1f3c1d2e4",
                    Status = SignalStatus.Firing,
                    Title = "Checkout fails for one in ten",
                    Severity = SignalSeverity.P0,
                    Text = "Error rate is 11 %& rising.\nSee the board.\nRunbook: https://runbooks.example.com/errors",
                    Service = "checkout",
                    Rule = "HighErrorRate",
                    Value = "11.2",
                    Link = "http://prometheus.example.com:9090/graph?g0.expr=errors&g0.tab=1",
                    StartedAt = Reads.At("2026-03-03T11:58:12.345Z"),
                    RepeatsWithin = new(4, 15, 0),
                },
                new()
                {
                    Source = "prom",
                    Fingerprint = "0a1b2c3d4e5f6071",
                    Status = SignalStatus.Resolved,
                    Title = "HighErrorRate",
                    Severity = SignalSeverity.P2,
                    Text = "instance=web-2:9100, job=api",
                    Service = "api",
                    Rule = "HighErrorRate",
                    Link = "http://prometheus.example.com:9090/graph",
                    StartedAt = Reads.At("2026-03-03T11:40:00Z"),
                    EndedAt = Reads.At("2026-03-03T11:59:30.5Z"),
                },
            ],
            accepted.Signals);
    }

    [Theory]
    [InlineData("page", SignalSeverity.P0)]
    [InlineData("CRITICAL", SignalSeverity.P0)]
    [InlineData("high", SignalSeverity.P1)]
    [InlineData("warning", SignalSeverity.P2)]
    [InlineData("info", SignalSeverity.P3)]
    [InlineData("P1", SignalSeverity.P1)]
    [InlineData("ticket", null)]
    public void The_words_for_severities_are_understood(string word, SignalSeverity? severity) =>
        Assert.Equal(severity, Source.Signals(Payloads.Alertmanager.With("alerts.0.labels.severity", word))[0].Severity);

    [Fact]
    public void A_teams_own_word_goes_before_the_usual_ones()
    {
        var own = Source.Settings with { Severities = new Dictionary<string, SignalSeverity>(StringComparer.OrdinalIgnoreCase) { ["Critical"] = SignalSeverity.P1 } };
        var request = new WebhookRequest(
            "POST", name => name == "Authorization" ? $"Bearer {Sender.Secret}" : null, _ => null, System.Text.Encoding.UTF8.GetBytes(Payloads.Alertmanager));

        var accepted = Assert.IsType<Received.Accepted>(Source.Kind.Receive(request, own with { RepeatsWithin = TimeSpan.FromHours(1) }, Reads.Now));

        Assert.Equal((SignalSeverity.P1, TimeSpan.FromHours(1)), (accepted.Signals[0].Severity, accepted.Signals[0].RepeatsWithin));
    }

    [Fact]
    public void A_watchdog_that_fires_for_ever_rings_no_bell() =>
        Assert.Equal(SignalStatus.Info, Source.Signals(Payloads.Alertmanager.With("alerts.0.labels.severity", "none"))[0].Status);

    [Fact]
    public void Alerts_that_were_left_out_are_told()
    {
        var signals = Source.Signals(Payloads.Alertmanager.With("truncatedAlerts", 12));

        Assert.Equal(3, signals.Count);
        Assert.Equal(("Alertmanager left out 12 alerts of this group", SignalStatus.Info, true), (signals[2].Title, signals[2].Status, signals[2].AboutMonitoring));
    }

    [Fact]
    public void Without_a_fingerprint_the_labels_tell_alerts_apart()
    {
        var one = Payloads.Alertmanager.With("alerts.0.fingerprint", null);
        var other = one.With("alerts.0.labels.instance", "web-9:9100");

        Assert.Equal(Source.Signals(one)[0].Fingerprint, Source.Signals(one)[0].Fingerprint);
        Assert.NotEqual(Source.Signals(one)[0].Fingerprint, Source.Signals(other)[0].Fingerprint);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://bank.example.com@evil.example.com/")]
    [InlineData("//evil.example.com")]
    [InlineData("http://")]
    [InlineData("")]
    public void Only_addresses_of_the_web_are_links(string address)
    {
        var payload = Payloads.Alertmanager.With("alerts.0.generatorURL", address).With("alerts.0.annotations.runbook_url", address);

        Assert.Equal("http://alertmanager.example.com:9093/", Source.Signals(payload)[0].Link);
    }

    [Theory]
    [InlineData("[]", "alerts is missing")]
    [InlineData("{}", "alerts is missing")]
    [InlineData("""{"alerts":{}}""", "alerts is missing")]
    [InlineData("""{"alerts":[1]}""", "alerts[0] is no object")]
    [InlineData("""{"alerts":[{},"x"]}""", "alerts[1] is no object")]
    [InlineData("", "the body is empty")]
    [InlineData("{", "the body is not JSON")]
    [InlineData("null", "alerts is missing")]
    public void What_is_no_group_is_told(string body, string why) => Assert.StartsWith(why, Source.Malformed(body), StringComparison.Ordinal);

    [Fact]
    public void Wrong_types_everywhere_leave_an_alert_that_can_be_shown()
    {
        var signal = Source.Signal(
            """{"alerts":[{"status":1,"labels":[],"annotations":"x","startsAt":{},"endsAt":1e400,"generatorURL":7,"fingerprint":[1]}],"truncatedAlerts":"x"}""");

        Assert.Equal("Alert without a name", signal.Title);
        Assert.Equal((null, null, null, null), (signal.Link, signal.Service, signal.StartedAt, signal.Severity));
    }

    [Fact]
    public void An_empty_group_is_accepted() => Assert.Empty(Source.Signals(Payloads.Alertmanager.With("alerts", new JsonArray())));
}
