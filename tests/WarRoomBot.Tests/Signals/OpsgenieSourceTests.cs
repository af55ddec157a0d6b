using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

public sealed class OpsgenieSourceTests
{
    private static readonly Sender Source = Sender.Of("opsgenie");

    [Fact]
    public void An_alert_is_read() => Assert.Equal(
        new()
        {
            Source = "opsgenie",
            Fingerprint = "disk/db1",
            Status = SignalStatus.Firing,
            Title = "Disk is full",
            Severity = SignalSeverity.P0,
            Text = "db, prod",
            Service = "db1",
            StartedAt = Reads.At("2026-03-03T11:59:00.123Z"),
        },
        Source.Signal());

    [Theory]
    [InlineData("Create", SignalStatus.Firing)]
    [InlineData("UnAcknowledge", SignalStatus.Firing)]
    [InlineData("Acknowledge", SignalStatus.Acknowledged)]
    [InlineData("Close", SignalStatus.Resolved)]
    [InlineData("Delete", SignalStatus.Resolved)]
    [InlineData("AddNote", SignalStatus.Info)]
    public void What_happens_to_an_alert_is_told_apart(string action, SignalStatus status)
    {
        var signal = Source.Signal(Payloads.Opsgenie.With("action", action));

        Assert.Equal(("disk/db1", status, action == "Delete"), (signal.Fingerprint, signal.Status, signal.Doubt is not null));
        Assert.Equal(status == SignalStatus.Resolved ? Reads.At("2026-03-03T11:59:01.166Z") : null, signal.EndedAt);
    }

    [Fact]
    public void Who_did_it_is_told() =>
        Assert.Equal("db, prod\nOpsgenie: Acknowledge by ana@example.com", Source.Signal(Payloads.Opsgenie.With("action", "Acknowledge")).Text);

    [Theory]
    [InlineData("P1", SignalSeverity.P0)]
    [InlineData("P2", SignalSeverity.P1)]
    [InlineData("P3", SignalSeverity.P2)]
    [InlineData("P4", SignalSeverity.P3)]
    [InlineData("P5", SignalSeverity.P3)]
    public void Its_highest_priority_is_the_first(string priority, SignalSeverity severity) =>
        Assert.Equal(severity, Source.Signal(Payloads.Opsgenie.With("alert.priority", priority)).Severity);

    [Theory]
    [InlineData("action", "action is missing")]
    [InlineData("alert", "alert.alias and alert.alertId are missing")]
    public void What_names_no_alert_is_told(string path, string why) => Assert.Equal(why, Source.Malformed(Payloads.Opsgenie.With(path, null)));
}
