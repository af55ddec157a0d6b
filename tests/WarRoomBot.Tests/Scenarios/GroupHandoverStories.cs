using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Roles change hands between people and groups: whoever is in a group may accept for it.</summary>
public sealed class GroupHandoverStories
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Evening = TimeSpan.FromHours(8);

    [Theory, Engines]
    public async Task Whoever_is_in_the_group_accepts_what_was_offered_to_it_and_then_the_group_has_it(Engine engine)
    {
        await using var story = await BeginAsync(engine);
        story.Slack.Group("ops", "eli", "fay");
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        await story.PressesAsync("ana", AlertOf(story), "Acknowledge");

        await story.TypesAsync("ana", "/warroom handoff @ops the queue drains slowly");
        var card = HandoverOf(story);
        Golden.Card("handover-to-group", card);
        Assert.Contains("!subteam^S0OPS", card.Blocks!.ToJsonString(), StringComparison.Ordinal);
        await story.PressesAsync("chi", card, "Accept");
        Assert.Equal("Only who is in @ops accepts this hand-over.", story.ToldTo("chi"));
        await story.Slack.Person("eli").Home.Open();
        await story.Bot.SettleAsync();
        Assert.Contains("On-call engineer waits to be accepted from @ana", story.Slack.Person("eli").Home.Text, StringComparison.Ordinal);
        await story.PressesAsync("eli", card, "Accept");

        Assert.Contains("· accepted\n@eli took over for @ops from @ana 3 Mar 12:0", card.Text, StringComparison.Ordinal);
        Assert.Equal("@ana: @ops is responsible now, @eli has accepted it", Assert.Single(card.Replies).Text);
        Assert.Contains("On-call engineer @ops (until 20:00 UTC)", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("acknowledged by @eli", AlertOf(story).Text, StringComparison.Ordinal);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Theory, Engines]
    public async Task Who_joins_the_group_while_it_waits_may_accept_and_who_leaves_it_may_not(Engine engine)
    {
        await using var story = await BeginAsync(engine);
        var ops = story.Slack.Group("ops", "eli", "fay");
        await story.TypesAsync("ana", "/warroom handoff @ops");
        var card = HandoverOf(story);

        await ops.Become("eli", "gil");
        await story.Bot.SettleAsync();

        await story.PressesAsync("fay", card, "Accept");
        Assert.Equal("Only who is in @ops accepts this hand-over.", story.ToldTo("fay"));
        await story.PressesAsync("gil", card, "Accept");
        Assert.Contains("@gil took over for @ops from @ana", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_is_down_for_a_shift_and_takes_it_over_when_one_of_them_accepts()
    {
        await using var story = await BeginAsync();
        story.Slack.Group("night", "eli", "fay");
        await story.TypesAsync("ana", "/warroom shift night @night");
        Assert.Contains(story.Channel.Messages, message => message.Text == "@ana: On-call engineer in Night shift is @night, next 3 Mar 20:00 UTC");

        await story.AdvanceToAsync(Evening + Minute);
        Assert.Contains("On-call engineer @ana (until @night accepts)", story.Board.Text, StringComparison.Ordinal);
        await story.PressesAsync("fay", HandoverOf(story), "Accept");

        Assert.Contains("On-call engineer @night (until 08:00 UTC)", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_a_group_hands_over_what_the_group_holds_and_what_any_of_them_had_in_hand_goes_along()
    {
        await using var story = await BeginAsync();
        story.Slack.Group("ops", "eli", "fay");
        await story.TypesAsync("ana", "/warroom role on-call @ops");
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        await story.PressesAsync("fay", AlertOf(story), "Acknowledge");

        await story.TypesAsync("eli", "/warroom handoff @ops");
        Assert.Equal("@ops holds it already: a hand-over goes to somebody else.", story.ToldTo("eli"));
        await story.TypesAsync("eli", "/warroom handoff on-call @ana");
        var card = HandoverOf(story);
        Assert.Contains("@ops hands On-call engineer over to @ana", card.Text, StringComparison.Ordinal);
        Assert.Contains("acknowledged by @fay · goes along", card.Text, StringComparison.Ordinal);
        await story.PressesAsync("fay", card, "Accept");
        Assert.Equal("You hand it over, so somebody else accepts it; Take back keeps it with you.", story.ToldTo("fay"));
        await story.PressesAsync("ana", card, "Accept");

        Assert.Contains("On-call engineer @ana (until 20:00 UTC)", story.Board.Text, StringComparison.Ordinal);
        Assert.Contains("acknowledged by @ana", AlertOf(story).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_on_the_ladder_is_called_and_whoever_of_it_accepts_has_it()
    {
        await using var story = await BeginAsync();
        story.Slack.Group("ops", "eli", "fay");
        await story.TypesAsync("ana", "/warroom role backup @ops");
        await story.TypesAsync("ana", "/warroom handoff on-call @dee");

        await story.AdvanceAsync(31 * Minute);
        var card = HandoverOf(story);
        Assert.Equal("@ops: @dee has not accepted On-call engineer. Press Accept to take it, or see that somebody does", card.Replies[^1].Text);
        await story.PressesAsync("fay", card, "Accept");

        Assert.Contains("On-call engineer @fay (until 20:00 UTC)", story.Board.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "I lack the Slack permission usergroups:read; add it to the app's scopes and reinstall the app")]
    [InlineData(false, "nobody is in it")]
    public async Task That_nobody_can_accept_for_a_group_is_told_to_who_offers_it(bool lacksScope, string why)
    {
        await using var story = await BeginAsync();
        story.Slack.Group("ops", lacksScope ? ["eli"] : []);
        if (lacksScope)
            story.Slack.Scopes.Remove("usergroups:read");

        await story.TypesAsync("ana", "/warroom handoff @ops");

        Assert.Equal($"@ana: nobody can accept it for ops yet: {why}. Take back, and offer it to a person; otherwise others are called in time", Assert.Single(HandoverOf(story).Replies).Text);
    }

    private static FakeMessage HandoverOf(RoomStory story) =>
        story.Channel.Messages.Single(message => message.Text.Contains("Hand-over · ", StringComparison.Ordinal));

    private static FakeMessage AlertOf(RoomStory story) => story.Channel.Messages.Single(message => message.Buttons.Contains("Mute 1h"));

    private static async Task<RoomStory> BeginAsync(Engine engine = Engine.Sqlite)
    {
        var story = await RoomStory.BeginAsync(engine, new Dictionary<string, string?> { ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans") });
        await story.TypesAsync("ana", "/warroom start release-watch v1.0.0");
        foreach (var (role, person) in new[] { ("on-call", "ana"), ("backup", "bo"), ("lead", "chi") })
            await story.TypesAsync("ana", $"/warroom role {role} @{person}");
        return story;
    }
}
