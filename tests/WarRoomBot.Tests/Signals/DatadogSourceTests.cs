using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

public sealed class DatadogSourceTests
{
    private static readonly Sender Source = Sender.Of("datadog");

    [Fact]
    public void A_monitor_that_triggers_is_read()
    {
        var accepted = Source.Accepted();

        Assert.Equal("7102938475", accepted.Delivery);
        Assert.Equal(
            new()
            {
                Source = "datadog",
                Fingerprint = "9823476123",
                Status = SignalStatus.Firing,
                Title = "CPU is high",
                Severity = SignalSeverity.P1,
                Text = "CPU is above 95 %",
                Service = "host:web-1",
                Rule = "CPU is high",
                Value = "97.1",
                Link = "https://app.datadoghq.com/event/1",
                StartedAt = Reads.At("2026-03-03T11:59:00Z"),
            },
            Assert.Single(accepted.Signals));
    }

    [Theory]
    [InlineData("Triggered", SignalStatus.Firing, false)]
    [InlineData("Re-Triggered", SignalStatus.Firing, false)]
    [InlineData("Warn", SignalStatus.Firing, false)]
    [InlineData("Renotify", SignalStatus.Firing, false)]
    [InlineData("No Data", SignalStatus.Firing, true)]
    [InlineData("Re-No Data", SignalStatus.Firing, true)]
    [InlineData("Recovered", SignalStatus.Resolved, false)]
    [InlineData("No Data Recovered", SignalStatus.Resolved, true)]
    [InlineData("Sneezed", SignalStatus.Info, false)]
    public void Every_transition_is_told_apart(string word, SignalStatus status, bool aboutMonitoring)
    {
        var signal = Source.Signal(Payloads.Datadog.With("alert_transition", word));

        Assert.Equal((status, aboutMonitoring), (signal.Status, signal.AboutMonitoring));
        Assert.Equal(status == SignalStatus.Resolved, signal.EndedAt is not null);
    }

    [Fact]
    public void A_warning_without_a_priority_is_a_warning()
    {
        var payload = Payloads.Datadog.With("alert_priority", "$ALERT_PRIORITY");

        Assert.Equal(SignalSeverity.P2, Source.Signal(payload.With("alert_transition", "Warn")).Severity);
        Assert.Null(Source.Signal(payload).Severity);
    }

    [Fact]
    public void The_default_body_is_understood_as_far_as_it_goes()
    {
        var signal = Source.Signal("""{"id":"1","title":"[Recovered on {host:web-1}] CPU is high","body":"%%% fine %%%","alert_id":"77","date":"1772539140000"}""");

        Assert.Equal(
            ("77", SignalStatus.Resolved, "CPU is high", "%%% fine %%%", Reads.At("2026-03-03T11:59:00Z")),
            (signal.Fingerprint, signal.Status, signal.Title, signal.Text, signal.EndedAt));
    }

    [Theory]
    [InlineData("[]", "the body is no object")]
    [InlineData("""{"alert_cycle_key":"1"}""", "alert_transition is missing: $ALERT_TRANSITION")]
    [InlineData("""{"alert_cycle_key":"1","alert_transition":"$ALERT_TRANSITION"}""", "alert_transition is missing: $ALERT_TRANSITION")]
    [InlineData("""{"alert_transition":"Triggered"}""", "alert_cycle_key and aggreg_key are missing: $ALERT_CYCLE_KEY, $AGGREG_KEY")]
    public void What_the_template_lacks_is_told(string body, string why) => Assert.Equal(why, Source.Malformed(body));
}
