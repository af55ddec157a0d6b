using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Plans;

/// <summary>Who answers alerts, how fast, and who is called: as written, as usual where nothing is written, and what is wrong.</summary>
public sealed class AlertFormatTests
{
    private const string Answers = "answers: { remind-after: 5m, missed-after: 20m }";

    [Fact]
    public void What_is_not_written_is_as_usual()
    {
        var alerts = Bench.Read(Bench.Good).Plan!.Alerts;

        Assert.Equal(["Critical 00:05:00", "High 00:15:00", "Medium 01:00:00", "Low "], alerts.Severities.Select(severity => $"{severity.Name} {severity.Acknowledge}"));
        Assert.Empty(alerts.Escalation);
    }

    [Fact]
    public void Everything_written_is_read()
    {
        var alerts = Bench.With(
            Answers,
            """
            severities: { P0: { name: Disaster, meaning: data lost, acknowledge: 2m }, P2: { acknowledge: next business day } }
            escalation:
              - { after: 15m, notify: [qa], severities: P0 }
              - { after: 0m, notify: qa }
            calls:
              - { metric: errors, when: { above: 10, for: 10m }, notify: qa }
            business-hours: { from: "08:00", to: "16:30", days: [monday, friday], holidays: 2026-12-25 }
            alerts: { ask-again: 20m, answer-within: 5m, storm-above: 10 }
            """).Plan!.Alerts;

        Assert.Equal(("Disaster", TimeSpan.FromMinutes(2)), (alerts[SignalSeverity.P0].Name, alerts[SignalSeverity.P0].Acknowledge));
        Assert.Equal(("data lost", null), (alerts[SignalSeverity.P0].Meaning, alerts[SignalSeverity.P2].Meaning));
        Assert.Equal(("Medium", null), (alerts[SignalSeverity.P2].Name, alerts[SignalSeverity.P2].Acknowledge));
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(15)], alerts.Escalation.Select(step => step.After));
        Assert.Equal([SignalSeverity.P0], alerts.Escalation[1].Severities);
        Assert.Equal(("errors", TimeSpan.FromMinutes(10)), (alerts.Calls[0].Metric, alerts.Calls[0].Threshold.For));
        Assert.Equal((new TimeOnly(8, 0), new TimeOnly(16, 30)), (alerts.BusinessHours.From, alerts.BusinessHours.To));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Friday], alerts.BusinessHours.Days);
        Assert.Equal([new DateOnly(2026, 12, 25)], alerts.BusinessHours.Holidays);
        Assert.Equal((20, 5, 10), (alerts.AskAgain.TotalMinutes, alerts.AnswerWithin.TotalMinutes, alerts.StormAbove));
    }

    [Theory]
    [InlineData("severities: { P9: { name: Odd } }", "'P9' is not known here; did you mean 'P0'?")]
    [InlineData("severities: { P3: { acknowledge: soon } }", "'soon' is not an acknowledge time; write 5m, for instance, or next business day")]
    [InlineData("escalation: [{ after: 0m, notify: boss }]", "there is no role 'boss'; define it under roles:, or write qa")]
    [InlineData("escalation: [{ notify: qa }]", "'after' is missing; add it: 0m for at once; the first later step comes when the acknowledge time is over, the next ones at their distance")]
    [InlineData("calls: [{ metric: eror, when: { above: 1 }, notify: qa }]", "there is no metric 'eror'; did you mean 'errors'?")]
    [InlineData("business-hours: { from: \"17:00\", to: \"09:00\" }", "business hours end before they begin; let to: be later than from:")]
    [InlineData("business-hours: { from: nine }", "'nine' is not a time of day; write it in quotes, as in \"09:00\"")]
    [InlineData("business-hours: { holidays: Christmas }", "'Christmas' is not a date; write it as in 2026-12-25")]
    [InlineData("playbooks: { fix: { title: Fix, link: wiki } }", "'wiki' is not an address; write it with https:// in front")]
    public void One_thing_wrong_is_told_with_what_would_be_right(string written, string mistake) =>
        Assert.EndsWith(mistake, Assert.Single(Bench.With(Answers, written).Mistakes).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_playbook_that_a_threshold_names_has_to_be_there() =>
        Assert.EndsWith(
            "there is no playbook 'rollbak'; did you mean 'rollback'?",
            Assert.Single(Bench.Read(Bench.Good.Replace("hint: Roll back.", "playbook: rollbak", StringComparison.Ordinal) + "\nplaybooks: { rollback: { title: Roll back } }\n").Mistakes).ToString(),
            StringComparison.Ordinal);
}
