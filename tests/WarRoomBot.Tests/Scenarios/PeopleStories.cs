using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;
using static WarRoomBot.Tests.Scenarios.GateStage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>People come and go while a room is open: the workspace, its channels, their accounts.</summary>
public sealed class PeopleStories
{
    [Theory, Engines]
    public async Task A_lead_whose_account_is_deactivated_leads_no_more_and_somebody_else_takes_it_by_button(Engine engine)
    {
        await using var story = await IncidentStage.BeginAsync(engine);
        await story.TypesAsync("ana", "/incident open P1 checkout is down");
        await story.PressesAsync("bo", story.Headline(), "Take the lead");

        await story.Slack.Deactivate("bo");
        await story.Bot.SettleAsync();

        var called = story.Own().Messages[^1];
        Assert.Equal("@ana: bo has left the workspace: nobody leads it now\n[Take the lead]", called.Text);
        Assert.Contains("no lead yet", story.Headline().Text, StringComparison.Ordinal);
        Assert.Equal("@bo, who holds Tech lead here, has left the workspace and answers no more: /warroom role lead @somebody gives the role to somebody else.", story.Channel.Last.Text);

        await story.PressesAsync("ana", called, "Take the lead");
        Assert.Contains("lead @ana", story.Headline().Text, StringComparison.Ordinal);

        // Slack tells of each later change of the account, too.
        var said = story.Channel.Messages.Count;
        await story.Slack.Deactivate("bo");
        await story.Slack.Redeliver();
        await story.Bot.SettleAsync();
        Assert.Equal(said, story.Channel.Messages.Count);
        Assert.Contains("lead @ana", story.Headline().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_who_leaves_the_incidents_channel_is_told_of_there_and_who_leaves_the_room_only_in_the_room()
    {
        await using var story = await IncidentStage.BeginAsync();
        await story.TypesAsync("ana", "/incident open P1 checkout is down");
        await story.PressesAsync("bo", story.Headline(), "Take the lead");

        await story.Channel.Leave("bo");
        await story.Bot.SettleAsync();
        Assert.Equal("@bo, who holds Tech lead here, has left this channel: bring them back with /invite @bo, or /warroom role lead @somebody gives the role to somebody else.", story.Channel.Last.Text);
        Assert.Contains("lead @bo", story.Headline().Text, StringComparison.Ordinal);

        await story.Own().Leave("bo");
        await story.Bot.SettleAsync();
        Assert.Equal("@ana: bo has left the channel: nobody leads it now\n[Take the lead]", story.Own().Messages[^1].Text);
        Assert.Contains("no lead yet", story.Headline().Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task Somebody_who_has_to_sign_and_has_left_the_workspace_is_named_on_the_gate_at_once(Engine engine)
    {
        await using var story = await GateStage.BeginAsync(engine);
        await story.AdvanceToAsync(Hour);
        await story.TypesAsync("ana", "/warroom gate day-one");

        await story.Slack.Deactivate("eli");
        await story.Bot.SettleAsync();

        Assert.Contains("@eli left the workspace: /warroom role ", story.DayOne().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_concerns_nobody_here_is_not_even_stored()
    {
        await using var story = await RoomStory.BeginAsync();
        var before = await ArrivalsAsync(story);
        await story.Slack.Deactivate("dee");
        await story.Channel.Leave("dee");
        Assert.Equal(before, await ArrivalsAsync(story));

        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        await story.TypesAsync("ana", "/warroom role cto @dee");
        var said = story.Channel.Messages.Count;
        await story.Channel.Leave("eli");
        await story.Slack.Deactivate("eli");
        await story.Bot.SettleAsync();
        Assert.Equal(said, story.Channel.Messages.Count);
    }

    private static Task<long> ArrivalsAsync(RoomStory story) =>
        story.Bot.Store.ReadAsync((session, token) => session.ValueAsync<long>("select count(*) from inbox", null, token), TestContext.Current.CancellationToken);
}
