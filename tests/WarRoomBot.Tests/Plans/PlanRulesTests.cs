namespace WarRoomBot.Tests.Plans;

/// <summary>The good plan with one thing wrong: one mistake, at its place, with what would be right.</summary>
public sealed class PlanRulesTests
{
    [Fact]
    public void The_plan_that_the_others_are_made_from_is_good()
    {
        var reading = Bench.Read(Bench.Good);

        Assert.Empty(reading.Mistakes);
        Assert.NotNull(reading.Plan);
    }

    public static TheoryData<string, string, string> Mistaken => new()
    {
        // The file as a whole.
        { "name: Beta", "name: Gamma", "1:7: 'Gamma' is not the name of the file, beta; call the file gamma.yaml, or give the plan the name of its file" },
        { "name: Beta", "name: '!'", "1:7: '!' is not the name of the file, beta; give the plan the name of its file" },
        { "\"#beta\"", "#beta", "2:9: nothing stands here; write it in quotes, as in \"#beta-war-room\": a bare # begins a comment" },
        { "duration: 4h", "duration: 0h", "3:11: '0h' is not a duration from 1m to 31d; write 48h, for instance, or none for a standing room, without an end" },
        { "duration: 4h", "duration: 90d", "3:11: '90d' is not a duration from 1m to 31d; write 48h, for instance, or none for a standing room, without an end" },
        { "duration: 4h", "duration: -4h", "3:11: '-4h' is not a duration from 1m to 31d; write 48h, for instance, or none for a standing room, without an end" },
        { "Europe/Berlin", "Europe/Berln", "4:12: 'Europe/Berln' is not a time zone known here; did you mean 'Europe/Berlin'?" },
        { "Europe/Berlin", "Berlin", "4:12: 'Berlin' is not a time zone known here; did you mean 'Europe/Berlin'?" },
        { "Europe/Berlin", "Middle Earth", "4:12: 'Middle Earth' is not a time zone known here; write UTC, or a name such as Europe/Berlin" },
        { "{ title: QA lead }", "{ titel: QA lead, title: QA lead }", "6:9: 'titel' is not known here; did you mean 'title'?" },
        { "remind-after: 5m", "remind-after: 20m", "7:26: questions count as missed before anybody is reminded; let remind-after be shorter than missed-after" },
        { "missed-after: 20m", "missed-after: 2m", "7:26: questions count as missed before anybody is reminded; let remind-after be shorter than missed-after" },

        // Metrics.
        { "unit: percent", "unit: percnt", "16:11: 'percnt' is not one of the words for this; did you mean 'percent'?" },
        { "probe: { http:", "probe: { htp:", "17:14: 'htp' is not a kind of probe; did you mean 'http'? The kinds are health and http" },
        { "probe: { http:", "probe: { sql:", "17:14: 'sql' is not a kind of probe; the kinds are health and http" },
        { "select: rate }", "health: x }", "17:54: 'health' stands beside 'http'; a metric has one probe; keep one of them" },
        { "select: rate }", "selct: rate }", "17:54: 'selct' is not known here; did you mean 'select'?" },
        { "probe: { http: \"https://app.example.com/errors\", select: rate }", "probe: {}", "17:12: no kind of probe is named here; the kinds are health and http" },
        { "every: 30s", "every: 5s", "18:12: '5s' is not a duration of at least 10s; write 10s, for instance" },
        { "target: { below: 0.1 }", "target: { below: 2 }", "19:22: a value could be on target and past a threshold at once; let the target end where the warning begins, or before" },
        { "target: { below: 0.1 }", "target: { above: 0.1 }", "19:22: a value could be on target and past a threshold at once; let the target end where the warning begins, or before" },
        { "warning: { above: 1 }", "warning: { above: 6 }", "20:23: critical is reached before this warning; give the milder limit to warning and the harsher one to critical" },
        { "{ is: down, failures: 3 }", "{ above: 1 }", "13:24: '1' does not fit a metric that is up or down; write is: down" },
        { "warning: { above: 1 }", "warning: { is: down }", "20:20: 'down' does not fit a metric that is a number; write above: or below: and a number, or unit: up-down" },
        { "warning: { above: 1 }", "warning: 1", "20:14: '1' is not a group of keys; write above: …" },
        { "warning: { above: 1 }", "warning: { is: maybe }", "20:20: 'maybe' is not one of the words for this; write up, down, yes, no, true or false" },
        { "warning: { above: 1 }", "warning: { for: 5m }", "20:14: none of above, below, outside, is, spike, drops-to-zero, rising and silent stands here; add one of them" },
        { "warning: { above: 1 }", "warning: { outside: [50, 10] }", "20:25: 'outside' has '50' before '10'; write the smaller number first" },
        { "warning: { above: 1 }", "warning: { outside: [50] }", "20:25: this list holds 1; write exactly 2" },
        { "warning: { above: 1 }", "warning: { spike: 10 }", "20:23: 'spike' does not say how far back it looks; add over: 1h, for instance" },
        { "warning: { above: 1 }", "warning: { spike: 1, over: 1h }", "20:23: '1' is not a number above 1; write a number above 1" },
        { "warning: { above: 1 }", "warning: { above: 1, over: 1h }", "20:32: 'over' means nothing here; it belongs to spike, drops-to-zero or rising; remove it" },
        { "warning: { above: 1 }", "warning: { rising: 10, over: 1h, floor: 5 }", "20:45: 'floor' means nothing here; it belongs to spike; remove it" },
        { "warning: { above: 1 }", "warning: { silent: 0 }", "20:24: '0' is not a whole number from 1 to 1000; write 1, for instance" },
        { "failures: 3", "failures: 0", "13:37: '0' is not a whole number from 1 to 1000; write 1, for instance" },
        { "for: 5m", "for: 5h", "21:32: '5h' is longer than the room, which lasts '4h'; write a shorter time" },
        { "above: 5, for: 5m", "above: 1", "20:23: warning and critical begin at the same value; let the warning begin earlier, or critical hold longer with for:" },

        // Questions.
        { "owner: qa", "owner: qe", "23:48: there is no role 'qe'; did you mean 'qa'?" },
        { "owner: qa", "owner: devops", "23:48: there is no role 'devops'; define it under roles:, or write qa" },
        { "{ title: QA lead }", "{ title: QA lead, given-by: [qa, lead] }", "6:40: there is no role 'lead'; define it under roles:, or write qa" },
        { "about: api", "about: errrors", "23:59: there is no metric 'errrors'; did you mean 'errors'?" },

        // Phases and their checks.
        { "from: 0m", "from: 5m", "26:11: nothing is checked between '0m' and '5m'; write from: 0m, or add a phase between" },
        { "from: 1h", "from: 2h", "32:11: nothing is checked between '1h' and '2h'; write from: 1h, or add a phase between" },
        { "from: 1h", "from: 30m", "32:11: this phase begins before the one above it ends, at '1h'; write from: 1h; phases stand in order of time" },
        { "to: 4h", "to: 3h", "33:9: nothing is checked between '3h' and the end of the room; write to: 4h, or shorten duration:" },
        { "to: 4h", "to: 5h", "33:9: this phase ends at '5h', after the room; write to: 4h, or lengthen duration:" },
        { "name: Then", "name: First", "31:11: 'First' is the name of two phases; give each a name of its own" },
        { "at: 5m, metrics", "at: 2h, metrics", "29:15: '2h' is after this phase ends; write 1h or earlier, or move the check to a later phase" },
        { "at: 5m, metrics", "at: 60m, metrics", "30:15: this phase has two checks at '1h'; put both into the one on line 29" },
        { "{ at: 5m, metrics: [api], ask: [smoke] }", "{ at: 5m }", "29:9: this check shows nothing and asks nothing; add metrics: or ask:" },
        { "ask: [smoke]", "ask: [smok]", "29:41: there is no question 'smok'; did you mean 'smoke'?" },
        { "ask: [smoke]", "ask: [smoke, smoke]", "29:48: 'smoke' stands here twice; remove one of them" },
        { "ask: [smoke]", "ask: [smoke, errors]", "29:48: 'errors' is a metric, not a question; put it under metrics:" },
        { "metrics: [errors, api]", "metrics: [errors, smoke]", "35:23: 'smoke' is a question, not a metric; put it under ask:" },
        { "every: 90m", "every: 30s", "34:12: '30s' is not a duration of at least 1m; write 1m, for instance" },
        { "every: 90m\n", "\n", "31:5: this phase has no checks; add every: with metrics: or ask:, or add checks:" },
        { "every: 90m\n", "checks: [{ at: 2h, ask: [smoke] }]\n", "31:5: this phase has no rhythm for its metrics and questions; add every: 30m, for instance, or move them into checks:" },
        { "    metrics: [errors, api]", "", "31:5: the checks of this rhythm show nothing and ask nothing; add metrics: or ask:" },
    };

