using System.Text;
using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

public sealed class SentrySourceTests
{
    private const string EventAlert =
        """
        {"action":"triggered","data":{"triggered_rule":"Page on new errors","event":{"issue_id":"1170820242","title":"TypeError: cart is undefined",
           "culprit":"pay(cart)","level":"error","web_url":"https://sentry.example.com/events/e48/","datetime":"2026-03-03T11:59:00.5Z","project":5,
           "tags":[["browser","Chrome"],["service","checkout"]]}}}
        """;

    private const string Metric =
        """
        {"action":"critical","data":{"description_title":"Critical: Too many errors","description_text":"1000 events in the last 10 minutes",
           "web_url":"https://sentry.example.com/alerts/8/",
           "metric_alert":{"id":"88","title":"Too many errors","projects":["checkout"],"date_started":"2026-03-03T11:50:00Z","date_closed":null,
             "alert_rule":{"id":"7","name":"Errors","aggregate":"count()","time_window":10}}}}
        """;

    private static readonly Sender Source = Sender.Of("sentry");

    private static Sender About(string resource) => Source with { Headers = [("Sentry-Hook-Resource", resource), ("Request-ID", "5f2c1e9a")] };

    [Fact]
    public void An_issue_that_came_back_is_read()
    {
        var accepted = Source.Accepted();

        Assert.Equal("5f2c1e9a", accepted.Delivery);
        Assert.Equal(
            new()
            {
                Source = "sentry",
                Fingerprint = "issue:1170820242",
                Status = SignalStatus.Firing,
                Title = "TypeError: cart is undefined",
                Severity = SignalSeverity.P1,
                Text = "pay(cart)\nRegression: it was resolved before · CHECKOUT-7 · 27 events, 9 users",
                Service = "checkout",
                Link = "https://sentry.example.com/organizations/acme/issues/1170820242/",
                StartedAt = Reads.At("2026-03-03T11:59:00Z"),
            },
            Assert.Single(accepted.Signals));
    }

    [Theory]
    [InlineData("created", SignalStatus.Firing, null)]
    [InlineData("unresolved", SignalStatus.Firing, null)]
    [InlineData("resolved", SignalStatus.Resolved, null)]
    [InlineData("archived", SignalStatus.Resolved, "archived in Sentry, not fixed")]
    [InlineData("ignored", SignalStatus.Resolved, "archived in Sentry, not fixed")]
    [InlineData("assigned", SignalStatus.Info, null)]
    public void What_happens_to_an_issue_is_told_apart(string action, SignalStatus status, string? doubt)
    {
        var signal = Source.Signal(Payloads.SentryIssue.With("action", action));

        Assert.Equal((status, doubt), (signal.Status, signal.Doubt));
    }

    [Fact]
    public void The_release_that_fixed_it_is_told() => Assert.Contains(
        "Resolved in release 1.8.1",
        Source.Signal(Payloads.SentryIssue.With("action", "resolved").With("data.issue.statusDetails.inRelease", "1.8.1")).Text,
        StringComparison.Ordinal);

    [Fact]
    public void An_issue_alert_is_read_and_ends_with_its_issue()
    {
        var signal = About("event_alert").Signal(EventAlert);

        Assert.Equal(
            new()
            {
                Source = "sentry",
                Fingerprint = "issue:1170820242",
                Status = SignalStatus.Firing,
                Title = "TypeError: cart is undefined",
                Severity = SignalSeverity.P1,
                Text = "pay(cart)",
                Service = "checkout",
                Rule = "Page on new errors",
                Link = "https://sentry.example.com/events/e48/",
                StartedAt = Reads.At("2026-03-03T11:59:00.5Z"),
            },
            signal);
        Assert.Equal(signal.Fingerprint, Source.Signal(Payloads.SentryIssue.With("action", "resolved")).Fingerprint);
        Assert.Equal("project 5", About("event_alert").Signal(EventAlert.With("data.event.tags", null)).Service);
    }

    [Fact]
    public void A_metric_alert_is_read_from_start_to_end()
    {
        var fires = About("metric_alert").Signal(Metric);
        var ends = About("metric_alert").Signal(Metric.With("action", "resolved").With("data.metric_alert.date_closed", "2026-03-03T11:59:00Z"));

        Assert.Equal(
            new()
            {
                Source = "sentry",
                Fingerprint = "metric:88",
                Status = SignalStatus.Firing,
                Title = "Critical: Too many errors",
                Severity = SignalSeverity.P0,
                Text = "1000 events in the last 10 minutes\ncount() over 10 min",
                Service = "checkout",
                Rule = "Errors",
                Link = "https://sentry.example.com/alerts/8/",
                StartedAt = Reads.At("2026-03-03T11:50:00Z"),
            },
            fires);
        Assert.Equal(SignalSeverity.P2, About("metric_alert").Signal(Metric.With("action", "warning")).Severity);
        Assert.Equal((SignalStatus.Resolved, fires.Fingerprint, Reads.At("2026-03-03T11:59:00Z")), (ends.Status, ends.Fingerprint, ends.EndedAt));
    }

    [Theory]
    [InlineData("installation")]
    [InlineData("comment")]
    [InlineData("error")]
    [InlineData("telepathy")]
    public void What_is_no_alert_is_answered_well_and_not_kept(string resource) => Assert.Empty(About(resource).Signals("{}"));

    [Theory]
    [InlineData("event_alert", "data.event.issue_id is missing")]
    [InlineData("issue", "data.issue.id is missing")]
    [InlineData("metric_alert", "data.metric_alert.id is missing")]
    public void What_names_nothing_is_told(string resource, string why) => Assert.Equal(why, About(resource).Malformed("""{"data":[]}"""));

    [Fact]
    public void The_old_plugin_is_read() => Assert.Equal(
        new()
        {
            Source = "sentry-plugin",
            Fingerprint = "issue:1170820242",
            Status = SignalStatus.Firing,
            Title = "TypeError: cart is undefined",
            Severity = SignalSeverity.P0,
            Text = "pay(cart)",
            Service = "checkout",
            Rule = "Page on fatal",
            Link = "https://sentry.example.com/acme/checkout/issues/1170820242/",
            StartedAt = Reads.At("2026-03-03T11:59:00.25Z"),
        },
        Sender.Of("sentry-plugin").Signal());

    [Fact]
    public void A_wrong_signature_is_not_made_good_by_a_token()
    {
        var sender = Source with { Signs = (_, secret, _) => [("Authorization", $"Bearer {secret}"), ("Sentry-Hook-Signature", new string('0', 64))] };

        Assert.Equal("Sentry-Hook-Signature is not a valid signature", sender.Unproven());
    }

    [Fact]
    public void The_signature_is_over_the_bytes_as_they_came()
    {
        var bytes = Encoding.UTF8.GetBytes(Source.Body);
        var signature = Sender.Hmac(Sender.Secret, bytes);
        var sender = Source with { Signs = (_, _, _) => [("Sentry-Hook-Signature", signature)] };

        Assert.IsType<Received.Accepted>(sender.Receive(bytes, Reads.Now));
        Assert.IsType<Received.Unproven>(sender.Receive([.. bytes, (byte)' '], Reads.Now));
    }
}
