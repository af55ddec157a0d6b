using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;
using static WarRoomBot.Tests.Scenarios.GateStage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>What people do wrong at a gate, and the sentence each of them reads.</summary>
public sealed class GateRefusalStories
{
    [Fact]
    public async Task Who_holds_no_required_role_cannot_sign()
    {
        await using var story = await OpenAsync();

        await story.PressesAsync("fay", story.Gate(), "Proceed");
        Assert.Equal("Only CTO, Lead developer or DevOps engineer sign this gate; you hold QA lead.", story.ToldTo("fay"));
        await story.PressesAsync("ana", story.Gate(), "With a condition");
        Assert.Equal("Only CTO, Lead developer or DevOps engineer sign this gate; you hold no role.", story.ToldTo("ana"));
        await story.PressesAsync("ana", story.Gate(), "Delegate");
        Assert.Equal("Only CTO, Lead developer or DevOps engineer sign this gate; you hold no role.", story.ToldTo("ana"));
        await story.PressesAsync("bo", story.Gate(), "Yes");
        Assert.Equal("Only QA lead (@fay) answers this.", story.ToldTo("bo"));
        story.Gate().Shows("0 of 3 signed");
    }

    [Fact]
    public async Task A_double_click_and_a_second_tab_count_once()
    {
        await using var story = await OpenAsync();
        await story.PressesAsync("fay", story.Gate(), "Yes");
        await story.PressesAsync("bo", story.Gate(), "Proceed");

        await story.PressesAsync("bo", story.Gate(), "Proceed");

        Assert.Equal("You have signed Proceed already; another choice changes it until the gate closes.", story.ToldTo("bo"));
        Assert.Single(story.Gate().Replies, reply => reply.Text.StartsWith("@bo signs Proceed", StringComparison.Ordinal));
        await story.PressesAsync("fay", story.Gate(), "No");
        await story.PressesAsync("fay", story.Gate(), "Yes");
        Assert.Contains(story.Gate().Replies, reply => reply.Text.Contains("Asked again:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_that_was_open_while_something_changed_is_not_taken()
    {
        await using var story = await OpenAsync();
        await story.PressesAsync("fay", story.Gate(), "Yes");
        await story.PressesAsync("bo", story.Gate(), "Extended beta");
        await story.TypesAsync("ana", "/incident open P0 API down");

        await story.SubmitsAsync("bo", ("Why", "two restarts"));

        Assert.Equal("Something has changed since you saw the card; please look at it once more and sign then.", Assert.Single(story.Slack.Person("bo").View!.Errors).Value);
        story.Gate().Shows("0 of 3 signed");
    }

    [Fact]
    public async Task After_the_close_no_vote_is_taken()
    {
        await using var story = await OpenAsync();
        await story.PressesAsync("fay", story.Gate(), "Yes");
        await story.PressesAsync("bo", story.Gate(), "Extended beta");
        await story.AdvanceAsync(Hour);

        await story.SubmitsAsync("bo", ("Why", "two restarts"));

        Assert.Equal("This gate is closed: Extended beta, 3 Mar 20:00 UTC. /warroom gate go-live opens it anew.", Assert.Single(story.Slack.Person("bo").View!.Errors).Value);
    }

    [Fact]
    public async Task A_role_that_nobody_holds_is_said_when_the_gate_opens()
    {
        await using var story = await OpenAsync("cto", "qa");

        story.Gate().Shows("⚠️ CTO nobody holds this role, so nobody can sign for it: /warroom role cto @somebody");
        await story.PressesAsync("bo", story.Gate(), "Yes");
        Assert.Equal("Only QA lead answers this, and nobody holds that role: /warroom role qa @somebody.", story.ToldTo("bo"));
        await story.TypesAsync("ana", "/warroom role cto @chi");
        story.Gate().Shows("CTO @chi: missing");
    }

    [Fact]
    public async Task A_role_that_goes_to_somebody_else_takes_the_vote_with_it()
    {
        await using var story = await OpenAsync();
        await story.PressesAsync("fay", story.Gate(), "Yes");
        await story.PressesAsync("chi", story.Gate(), "Proceed");

        await story.TypesAsync("ana", "/warroom role cto @dee");

        story.Gate().Shows("0 of 3 signed", "chi does not hold CTO any more");
    }

    [Fact]
    public async Task A_metric_without_samples_is_unknown_and_not_passed()
    {
        await using var story = await GateStage.BeginAsync();
        story.Target.ErrorRate = null;
        await story.AdvanceToAsync(7 * Hour);
        await story.TypesAsync("ana", "/warroom golive");
        await story.PressesAsync("fay", story.Gate(), "Yes");

        story.Gate().Shows("❔ Error rate below 1 % for 4h");
        await story.PressesAsync("bo", story.Gate(), "Proceed");
        Assert.Contains("Why", story.Slack.Person("bo").View!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_that_is_not_there_or_is_open_already_is_told()
    {
        await using var story = await OpenAsync();

        await story.TypesAsync("ana", "/warroom gate day-two");
        Assert.Equal("This plan has no gate \"day-two\"; it has day-one or go-live.", story.ToldTo("ana"));
        await story.TypesAsync("ana", "/warroom golive");
        Assert.Equal("Go-live decision is open already, until 3 Mar 20:00 UTC; please use its card.", story.ToldTo("ana"));
        await story.TypesAsync("ana", "/warroom delegate qa @gil no time");
        Assert.Equal("\"qa\" signs no gate that is open here.", story.ToldTo("ana"));
        await story.TypesAsync("ana", "/warroom delegate");
        Assert.Equal("Which role, to whom, and why? Type /warroom delegate <role> @somebody <reason>.", story.ToldTo("ana"));
    }

    [Fact]
    public async Task A_required_signer_who_has_left_the_workspace_is_named_when_the_gate_opens()
    {
        await using var story = await GateStage.BeginAsync();
        await story.AdvanceToAsync(7 * Hour);
        story.Slack.Forget("chi");

        await story.TypesAsync("ana", "/warroom golive");

        story.Gate().Shows("left the workspace: /warroom role cto @somebody", "@bo: missing");
        await story.TypesAsync("ana", "/warroom role cto @dee");
        story.Gate().Shows("CTO @dee: missing");
        await story.AdvanceAsync(16 * Minute);
        Assert.Contains("dee", story.Channel.Members);
    }

    [Fact]
    public async Task In_a_storm_the_card_names_the_worst_and_asks_again_once()
    {
        await using var story = await OpenAsync();
        await story.PressesAsync("fay", story.Gate(), "Yes");
        await story.PressesAsync("bo", story.Gate(), "Proceed");

        for (var number = 1; number <= 7; number++)
            await story.TypesAsync("ana", $"/incident open P0 region{number} is down{number}");

        story.Gate().Shows("0 of 3 signed", "and 2 more", "🔴 No P0 incident in the last 2h 7");
        Assert.Single(story.Gate().Replies, reply => reply.Text.Contains("Asked again:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_room_that_ends_leaves_its_gate_undecided()
    {
        await using var story = await OpenAsync();

        await story.TypesAsync("ana", "/warroom end rolled back by hand");
        await story.PressesAsync("ana", story.Slack.WhispersTo("ana")[^1], "End the room");

        story.Gate().Shows("Go-live decision: NO DECISION", "the room ended before it was decided");
        Assert.Empty(story.Gate().Buttons);
    }

    [Fact]
    public async Task A_bot_that_was_down_at_its_time_opens_it_late_and_says_so()
    {
        await using var story = await GateStage.BeginAsync();
        await story.AdvanceToAsync(3 * Hour);
        await story.BotStopsAsync();
        story.Clock.Advance(Hour + 22 * Minute);
        await story.BotStartsAsync();
        await story.AdvanceAsync(Minute);

        story.DayOne().Shows("22 min late: the bot was down when it was due");
    }

    private static async Task<RoomStory> OpenAsync(params string[] without)
    {
        var story = await GateStage.BeginAsync(Engine.Sqlite, without);
        await story.AdvanceToAsync(7 * Hour);
        await story.TypesAsync("ana", "/warroom golive");
        return story;
    }
}
