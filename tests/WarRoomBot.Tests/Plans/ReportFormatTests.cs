using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

/// <summary>When reports are written and what stands in them: as written, as usual where nothing is written, and what is wrong.</summary>
public sealed class ReportFormatTests
{
    private const string Answers = "answers: { remind-after: 5m, missed-after: 20m }";

    [Fact]
    public void What_is_not_written_is_as_usual()
    {
        var plan = Bench.Read(Bench.Good).Plan!;

        Assert.Empty(plan.Figures);
        Assert.Empty(plan.Reports.Moments);
        Assert.Empty(plan.Reports.Targets);
        Assert.Empty(plan.Reports.Sections);
        Assert.Equal(TimeSpan.FromHours(1), plan.Reports.LessonsBefore);
    }

    [Fact]
    public void Everything_written_is_read()
    {
        var plan = Bench.With(
            Answers,
            """
            figures:
              users: { title: Users registered }
              paid: { title: Payments that succeeded, unit: percent }
            reports:
              - { at: 2h, kind: day, title: Half time }
              - { every: 1h, kind: week }
              - { at: 3h, every: 1h, kind: day }
              - { at: 4h, kind: final }
            report:
              lessons-before: 30m
              targets:
                - { uptime: api, above: 99.9 }
                - { average: errors, below: 0.1 }
                - { peak: errors, below: 1, title: Worst error rate }
                - { lowest: errors, above: 0 }
                - { figure: paid, above: 95 }
              sections:
                - { title: Users, figures: [users, paid], questions: [smoke] }
                - { title: Service, metrics: [errors] }
            """).Plan!;

        Assert.Equal([new Figure("users", "Users registered", Unit.Count), new Figure("paid", "Payments that succeeded", Unit.Percent)], plan.Figures);
        Assert.Equal(
            [
                new ReportMoment(ReportKind.Day, TimeSpan.FromHours(2), null, "Half time"),
                new ReportMoment(ReportKind.Week, TimeSpan.FromHours(1), TimeSpan.FromHours(1), null),
                new ReportMoment(ReportKind.Day, TimeSpan.FromHours(3), TimeSpan.FromHours(1), null),
                new ReportMoment(ReportKind.Final, TimeSpan.FromHours(4), null, null),
            ],
            plan.Reports.Moments);
        Assert.Equal(
            [
                new ReportTarget(ReportMeasure.Uptime, "api", new Condition.Above(99.9), null),
                new ReportTarget(ReportMeasure.Average, "errors", new Condition.Below(0.1), null),
                new ReportTarget(ReportMeasure.Peak, "errors", new Condition.Below(1), "Worst error rate"),
                new ReportTarget(ReportMeasure.Lowest, "errors", new Condition.Above(0), null),
                new ReportTarget(ReportMeasure.Figure, "paid", new Condition.Above(95), null),
            ],
            plan.Reports.Targets);
        Assert.Equal(["Users: users paid smoke", "Service: errors"], plan.Reports.Sections.Select(
            section => $"{section.Title}: {string.Join(' ', [.. section.Metrics, .. section.Figures, .. section.Questions])}"));
        Assert.Equal(TimeSpan.FromMinutes(30), plan.Reports.LessonsBefore);
    }

    [Theory]
    [InlineData("reports: [{ kind: day }]", "this report does not say when it is written; add at: 24h, for instance, or every: 24h")]
    [InlineData("reports: [{ at: 2h }]", "'kind' is missing; add it: how far back it looks: a day, a week, or over the whole room")]
    [InlineData("reports: [{ at: 2h, kind: month }]", "'month' is not one of the words for this; write day, week or final")]
    [InlineData("reports: [{ at: 5h, kind: day }]", "'5h' is after the end of the room; write 4h or earlier, or lengthen duration:")]
    [InlineData("reports: [{ at: 2h, kind: final }]", "the final report is written at the room's end; write at: 4h, or kind: day")]
    [InlineData("reports: [{ at: 4h, every: 1h, kind: final }]", "there is only one final report; write kind: day or kind: week, or take every: away")]
    [InlineData("report: { targets: [{ average: eror, below: 1 }] }", "there is no metric 'eror'; did you mean 'errors'?")]
    [InlineData("report: { targets: [{ figure: users, below: 1 }] }", "there is no figure 'users'; define it under figures:")]
    [InlineData("report: { targets: [{ uptime: errors, above: 99 }] }", "'errors' is a number, it has no uptime; write average:, peak: or lowest: instead")]
    [InlineData("report: { targets: [{ peak: api, below: 1 }] }", "'api' is up or down, it has no peak; write uptime: instead")]
    [InlineData("report: { targets: [{ average: errors }] }", "this target has no limit; write either above: or below:")]
    [InlineData("report: { targets: [{ average: errors, above: 1, below: 2 }] }", "'above' and 'below' stand here together; write either above: or below:")]
    [InlineData("report: { targets: [{ below: 2 }] }", "none of uptime, average, peak, lowest and figure stands here; add one of them")]
    [InlineData("report: { sections: [{ title: Users }] }", "this section shows nothing; add metrics:, figures: or questions:")]
    [InlineData("report: { sections: [{ title: Users, figures: [errors] }] }", "'errors' is a metric, not a figure; put it under metrics:")]
    [InlineData("figures: { users: { title: Users, unit: up-down } }", "'up-down' is not one of the words for this; write count, percent, milliseconds, bytes, per-second or per-minute")]
    [InlineData("report: { lessons-before: 4h }", "'4h' before the end the room has not begun; write a shorter time")]
    public void One_thing_wrong_is_told_with_what_would_be_right(string written, string mistake) =>
        Assert.EndsWith(mistake, Assert.Single(Bench.With(Answers, written).Mistakes).ToString(), StringComparison.Ordinal);
}
