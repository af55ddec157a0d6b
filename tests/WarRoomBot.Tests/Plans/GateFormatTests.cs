using WarRoomBot.Plans;
using WarRoomBot.Signals;

namespace WarRoomBot.Tests.Plans;

/// <summary>What is decided, when, by whom and on what evidence: as written, as usual where nothing is written, and what is wrong.</summary>
public sealed class GateFormatTests
{
    private const string Answers = "answers: { remind-after: 5m, missed-after: 20m }";

    private const string Gate =
        """
        gates:
          go-live:
            title: Go-live decision
            at: 4h
            criteria:
              - { ask: User feedback mostly positive }
            options: [Go, No-go]
            signed-by: qa
        """;

    [Fact]
    public void What_is_not_written_is_as_usual()
    {
        var gate = Assert.Single(Bench.With(Answers, Gate).Plan!.Gates);

        Assert.Equal(("go-live", "Go-live decision", TimeSpan.FromHours(4)), (gate.Name, gate.Title, gate.At));
        Assert.Equal([new Criterion.Ask("User feedback mostly positive", null)], gate.Criteria);
        Assert.Equal([new GateOption("Go"), new GateOption("No-go")], gate.Options);
        Assert.Equal(["qa"], gate.SignedBy);
        Assert.Equal((1, (int?)null), (gate.Quorum, gate.Expires));
        Assert.Equal((60, 15, 3), (gate.OpenFor.TotalMinutes, gate.RemindEvery.TotalMinutes, gate.Reminders));
        Assert.Empty(gate.Veto);
    }

    [Fact]
    public void Everything_written_is_read()
    {
        var plan = Bench.With(
            Answers,
            """
            playbooks: { back: { title: Roll back } }
            gates:
              go-live:
                title: Go-live decision
                called-by: { metric: errors, when: { above: 2, for: 5m } }
                criteria:
                  - { metric: errors, max-over: 3h, below: 1, samples: 80 }
                  - { metric: api, uptime-over: 4h, at-least: 99.9, title: API up }
                  - { metric: errors, average-over: 1h, at-most: 0.1 }
                  - { incidents: [P1, P0], over: 2h }
                  - { alerts: P0, below: 2 }
                  - { answered: 95, phase: First }
                  - { ask: Feedback positive, owner: qa }
                options:
                  - Go
                  - { name: Longer, extend: 24h }
                  - { name: Routine, start: routine }
                  - { name: Back, rollback: P1, playbook: back, end: yes }
                signed-by: [qa]
                quorum: 1
                veto: qa
                open-for: 2h
                expires: Longer
                remind-every: 20m
                reminders: 2
            """).Plan!;
        var gate = plan.Gate("go-live")!;

        Assert.Equal(
        [
            new Criterion.Figure(null, "errors", Statistic.Max, TimeSpan.FromHours(3), new(1, false, false), 80),
            new Criterion.Figure("API up", "api", Statistic.Uptime, TimeSpan.FromHours(4), new(99.9, true, true), 90),
            new Criterion.Figure(null, "errors", Statistic.Average, TimeSpan.FromHours(1), new(0.1, false, true), 90),
        ], gate.Criteria.OfType<Criterion.Figure>());
        var incidents = Assert.Single(gate.Criteria.OfType<Criterion.Incidents>());
        Assert.Equal([SignalSeverity.P0, SignalSeverity.P1], incidents.Severities);
        Assert.Equal((TimeSpan.FromHours(2), 1), (incidents.Over, incidents.Below));
        Assert.Equal(2, Assert.Single(gate.Criteria.OfType<Criterion.Alerts>()).Below);
        Assert.Equal(new Criterion.Answered(null, "First", 95), gate.Criteria[5]);
        Assert.Equal(new Criterion.Ask("Feedback positive", "qa"), gate.Criteria[6]);
        Assert.Equal(
            [new("Go"), new("Longer") { Extend = TimeSpan.FromHours(24) }, new("Routine") { Start = "routine", End = true }, new("Back") { Rollback = SignalSeverity.P1, Playbook = "back", End = true }],
            gate.Options);
        Assert.Equal(("errors", new Condition.Above(2), TimeSpan.FromMinutes(5)), (gate.CalledBy[0].Metric, gate.CalledBy[0].When.Condition, gate.CalledBy[0].When.For));
        Assert.Equal(["qa"], gate.Veto);
        Assert.Equal((1, 120, 20, 2), (gate.Expires!.Value, gate.OpenFor.TotalMinutes, gate.RemindEvery.TotalMinutes, gate.Reminders));
    }

