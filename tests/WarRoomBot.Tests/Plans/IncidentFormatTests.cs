using WarRoomBot.Plans;

namespace WarRoomBot.Tests.Plans;

/// <summary>Who may do what with incidents, and what there is to do in one: as written, as usual where nothing is written, and what is wrong.</summary>
public sealed class IncidentFormatTests
{
    private const string Tree =
        """
        playbooks: { down: { title: Down, decision: d } }
        decisions:
          d:
            title: D
            ask: Is it up?
            answers:
              Yes: { recommend: Wait }
              No: { ask: Fixed soon?, answers: { Yes: { recommend: Fix it }, No: { recommend: Roll back, because: it is down } } }
        """;

    private const string Answers = "answers: { remind-after: 5m, missed-after: 20m }";

    [Fact]
    public void What_is_not_written_is_for_everybody()
    {
        var incidents = Bench.Read(Bench.Good).Plan!.Incidents;

        Assert.Empty(incidents.OpenedBy.Concat(incidents.LedBy).Concat(incidents.ClosedBy));
        Assert.Empty(incidents.Roles);
        Assert.Null(incidents.Playbook);
    }

    [Fact]
    public void Everything_written_is_read()
    {
        var incidents = Bench.With(
            Answers,
            """
            incidents: { opened-by: qa, led-by: [qa], closed-by: [qa], playbook: any, roles: { scribe: { title: Scribe } } }
            playbooks: { any: { title: Any } }
            """).Plan!.Incidents;

        Assert.Equal(["qa", "qa", "qa"], incidents.OpenedBy.Concat(incidents.LedBy).Concat(incidents.ClosedBy));
        Assert.Equal("any", incidents.Playbook);
        Assert.Equal("Scribe", incidents.Role("scribe")!.Title);
    }

    [Fact]
    public void A_tree_of_questions_is_read_as_it_is_drawn()
    {
        var plan = Bench.With(Answers, Tree).Plan!;
        var decision = plan.Decision(plan.Playbook("down")!.Decision!)!;

        Assert.Equal("Is it up?", Assert.IsType<DecisionPoint.Question>(decision.Begin).Text);
        Assert.Equal(new DecisionPoint.Recommendation("Wait", null), decision.After(["Yes"]));
        Assert.Equal(new DecisionPoint.Recommendation("Roll back", "it is down"), decision.After(["No", "No"]));
        Assert.Null(decision.After(["No", "Perhaps"]));
        Assert.Null(decision.After(["Yes", "Yes"]));
    }

    [Fact]
    public void A_step_may_be_something_that_the_bot_does()
    {
        var steps = Bench.Read(
            Bench.Good.Replace(
                Answers,
                """
                playbooks:
                  down:
                    title: Down
                    steps:
                      - Look
                      - { text: Roll back, call: "https://ci.example.com/${KEY}", headers: { Authorization: "Bearer ${KEY}" }, body: '{"ref":"main"}', started-by: [qa], second-person: yes }
                """,
                StringComparison.Ordinal),
            ("KEY", "secret")).Plan!.Playbook("down")!.Steps;

        Assert.Equal(new("Look", null), steps[0]);
        var call = steps[1].Call!;
        Assert.Equal(("https://ci.example.com/secret", "{\"ref\":\"main\"}", true), (call.Address, call.Body, call.SecondPerson));
        Assert.Equal([KeyValuePair.Create("Authorization", "Bearer secret")], call.Headers);
        Assert.Equal(["qa"], call.StartedBy);
        Assert.DoesNotContain("secret", $"{steps[1]}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("decisions: { d: { title: D, ask: 'Up?', answers: { Yes: { recommend: Wait } } } }", "this question has 1 answers; write 2 to 5")]
    [InlineData("decisions: { d: { title: D, ask: 'Up?', answers: { Yes: { recommend: Wait }, No: { ask: 'Sure?' } } } }", "'answers' is missing; add it: what may be answered, each with what follows from it")]
    [InlineData("decisions: { d: { title: D, ask: 'Up?', answers: { Yes: { recommend: Wait }, No: {} } } }", "none of recommend and ask stands here; add one of them")]
    [InlineData("decisions: { d: { title: D, ask: 'Up?', answers: { Yes: { recommend: A }, An answer that goes on and on for ever: { recommend: B } } } }", "'An answer that goes on and on for ever' does not fit on a button; write an answer of at most 30 letters")]
    [InlineData("playbooks: { p: { title: P, decision: roll } }", "there is no decision 'roll'; define it under decisions:")]
    [InlineData("playbooks: { p: { title: P, steps: [{ text: Go, call: 'https://x.example', started-by: boss }] } }", "there is no role 'boss'; define it under roles:, or write qa")]
    [InlineData("playbooks: { p: { title: P, steps: [{ text: Go, call: 'https://x.example' }] } }", "'started-by' is missing; add it: the roles that may start it")]
    [InlineData("playbooks: { p: { title: P, steps: [{ text: Go, call: 'x.example', started-by: qa }] } }", "'x.example' is not an address; write it with https:// in front")]
    [InlineData("playbooks: { p: { title: P, steps: [{ text: Go, call: 'https://x.example', started-by: [] }] } }", "nobody may start this step; name at least one role")]
    [InlineData("incidents: { opened-by: boss }", "there is no role 'boss'; define it under roles:, or write qa")]
    [InlineData("incidents: { led-by: [qa, boss] }", "there is no role 'boss'; define it under roles:, or write qa")]
    [InlineData("incidents: { closed-by: boss }", "there is no role 'boss'; define it under roles:, or write qa")]
    [InlineData("incidents: { playbook: any }", "there is no playbook 'any'; define it under playbooks:")]
    [InlineData("incidents: { roles: { scribe: {} } }", "'title' is missing; add it: what people read, as in On-call engineer")]
    [InlineData("incidents: { opened-bye: qa }", "'opened-bye' is not known here; did you mean 'opened-by'?")]
    public void One_thing_wrong_is_told_with_what_would_be_right(string written, string mistake) =>
        Assert.EndsWith(mistake, Assert.Single(Bench.With(Answers, written).Mistakes).ToString(), StringComparison.Ordinal);
}
