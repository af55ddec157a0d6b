using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

public sealed class UptimeKumaSourceTests
{
    private static readonly Sender Source = Sender.Of("kuma");

    [Fact]
    public void A_monitor_that_is_down_is_read() => Assert.Equal(
        new()
        {
            Source = "kuma",
            Fingerprint = "kuma:12",
            Status = SignalStatus.Firing,
            Title = "Shop front is down",
            Severity = SignalSeverity.P0,
            Text = "connect ECONNREFUSED",
            Service = "Shop front",
            Rule = "Uptime Kuma monitor",
            Link = "https://shop.example.com/",
            StartedAt = Reads.At("2026-03-03T11:59:00.123Z"),
        },
        Source.Signal());

    [Theory]
    [InlineData(0, SignalStatus.Firing, "Shop front is down")]
    [InlineData(1, SignalStatus.Resolved, "Shop front is up")]
    [InlineData(2, SignalStatus.Info, "Shop front is pending")]
    [InlineData(3, SignalStatus.Info, "Shop front is in maintenance")]
    [InlineData(9, SignalStatus.Info, "Shop front")]
    public void Every_state_is_told_apart(int status, SignalStatus expected, string title)
    {
        var signal = Source.Signal(Payloads.UptimeKuma.With("heartbeat.status", status).With("heartbeat.ping", 42));

        Assert.Equal(("kuma:12", expected, title, "42 ms"), (signal.Fingerprint, signal.Status, signal.Title, signal.Value));
        Assert.Equal(status == 1 ? Reads.At("2026-03-03T11:59:00.123Z") : null, signal.EndedAt);
    }

    [Fact]
    public void A_test_message_rings_no_bell()
    {
        var signal = Source.Signal("""{"heartbeat":null,"monitor":null,"msg":"War room Testing"}""");

        Assert.Equal((SignalStatus.Info, "War room Testing"), (signal.Status, signal.Title));
    }

    [Fact]
    public void A_certificate_is_one_alert_however_many_days_are_left()
    {
        static string Message(int days) =>
            $$"""{"heartbeat":null,"monitor":null,"msg":"[Shop front][https://shop.example.com] server certificate shop.example.com will expired in {{days}} days"}""";

        Assert.Equal(Source.Signal(Message(14)).Fingerprint, Source.Signal(Message(7)).Fingerprint);
        Assert.Equal((SignalStatus.Firing, SignalSeverity.P2), (Source.Signal(Message(14)).Status, Source.Signal(Message(14)).Severity));
    }

    [Theory]
    [InlineData("[]", "the body is no object; Uptime Kuma's preset application/json was expected")]
    [InlineData("""{"heartbeat":{}}""", "heartbeat.monitorID is missing")]
    [InlineData("""{"heartbeat":{"monitorID":1}}""", "heartbeat.status is missing, or no number")]
    public void What_names_no_monitor_is_told(string body, string why) => Assert.Equal(why, Source.Malformed(body));
}