    [Theory]
    [MemberData(nameof(Mistaken))]
    public void One_thing_wrong_is_one_mistake(string part, string changed, string mistake)
    {
        var reading = Bench.With(part, changed);

        Assert.Null(reading.Plan);
        Assert.Equal($"beta.yaml:{mistake}", Assert.Single(reading.Mistakes).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("~")]
    public void An_empty_file_is_told_what_a_plan_needs(string text) => Assert.EndsWith(
        "1:1: nothing stands here; write name: … and duration: …", Assert.Single(Bench.Read(text).Mistakes).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("Europe")]
    [InlineData(".")]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("[]")]
    [InlineData("'a\0b'")]
    public void No_name_of_a_time_zone_leads_out_of_the_list(string zone) =>
        Assert.Single(Bench.With("Europe/Berlin", zone).Mistakes);

    [Fact]
    public void A_plan_without_phases_is_none() => Assert.Equal(
        "beta.yaml:3:9: no phase stands here; add one with name:, from:, to: and every: or checks:",
        Assert.Single(Bench.Read("name: Beta\nduration: 1h\nphases: []").Mistakes).ToString());

    [Theory]
    [InlineData("critical: { above: 5, for: 5m, hint: Roll back. }", "critical: { above: 1, for: 5m }")]
    [InlineData("warning: { above: 1 }", "warning: { outside: [0.5, 3] }")]
    [InlineData("warning: { above: 1 }", "warning: { silent: 5 }")]
    [InlineData("warning: { above: 1 }", "warning: { rising: 10, over: 2h }")]
    [InlineData("missed-after: 20m", "missed-after: 6m")]
    [InlineData("target: { below: 0.1 }", "target: { below: 1 }")]
    public void What_only_looks_wrong_is_accepted(string part, string changed) => Assert.Empty(Bench.With(part, changed).Mistakes);
}
