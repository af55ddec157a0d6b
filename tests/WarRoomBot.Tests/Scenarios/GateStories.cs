using WarRoomBot.TestKit.Storage;
using static WarRoomBot.Tests.Scenarios.GateStage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Go or no-go: shown with its evidence, signed by those who may, decided once, and followed by what the plan says.</summary>
public sealed class GateStories
{
    [Theory, Engines]
    public async Task At_its_time_it_shows_the_evidence_and_all_sign_go(Engine engine)
    {
        await using var story = await GateStage.BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom extend 1h a late start");

        await story.AdvanceToAsync(8 * Hour);
        var gate = story.Gate();
        Golden.Card("gate-open", gate);
        await story.PressesAsync("fay", gate, "Yes");
        await story.PressesAsync("bo", gate, "Proceed");
        await story.PressesAsync("eli", gate, "Proceed");
        gate.Shows("2 of 3 signed", "@chi: missing", "@bo signed Proceed");
        await story.PressesAsync("chi", gate, "Proceed");

        Golden.Card("gate-decided", gate);
        Assert.Empty(gate.Buttons);
        Assert.Single(story.Channel.Messages, message => message.Text.StartsWith("🚦 Go-live decision: Proceed", StringComparison.Ordinal));
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Theory, Engines]
    public async Task The_most_cautious_signed_option_decides_with_its_reason_and_its_conditions(Engine engine)
    {
        await using var story = await GateStage.BeginAsync(engine);
        await story.AdvanceToAsync(7 * Hour);
        await story.TypesAsync("ana", "/warroom golive");
        var gate = story.Gate();
        await story.PressesAsync("fay", gate, "Yes");

        await story.PressesAsync("bo", gate, "Proceed");
        await story.PressesAsync("eli", gate, "Extended beta");
        await story.SubmitsAsync("eli", ("Why", "two restarts last night"), ("Conditions", "- alert on restarts\nfix the leak"));
        await story.PressesAsync("chi", gate, "Proceed");

        gate.Shows("Go-live decision: EXTENDED BETA", "@eli signed Extended beta", "two restarts last night", "Dissent: @bo (Lead developer) signed Proceed; @chi (CTO) signed Proceed", "room extended by 4h");
        var conditions = story.Channel.Showing("2 conditions open");
        await story.PressesAsync("eli", conditions, "Done", beside: "alert on restarts");
        await story.PressesAsync("bo", conditions, "Done", beside: "fix the leak");
        conditions.Shows("all conditions met", "☑ fix the leak · asked for by @eli · done by @bo");
        await story.AdvanceToAsync(12 * Hour + Minute);
        Assert.Contains("T+12h", story.Gate().Text.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_very_end_the_room_waits_for_the_decision_and_then_ends()
    {
        await using var story = await GateStage.BeginAsync();
        await story.AdvanceToAsync(8 * Hour + 10 * Minute);
        var gate = story.Gate();
        Assert.DoesNotContain("ended", story.Board.Text.Split('\n')[0], StringComparison.Ordinal);
        await story.PressesAsync("fay", gate, "Yes");

        foreach (var person in new[] { "bo", "eli", "chi" })
            await story.PressesAsync(person, gate, "Proceed");
        await story.AdvanceAsync(Minute);

        gate.Shows("Go-live decision: PROCEED");
        Assert.Contains("ended", story.Board.Text.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollback_opens_its_incident_and_ends_the_room()
    {
        await using var story = await GateStage.BeginAsync();
        await story.AdvanceToAsync(7 * Hour);
        await story.TypesAsync("ana", "/warroom golive");
        foreach (var person in new[] { "bo", "eli", "chi" })
        {
            await story.PressesAsync(person, story.Gate(), "Rollback");
            await story.SubmitsAsync(person, ("Why", "data is lost"));
        }

        story.Gate().Shows("Go-live decision: ROLLBACK", "a P1 incident is open for it; the room ends");
        Assert.Contains(story.Slack.Made.Single().Pins.Single().Text.Split('\n'), line => line.Contains("Go-live decision: Rollback", StringComparison.Ordinal));
        Assert.Contains("ended", story.Board.Text.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_yes_may_come_with_a_condition()
    {
        await using var story = await GateStage.BeginAsync();
        await story.AdvanceToAsync(7 * Hour);
        await story.TypesAsync("ana", "/warroom golive");
        await story.PressesAsync("fay", story.Gate(), "Yes");

        await story.PressesAsync("bo", story.Gate(), "With a condition");
        await story.SubmitsAsync("bo", ("Why", "it can wait until Monday"), ("Conditions", "fix issue #123 before the newsletter"));

        story.Gate().Shows("@bo signed Proceed", "it can wait until Monday, on condition that fix issue #123 before the newsletter");
    }

    [Fact]
    public async Task A_yes_against_what_does_not_hold_asks_for_a_reason()
    {
        await using var story = await GateStage.BeginAsync();
        await story.AdvanceToAsync(7 * Hour);
        await story.TypesAsync("ana", "/warroom golive");
        await story.PressesAsync("fay", story.Gate(), "No");

        await story.PressesAsync("bo", story.Gate(), "Proceed");
        Assert.Equal("Proceed", story.Slack.Person("bo").View!.Title);
        story.Gate().Shows("0 of 3 signed");
        await story.SubmitsAsync("bo", ("Why", "one loud customer"));

        story.Gate().Shows("@bo signed Proceed", "one loud customer", "1 of 3 signed");
    }

    [Theory, Engines]
    public async Task New_evidence_makes_earlier_votes_stale_and_asks_again(Engine engine)
    {
        await using var story = await GateStage.BeginAsync(engine);
        await story.AdvanceToAsync(7 * Hour);
        await story.TypesAsync("ana", "/warroom golive");
        await story.PressesAsync("fay", story.Gate(), "Yes");
        await story.PressesAsync("bo", story.Gate(), "Proceed");

        await story.TypesAsync("ana", "/incident open P0 API down");

        story.Gate().Shows("0 of 3 signed", "does not count any more", "new: P0 incident #1 API down", "🔴 No P0 incident in the last 2h 1  #1 API down");
        Assert.Contains(story.Gate().Replies, reply => reply.Text.Contains("Asked again:", StringComparison.Ordinal) && reply.Text.Contains("@bo: please sign for Lead developer", StringComparison.Ordinal));
        await story.PressesAsync("bo", story.Gate(), "Extended beta");
        await story.SubmitsAsync("bo", ("Why", "the API was down"));
        story.Gate().Shows("1 of 3 signed");
    }

    [Fact]
    public async Task Who_is_missing_is_asked_again_in_place_of_the_time_before_and_silence_is_never_go()
    {
        await using var story = await GateStage.BeginAsync();
        await story.AdvanceToAsync(7 * Hour);
        await story.TypesAsync("ana", "/warroom golive");
        await story.PressesAsync("fay", story.Gate(), "Yes");
        await story.PressesAsync("bo", story.Gate(), "Proceed");

        await story.AdvanceAsync(31 * Minute);
        var reminder = Assert.Single(story.Gate().Replies, reply => reply.Text.Contains("waits for", StringComparison.Ordinal));
        Assert.Contains("Go-live decision waits for CTO and DevOps engineer", reminder.Text, StringComparison.Ordinal);
        await story.AdvanceAsync(30 * Minute);

        story.Gate().Shows("Go-live decision: EXTENDED BETA", "the time was over without CTO and DevOps engineer");
        Assert.DoesNotContain(story.Gate().Replies, reply => reply.Text.Contains("waits for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_calls_a_gate_once_and_a_veto_decides_at_once()
    {
        await using var story = await GateStage.BeginAsync();
        await story.AdvanceToAsync(Hour);
        story.Target.ErrorRate = 30;
        await story.AdvanceAsync(16 * Minute);

        story.DayOne().Shows("Error rate 30 %, above 20 % for 10 min", "Error rate below 1 % for 2h");
        await story.PressesAsync("eli", story.DayOne(), "Rollback");
        await story.SubmitsAsync("eli", ("Why", "it gets worse"));
        await story.AdvanceAsync(30 * Minute);

        story.DayOne().Shows("Go or no-go for day two: ROLLBACK", "veto of DevOps engineer");
        Assert.Single(story.Channel.Messages, message => message.Text.StartsWith("🚦 Go or no-go for day two: Rollback", StringComparison.Ordinal));
        story.Target.ErrorRate = 0.04;
        await story.AdvanceAsync(20 * Minute);
        story.Target.ErrorRate = 40;
        await story.AdvanceAsync(21 * Minute);
        story.DayOne().Shows("0 of 2 signed", "Error rate 40 %");
    }

    [Fact]
    public async Task The_vote_of_whoever_called_it_is_never_enough()
    {
        await using var story = await GateStage.BeginAsync();
        await story.AdvanceToAsync(3 * Hour);
        await story.TypesAsync("eli", "/warroom gate day-one");
        await story.PressesAsync("fay", story.DayOne(), "Yes");

        await story.PressesAsync("eli", story.DayOne(), "Continue");
        story.DayOne().Shows("1 of 2 signed", "@eli called this gate: somebody else has to sign, too");
        await story.PressesAsync("bo", story.DayOne(), "Continue");

        story.DayOne().Shows("Go or no-go for day two: CONTINUE", "all have signed");
    }

    [Fact]
    public async Task Somebody_else_signs_in_the_place_of_whoever_said_so_in_writing()
    {
        await using var story = await GateStage.BeginAsync();
        await story.AdvanceToAsync(7 * Hour);
        await story.TypesAsync("ana", "/warroom golive");

        await story.PressesAsync("chi", story.Gate(), "Delegate");
        await story.SubmitsAsync("chi", ("To whom", "fay"), ("Why", "on a plane"));
        Assert.Contains("@chi lets fay sign for CTO: on a plane", story.Gate().Replies.Select(reply => reply.Text));
        await story.PressesAsync("fay", story.Gate(), "Yes");
        await story.PressesAsync("fay", story.Gate(), "Proceed");

        story.Gate().Shows("CTO @fay for @chi signed Proceed");
        await story.TypesAsync("bo", "/warroom delegate lead @gil my day off");
        await story.PressesAsync("gil", story.Gate(), "Proceed");
        story.Gate().Shows("Lead developer @gil for @bo signed Proceed");
    }

    [Fact]
    public async Task Who_holds_several_roles_says_for_which_and_has_one_vote_for_each()
    {
        await using var story = await GateStage.BeginAsync(without: "cto");
        await story.TypesAsync("ana", "/warroom role cto @bo");
        await story.AdvanceToAsync(7 * Hour);
        await story.TypesAsync("ana", "/warroom golive");
        await story.PressesAsync("fay", story.Gate(), "Yes");

        await story.PressesAsync("bo", story.Gate(), "Proceed");
        await story.SubmitsAsync("bo", ("For which role", "For each of them"));
        story.Gate().Shows("2 of 3 signed");
        await story.PressesAsync("bo", story.Gate(), "Extended beta");
        await story.SubmitsAsync("bo", ("For which role", "CTO"), ("Why", "not sure any more"));

        story.Gate().Shows("CTO @bo signed Extended beta", "Lead developer @bo signed Proceed", "2 of 3 signed");
        Assert.Contains(story.Gate().Replies, reply => reply.Text.StartsWith("@bo changes to Extended beta for CTO: not sure any more", StringComparison.Ordinal));
    }
}
