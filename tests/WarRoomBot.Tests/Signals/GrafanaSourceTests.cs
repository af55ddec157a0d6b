using System.Text;
using WarRoomBot.Host.Signals.Sources;
using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

public sealed class GrafanaSourceTests
{
    private static readonly Sender Source = Sender.Of("grafana");

    [Fact]
    public void An_alert_is_read() => Assert.Equal(
        new()
        {
            Source = "grafana",
            Fingerprint = "c6eadffa33fcdf37",
            Status = SignalStatus.Firing,
            Title = "Memory is above 90 %",
            Severity = SignalSeverity.P2,
            Service = "Backend",
            Rule = "High memory",
            Value = "93.25",
            Link = "https://grafana.example.com/d/b?viewPanel=2",
            StartedAt = Reads.At("2026-03-03T10:50:00Z"),
            RepeatsWithin = new(4, 15, 0),
        },
        Source.Signal());

    [Theory]
    [InlineData("MissingSeries", "its series is gone")]
    [InlineData("NoData", "no data any more")]
    [InlineData("Error", "the rule cannot be evaluated any more")]
    [InlineData("Paused", "the rule was paused")]
    [InlineData("RuleDeleted", "the rule was deleted")]
    [InlineData("Updated", "the rule was changed")]
    [InlineData("Sneezed", "Grafana says Sneezed")]
    [InlineData(null, null)]
    public void An_end_that_is_no_recovery_is_doubted(string? reason, string? doubt)
    {
        var payload = Payloads.Grafana
            .With("alerts.0.status", "resolved").With("alerts.0.endsAt", "2026-03-03T11:59:00Z").With("alerts.0.annotations.grafana_state_reason", reason);

        var signal = Source.Signal(payload);

        Assert.Equal((SignalStatus.Resolved, Reads.At("2026-03-03T11:59:00Z"), doubt, null), (signal.Status, signal.EndedAt, signal.Doubt, signal.RepeatsWithin));
    }

    [Theory]
    [InlineData("DatasourceNoData")]
    [InlineData("DatasourceError")]
    public void A_source_without_data_is_the_monitorings_own_fault(string name)
    {
        var signal = Source.Signal(Payloads.Grafana.With("alerts.0.labels.alertname", name).With("alerts.0.labels.rulename", "High memory"));

        Assert.Equal((true, "High memory"), (signal.AboutMonitoring, signal.Rule));
    }

    [Fact]
    public void A_value_that_nobody_measured_is_none()
    {
        var signal = Source.Signal(Payloads.Grafana.With("alerts.0.annotations.grafana_state_reason", "NoData").With("alerts.0.values.B", -1));

        Assert.Equal((null, true, null), (signal.Value, signal.AboutMonitoring, signal.Doubt));
    }

    [Theory]
    [InlineData("X-Grafana-Alerting-Signature")]
    [InlineData("x-grafana-alert-signature")]
    public void Both_names_of_the_signature_are_known(string header)
    {
        var sender = Source with { Signs = (body, secret, _) => [(header, Sender.Hmac(secret, body))] };

        Assert.Single(sender.Signals());
        Assert.Contains("or a valid X-Grafana-Alerting-Signature", sender.Unproven(secret: "guessed"), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_signatures_are_configured_a_token_is_not_enough()
    {
        var sender = Source with { Extra = new Dictionary<string, string> { [GrafanaSource.SignatureHeader] = "X-Sig" } };

        Assert.Equal("X-Sig is missing, or not a valid signature", sender.Unproven());
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(301, false)]
    public void A_stamped_signature_counts_for_five_minutes(int seconds, bool counts)
    {
        var sender = Sender.Of("grafana-stamped");
        var stamped = sender with { Signs = (body, secret, now) => sender.Signs(body, secret, now.AddSeconds(seconds)) };

        var received = stamped.Receive(Encoding.UTF8.GetBytes(sender.Body), Reads.Now);

        Assert.Equal(counts, received is Received.Accepted);
    }

    [Fact]
    public void A_time_that_was_not_signed_with_the_body_does_not_count()
    {
        var sender = Sender.Of("grafana-stamped");
        var forged = sender with { Signs = (body, secret, now) => [("X-At", Sender.Seconds(now)), ("X-Sig", Sender.Hmac(secret, body))] };

        Assert.Equal("X-Sig is missing, or not a valid signature", forged.Unproven());
    }

    [Fact]
    public void A_template_of_ones_own_is_pointed_to_the_kind_for_it() =>
        Assert.Contains("kind Generic", Source.Malformed("""{"title":"x"}"""), StringComparison.Ordinal);
}
