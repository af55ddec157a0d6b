using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Signals;

public sealed class UptimeRobotSourceTests
{
    [Theory]
    [InlineData("robot-query")]
    [InlineData("robot-form")]
    public void A_monitor_that_is_down_is_read(string name) => Assert.Equal(
        new()
        {
            Source = name,
            Fingerprint = "ur:777712827",
            Status = SignalStatus.Firing,
            Title = "Shop front is down",
            Severity = SignalSeverity.P0,
            Text = "Connection Timeout",
            Service = "Shop front",
            Rule = "UptimeRobot monitor",
            Link = "https://shop.example.com/",
            StartedAt = Reads.At("2026-03-03T11:59:00Z"),
        },
        Sender.Of(name).Signal());

    [Fact]
    public void One_that_is_up_again_says_since_when_it_was_down()
    {
        var signal = Sender.Of("robot-json").Signal();

        Assert.Equal(("ur:777712827", SignalStatus.Resolved, "Shop front is up"), (signal.Fingerprint, signal.Status, signal.Title));
        Assert.Equal((Reads.At("2026-03-03T11:59:00Z"), Reads.At("2026-03-03T12:14:30Z")), (signal.StartedAt, signal.EndedAt));
    }

    [Fact]
    public void A_certificate_is_an_alert_of_its_own()
    {
        var signal = Sender.Of("robot-json").Signal(Payloads.UptimeRobotJson.With("alertType", 3).With("sslExpiryDaysLeft", "7"));

        Assert.Equal(
            ("ur:777712827:ssl", SignalStatus.Firing, SignalSeverity.P2, "Shop front: certificate expires in 7 days"),
            (signal.Fingerprint, signal.Status, signal.Severity, signal.Title));
    }

    [Fact]
    public void What_does_not_apply_is_missing()
    {
        var signal = Sender.Of("robot-json").Signal(Payloads.UptimeRobotJson.With("monitorFriendlyName", "*monitorFriendlyName*").With("monitorURL", "*monitorURL*"));

        Assert.Equal(("Monitor 777712827", null), (signal.Service, signal.Link));
    }

    [Theory]
    [InlineData("robot-form", "alertType=1", "monitorID is missing")]
    [InlineData("robot-form", "", "monitorID is missing")]
    [InlineData("robot-form", "&&=%&%zz=%zz&\u0001", "monitorID is missing")]
    [InlineData("robot-form", "monitorID=1", "alertType is missing")]
    [InlineData("robot-form", "monitorID=1&alertType=*alertType*", "alertType is missing")]
    [InlineData("robot-json", "{\"monitorID\":", "the body is not JSON: line 1, byte 14")]
    [InlineData("robot-json", "[]", "monitorID is missing")]
    public void What_names_no_monitor_is_told(string name, string body, string why) => Assert.Equal(why, Sender.Of(name).Malformed(body));

    [Fact]
    public void An_unknown_type_of_alert_is_only_recorded() =>
        Assert.Equal(SignalStatus.Info, Sender.Of("robot-form").Signal("monitorID=1&alertType=99&alertTypeFriendlyName=Slow").Status);
}
