using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Roles change hands: by the plan and by command, and only when the incoming person accepts.</summary>
public sealed class ShiftStories
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Evening = TimeSpan.FromHours(8);

    [Theory, Engines]
    public async Task When_the_shift_ends_the_next_one_accepts_and_all_that_was_held_goes_along(Engine engine)
    {
        await using var story = await BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom shift night @bo");
        Assert.Contains(story.Channel.Messages, message => message.Text == "@ana: On-call engineer in Night shift is @bo, next 3 Mar 20:00 UTC");
        Assert.Contains("On-call engineer @ana (until 20:00 UTC) · Backup @bo · Tech lead @chi", story.Board.Text, StringComparison.Ordinal);
        await story.AdvanceToAsync(Evening - (20 * Minute));
        await story.TypesAsync("ana", "/incident open P2 search is slow");
        await story.TypesAsync("ana", "/incident lead");
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        await story.PressesAsync("ana", story.Channel.Messages.Single(message => message.Buttons.Contains("Acknowledge")), "Acknowledge");

        await story.AdvanceToAsync(Evening + Minute);
        var card = HandoverOf(story);
        Golden.Card("handover-waiting", card);
        Assert.Contains("On-call engineer @ana (until @bo accepts)", story.Board.Text, StringComparison.Ordinal);
        await story.PressesAsync("bo", card, "Accept");

        Golden.Card("handover-accepted", card);
        Assert.Equal("@ana: @bo is responsible now", Assert.Single(card.Replies).Text);
        Assert.Contains("On-call engineer @bo (until 08:00 UTC)", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("acknowledged by @bo", story.Channel.Messages.Single(message => message.Text.Contains("API health down", StringComparison.Ordinal) && message.Buttons.Contains("Mute 1h")).Text, StringComparison.Ordinal);
        Assert.Contains("lead @bo", story.Headline().Text, StringComparison.Ordinal);
        await story.PressesAsync("bo", card.Channel.Messages.Single(message => message.Text.Contains("API health down", StringComparison.Ordinal) && message.Buttons.Contains("Mute 1h")), "Resolve");
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Theory, Engines]
    public async Task Not_accepted_it_is_reminded_once_and_then_goes_up_the_ladder(Engine engine)
    {
        await using var story = await BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom shift night @eli");
        await story.AdvanceToAsync(Evening);
        var first = HandoverOf(story);

        await story.AdvanceAsync(16 * Minute);
        var reminded = HandoverOf(story);
        Assert.NotEqual(first.Ts, reminded.Ts);
        Assert.Contains("not accepted yet", reminded.Text, StringComparison.Ordinal);
        Assert.Empty(reminded.Replies);
        await story.AdvanceAsync(15 * Minute);
        Assert.Equal("@bo: @eli has not accepted On-call engineer. Press Accept to take it, or see that somebody does", Assert.Single(reminded.Replies).Text);
        await story.AdvanceAsync(30 * Minute);

        Assert.Equal(reminded.Ts, HandoverOf(story).Ts);
        Golden.Text("handover-escalated.txt", string.Join("\n\n", reminded.Replies.Select(reply => reply.Text).Prepend(reminded.Text)) + "\n");
        Assert.Contains("On-call engineer @ana (until @eli accepts)", story.Board.Text, StringComparison.Ordinal);
        await story.PressesAsync("chi", reminded, "Accept");
        Assert.Contains("@chi took over from @ana 3 Mar 21:0", reminded.Text, StringComparison.Ordinal);
        Assert.Contains("On-call engineer @chi (until 08:00 UTC)", story.Board.Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task For_somebody_who_left_the_workspace_nobody_waits_and_of_their_shifts_the_room_is_told_once(Engine engine)
    {
        await using var story = await BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom shift night @eli");
        await story.TypesAsync("ana", "/warroom handoff on-call @eli");

        await story.Slack.Deactivate("eli");
        await story.Slack.Deactivate("eli");
        await story.Bot.SettleAsync();

        Assert.Equal(
            ["@ana: eli has left the workspace and does not take over On-call engineer; others are called", "@bo: @eli has not accepted On-call engineer. Press Accept to take it, or see that somebody does"],
            HandoverOf(story).Replies.Select(reply => reply.Text));
        Assert.Single(story.Channel.Messages, message =>
            message.Text == "@eli has left the workspace and is down for Night shift here: /warroom shift night @somebody puts somebody else down.");
        await story.PressesAsync("bo", HandoverOf(story), "Accept");
        Assert.Contains("On-call engineer @bo (until 20:00 UTC)", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_down_for_the_shift_and_whoever_accepts_has_it()
    {
        await using var story = await BeginAsync();
        await story.AdvanceToAsync(Evening);
        var card = HandoverOf(story);
        Assert.Contains("@ana hands On-call engineer over to whoever presses Accept · Night shift until 4 Mar 08:00 UTC", card.Text, StringComparison.Ordinal);

        await story.PressesAsync("ana", card, "Accept");
        Assert.Equal("You hand it over, so somebody else accepts it; Take back keeps it with you.", story.ToldTo("ana"));
        await story.PressesAsync("ana", card, "Add note");
        await story.SubmitsAsync("ana", ("What the next one should know", "the queue drains slowly"));
        Assert.Contains("the queue drains slowly · @ana", card.Text, StringComparison.Ordinal);
        await story.PressesAsync("eli", card, "Accept");

        Assert.Contains("the queue drains slowly · @ana", card.Text, StringComparison.Ordinal);
        Assert.Contains("On-call engineer @eli (until 08:00 UTC)", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_goes_early_offers_it_with_a_note_and_may_take_it_back()
    {
        await using var story = await BeginAsync();

        await story.TypesAsync("ana", "/warroom handoff @bo cache was flushed at noon, *watch* the hit rate");
        var card = HandoverOf(story);
        Assert.Contains("Notes\ncache was flushed at noon, *watch* the hit rate · @ana", card.Text, StringComparison.Ordinal);
        await story.TypesAsync("ana", "/warroom handoff @chi");
        Assert.Equal("On-call engineer was offered to @bo already 12:00 UTC and waits; it can be accepted or taken back on its card.", story.ToldTo("ana"));
        await story.PressesAsync("chi", card, "Accept");
        Assert.Equal("Only @bo accepts this hand-over.", story.ToldTo("chi"));
        await story.PressesAsync("chi", card, "Take back");
        Assert.Equal("Only @ana can take this hand-over back.", story.ToldTo("chi"));
        await story.PressesAsync("ana", card, "Take back");
        Assert.Contains("taken back", card.Text, StringComparison.Ordinal);
        Assert.Empty(card.Buttons);

        await story.TypesAsync("ana", "/warroom handoff on-call @chi");
        var second = story.Channel.Messages.Single(message => message.Buttons.Contains("Accept"));
        await story.PressesAsync("chi", second, "Accept");
        Assert.Contains("Tech lead @chi", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("On-call engineer @chi (until 20:00 UTC)", story.Board.Text, StringComparison.Ordinal);
        await story.AdvanceAsync(60 * Minute);
        Assert.Single(second.Replies);
    }

    [Fact]
    public async Task Of_two_presses_at_once_one_counts_and_the_other_is_told()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom handoff @bo");
        var card = HandoverOf(story);

        await card.PressTogether(("Accept", "bo", null), ("Accept", "bo", null), ("Take back", "ana", null));
        await story.Slack.Redeliver();
        await story.Bot.SettleAsync();

        var told = new[] { "ana", "bo" }.SelectMany(person => story.Slack.WhispersTo(person)).Select(message => message.Text).ToList();
        var accepted = card.Text.Contains("· accepted", StringComparison.Ordinal);
        Assert.Equal(2, told.Count(text => text.EndsWith(accepted ? " already at 12:00 UTC." : " took it back at 12:00 UTC.", StringComparison.Ordinal)));
        Assert.Contains(accepted ? "On-call engineer @bo" : "On-call engineer @ana", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_shift_replaces_what_nobody_accepted()
    {
        await using var story = await BeginAsync();
        await story.AdvanceToAsync(Evening - Minute);
        await story.TypesAsync("ana", "/warroom handoff @chi");
        var early = HandoverOf(story);
        await story.TypesAsync("ana", "/warroom shift night @bo");

        await story.AdvanceAsync(2 * Minute);

        Assert.Contains("Hand-over · On-call engineer · over\nnot accepted before Night shift began 3 Mar 20:00 UTC", early.Text, StringComparison.Ordinal);
        var waiting = story.Channel.Messages.Single(message => message.Buttons.Contains("Accept"));
        Assert.Contains("@ana hands On-call engineer over to @bo", waiting.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_is_given_to_somebody_directly_is_not_handed_over_any_more()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom handoff @bo");
        var card = HandoverOf(story);

        await story.TypesAsync("chi", "/warroom role on-call @dee");

        Assert.Contains("Hand-over · On-call engineer · over\nOn-call engineer was given to somebody directly 3 Mar 12:00 UTC", card.Text, StringComparison.Ordinal);
        Assert.Empty(card.Buttons);
        await story.AdvanceAsync(60 * Minute);
        Assert.Contains("On-call engineer @dee (until 20:00 UTC)", story.Board.Text, StringComparison.Ordinal);
        Assert.Empty(card.Replies);
    }

    [Fact]
    public async Task Whoever_stays_on_is_not_asked()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom shift night @ana");

        await story.AdvanceToAsync(Evening + Minute);

        Assert.DoesNotContain(story.Channel.Messages, message => message.Text.Contains("Hand-over", StringComparison.Ordinal));
        Assert.Contains("On-call engineer @ana (until 08:00 UTC)", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fell_due_while_the_bot_was_down_is_offered_once_and_says_how_late_it_is()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom shift day @bo");
        await story.AdvanceToAsync(Evening - Minute);
        await story.BotStopsAsync();
        story.Clock.Advance(TimeSpan.FromHours(12.5));

        await story.BotStartsAsync();
        await story.Bot.SettleAsync();

        var card = HandoverOf(story);
        Assert.Contains("@ana hands On-call engineer over to @bo · Day shift until 4 Mar 20:00 UTC", card.Text, StringComparison.Ordinal);
        Assert.Contains("Posted late: the shift began 4 Mar 08:00 UTC, while the bot was down", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_room_ends_and_nothing_changes_hands_any_more()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom handoff @bo");
        var card = HandoverOf(story);

        await story.TypesAsync("chi", "/warroom end done");

        Assert.Contains("Hand-over · On-call engineer · not accepted", card.Text, StringComparison.Ordinal);
        Assert.Contains("before anybody accepted it: @ana stays responsible", card.Text, StringComparison.Ordinal);
        Assert.Empty(card.Buttons);
        await story.AdvanceAsync(60 * Minute);
        Assert.Empty(card.Replies);
    }

    [Fact]
    public async Task A_rehearsal_s_shifts_are_as_much_shorter_as_the_rest_of_it()
    {
        await using var story = await BeginAsync(start: "pace=60");
        await story.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Contains("On-call engineer @ana (until 12:08 UTC)", story.Board.Text, StringComparison.Ordinal);

        await story.AdvanceToAsync((8 * Minute) + TimeSpan.FromSeconds(1));

        Assert.Contains("Night shift until 3 Mar 12:20 UTC", HandoverOf(story).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shifts_are_shown_with_who_is_down_for_them()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom shift night @bo");

        await story.TypesAsync("eli", "/warroom shift");

        Golden.Card("shifts", story.Slack.WhispersTo("eli")[^1]);
    }

    [Theory]
    [InlineData("ana", "handoff", "Who takes over? Type /warroom handoff @somebody [note].")]
    [InlineData("ana", "handoff @ana bye", "You have it already: a hand-over goes to somebody else.")]
    [InlineData("ana", "handoff @zed bye", "There is nobody called @zed in this workspace; pick the name from the list that opens when you type @.")]
    [InlineData("ana", "handoff @bo @chi", "A hand-over goes to one person or one group; name one of them.")]
    [InlineData("eli", "handoff @bo", "You hold no role in this room, so there is nothing to hand over; /warroom roles shows who holds what.")]
    [InlineData("ana", "handoff lead @bo", "Tech lead is @chi: only who holds a role hands it over. /warroom role lead @somebody gives it at once.")]
    [InlineData("ana", "handoff qa @bo", "Nobody holds QA lead, so there is nothing to hand over. /warroom role qa @bo gives it at once.")]
    [InlineData("ana", "shift nigth @bo", "This plan has no shift \"nigth\". Did you mean /warroom shift night?")]
    [InlineData("ana", "shift evening @bo", "This plan has no shift \"evening\"; its shifts are day and night.")]
    [InlineData("ana", "shift night", "Who takes it? Type /warroom shift night @somebody, or nobody to clear it.")]
    [InlineData("ana", "shift night lead @bo", "Night shift has no role \"lead\"; what changes hands in it is on-call.")]
    [InlineData("ana", "shift night @bo @chi", "One person or one group takes a role in a shift; name one of them.")]
    public async Task What_is_asked_wrongly_is_answered_with_what_would_be_right(string person, string line, string answer)
    {
        await using var story = await BeginAsync();
        story.Slack.Strangers.Add("zed");

        await story.TypesAsync(person, $"/warroom {line}");

        Assert.Equal(answer, story.ToldTo(person));
        Assert.DoesNotContain(story.Channel.Messages, message => message.Buttons.Contains("Accept"));
    }

    [Fact]
    public async Task Without_shifts_in_the_plan_whoever_holds_several_roles_says_which()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("ana", "/warroom role cto @ana");

        await story.TypesAsync("ana", "/warroom handoff @bo");
        Assert.Equal("Which role? You hold On-call engineer and CTO; type /warroom handoff on-call @bo.", story.ToldTo("ana"));
        await story.TypesAsync("ana", "/warroom shift");
        Assert.Equal("This plan has no shifts; /warroom handoff @somebody hands over what you hold at any time.", story.ToldTo("ana"));
        await story.TypesAsync("ana", "/warroom handoff cto @bo");
        await story.PressesAsync("bo", HandoverOf(story), "Accept");

        Assert.Contains("On-call engineer @ana · Tech lead @bo · CTO @bo", story.Board.Text, StringComparison.Ordinal);
    }

    private static FakeMessage HandoverOf(RoomStory story) =>
        story.Channel.Messages.Single(message => message.Text.Contains("Hand-over · ", StringComparison.Ordinal));

    private static async Task<RoomStory> BeginAsync(Engine engine = Engine.Sqlite, string start = "v1.0.0")
    {
        var story = await RoomStory.BeginAsync(engine, new Dictionary<string, string?>
        {
            ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"),
        });
        await story.TypesAsync("ana", $"/warroom start release-watch {start}");
        foreach (var (role, person) in new[] { ("on-call", "ana"), ("backup", "bo"), ("lead", "chi") })
            await story.TypesAsync("ana", $"/warroom role {role} @{person}");
        return story;
    }
}