    [Theory]
    [InlineData("at: 4h", "at: 5h", "'5h' is after the end of the room; write 4h or earlier, or lengthen duration:")]
    [InlineData("signed-by: qa", "signed-by: boss", "there is no role 'boss'; define it under roles:, or write qa")]
    [InlineData("signed-by: qa", "signed-by: []", "nobody signs this gate; name at least one role")]
    [InlineData("signed-by: qa", "signed-by: [qa, qa]", "'qa' stands here twice; remove one of them")]
    [InlineData("signed-by: qa", "signed-by: qa\n    quorum: 2", "2 roles are to decide, but 1 sign; write 1 or fewer")]
    [InlineData("signed-by: qa", "signed-by: qa\n    veto: cto", "'cto' does not sign this gate; add it to signed-by:, or remove it here")]
    [InlineData("signed-by: qa", "signed-by: qa\n    expires: Go", "'Go' is go: silence never is; write No-go")]
    [InlineData("signed-by: qa", "signed-by: qa\n    expires: Nogo", "there is no option 'Nogo'; did you mean 'No-go'?")]
    [InlineData("[Go, No-go]", "[Go]", "there is one option; write 2 to 5, from go to no-go")]
    [InlineData("[Go, No-go]", "[Go, Go]", "'Go' stands here twice; remove one of them")]
    [InlineData("[Go, No-go]", "[Go, Approved for customer launch at once]", "'Approved for customer launch at once' has 36 characters; write 30 at most: it stands on a button")]
    [InlineData("[Go, No-go]", "[Go, { name: No-go, playbook: x }]", "'playbook' means nothing here; it belongs to rollback; remove it", "there is no playbook 'x'; define it under playbooks:")]
    [InlineData("[Go, No-go]", "[Go, { name: No-go, extend: 4h, end: yes }]", "a room that ends cannot go on; keep extend:, or end: and start:")]
    [InlineData("{ ask: User feedback mostly positive }", "{ ask: Good?, owner: boss }", "there is no role 'boss'; define it under roles:, or write qa")]
    [InlineData("{ ask: User feedback mostly positive }", "{ metric: errors, below: 1 }", "this criterion does not say how far back it looks; add max-over: 12h, for instance")]
    [InlineData("{ ask: User feedback mostly positive }", "{ metric: errors, max-over: 1h }", "this criterion does not say what the figure should be; add below: 1, for instance")]
    [InlineData("{ ask: User feedback mostly positive }", "{ metric: errors, max-over: 1h, below: 1, above: 0 }", "this criterion says twice what the figure should be; keep one of below, above")]
    [InlineData("{ ask: User feedback mostly positive }", "{ metric: errors, max-over: 12h, below: 1 }", "'12h' is longer than the room, which lasts '4h'; write a shorter time")]
    [InlineData("{ ask: User feedback mostly positive }", "{ metric: eror, max-over: 1h, below: 1 }", "there is no metric 'eror'; did you mean 'errors'?")]
    [InlineData("{ ask: User feedback mostly positive }", "{ metric: api, max-over: 1h, below: 1 }", "a metric that is up or down has no such figure; write uptime-over: and at-least: 99.9, for instance")]
    [InlineData("{ ask: User feedback mostly positive }", "{ metric: errors, uptime-over: 1h, above: 99 }", "a metric that is a number is neither up nor down; write max-over:, min-over: or average-over:")]
    [InlineData("{ ask: User feedback mostly positive }", "{ incidents: P0, below: 0.5 }", "'0.5' is no count; write a whole number such as 1")]
    [InlineData("{ ask: User feedback mostly positive }", "{ alerts: P0, over: 1h }", "'over' means nothing here; it belongs to incidents; remove it")]
    [InlineData("{ ask: User feedback mostly positive }", "{ answered: 95, phase: Frist }", "there is no phase 'Frist'; did you mean 'First'?")]
    [InlineData("{ ask: User feedback mostly positive }", "{ answered: 120 }", "'120' is not a number from 0 to 100; write a number from 0 to 100")]
    public void One_thing_wrong_is_told_with_what_would_be_right(string good, string bad, params string[] mistakes)
    {
        Assert.Contains(good, Gate, StringComparison.Ordinal);

        var told = Bench.With(Answers, Gate.Replace(good, bad, StringComparison.Ordinal)).Mistakes;

        Assert.Equal(mistakes, told.Select(mistake => $"{mistake.Wrong}; {mistake.Remedy}"));
    }

    [Fact]
    public void A_window_does_not_reach_back_before_the_deployment() =>
        Assert.EndsWith(
            "'3h' goes back further than the deployment when this gate opens, at '2h'; write a shorter time",
            Assert.Single(Bench.With(Answers, Gate.Replace("at: 4h", "at: 2h", StringComparison.Ordinal)
                .Replace("ask: User feedback mostly positive", "metric: errors, max-over: 3h, below: 1", StringComparison.Ordinal)).Mistakes).ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void Two_gates_do_not_open_at_once() =>
        Assert.EndsWith(
            "two gates open at '4h'; let them open one after the other: people can sign one at a time",
            Assert.Single(Bench.With(Answers, $"{Gate}\n{string.Join('\n', Gate.Split('\n').Skip(1)).Replace("go-live", "other", StringComparison.Ordinal)}").Mistakes).ToString(),
            StringComparison.Ordinal);
}
