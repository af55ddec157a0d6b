using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

public sealed class PagerDutySourceTests
{
    private static readonly Sender Source = Sender.Of("pager");

    [Fact]
    public void An_incident_is_read()
    {
        var accepted = Source.Accepted();

        Assert.Equal("01BWDJJ4FYLG0JLDMGO1PC9UGD", accepted.Delivery);
        Assert.Equal(
            new()
            {
                Source = "pager",
                Fingerprint = "pd:PGR0VU2",
                Status = SignalStatus.Firing,
                Title = "The queue is full",
                Severity = SignalSeverity.P1,
                Text = "PagerDuty: by Ana",
                Service = "Queue service",
                Link = "https://acme.pagerduty.com/incidents/PGR0VU2",
                StartedAt = Reads.At("2026-03-03T11:58:59Z"),
            },
            Assert.Single(accepted.Signals));
    }

    [Theory]
    [InlineData("incident.triggered", SignalStatus.Firing)]
    [InlineData("incident.reopened", SignalStatus.Firing)]
    [InlineData("incident.unacknowledged", SignalStatus.Firing)]
    [InlineData("incident.acknowledged", SignalStatus.Acknowledged)]
    [InlineData("incident.resolved", SignalStatus.Resolved)]
    [InlineData("incident.escalated", SignalStatus.Info)]
    [InlineData("incident.priority_updated", SignalStatus.Info)]
    [InlineData("incident.telepathy", SignalStatus.Info)]
    public void What_happens_to_an_incident_is_told_apart(string type, SignalStatus status)
    {
        var signal = Source.Signal(Payloads.PagerDuty.With("event.event_type", type));

        Assert.Equal((status, status == SignalStatus.Resolved), (signal.Status, signal.EndedAt is not null));
    }

    [Theory]
    [InlineData("P1", "low", SignalSeverity.P0)]
    [InlineData("P5", "high", SignalSeverity.P3)]
    [InlineData("SEV2", "low", SignalSeverity.P1)]
    [InlineData(null, "high", SignalSeverity.P1)]
    [InlineData(null, "low", SignalSeverity.P3)]
    [InlineData("Very bad", null, null)]
    public void Its_priority_counts_before_its_urgency(string? priority, string? urgency, SignalSeverity? severity) => Assert.Equal(
        severity, Source.Signal(Payloads.PagerDuty.With("event.data.priority.summary", priority).With("event.data.urgency", urgency)).Severity);

    [Fact]
    public void An_incident_that_we_opened_ourselves_is_accepted_and_dropped()
    {
        var accepted = Source.Accepted(Payloads.PagerDuty.With("event.data.incident_key", "warroom/7"));

        Assert.Equal((0, 200), (accepted.Signals.Count, accepted.Status));
    }

    [Fact]
    public void A_note_on_an_incident_is_about_the_incident()
    {
        var signal = Source.Signal(
            """
            {"event":{"id":"01","event_type":"incident.annotated","agent":{"summary":"Ana"},
             "data":{"type":"incident_note","incident":{"id":"PGR0VU2","summary":"The queue is full"},"content":"Looking"}}}
            """);

        Assert.Equal(("pd:PGR0VU2", SignalStatus.Info, "PagerDuty: annotated by Ana"), (signal.Fingerprint, signal.Status, signal.Text));
    }

    [Fact]
    public void A_ping_and_other_resources_are_answered_well()
    {
        Assert.Empty(Source.Signals("""{"event":{"id":"01","event_type":"pagey.ping","data":{"message":"Hello"}}}"""));
        Assert.Empty(Source.Signals("""{"event":{"id":"01","event_type":"service.updated","data":{"id":"P"}}}"""));
    }

    [Theory]
    [InlineData("{}", "event.event_type is missing")]
    [InlineData("""{"event":{"event_type":"incident.triggered","data":null}}""", "event.data.id is missing")]
    public void What_names_nothing_is_told(string body, string why) => Assert.Equal(why, Source.Malformed(body));

    [Fact]
    public void One_good_signature_among_many_is_enough_but_not_one_among_thousands()
    {
        var many = Source with { Signs = (body, secret, _) => [("X-PagerDuty-Signature", $"v0=x, v1=zz,v1={Sender.Hmac(secret, body)}")] };
        var flood = Source with
        {
            Signs = (body, secret, _) => [("X-PagerDuty-Signature", string.Concat(Enumerable.Repeat("v1=00,", 5000)) + $"v1={Sender.Hmac(secret, body)}")],
        };

        Assert.Single(many.Signals());
        Assert.Equal("X-PagerDuty-Signature has no valid signature", flood.Unproven());
        Assert.Equal("X-PagerDuty-Signature is missing", (Source with { Signs = (_, _, _) => [] }).Unproven());
    }
}
