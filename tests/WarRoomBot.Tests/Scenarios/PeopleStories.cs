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

    [Theory, Engines]
    public async Task An_alert_whose_holder_left_the_workspace_waits_for_somebody_else_at_once_and_the_room_is_told_once(Engine engine)
    {
        await using var story = await RoomStory.BeginAsync(engine, new Dictionary<string, string?> { ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans") });
        await story.TypesAsync("ana", "/warroom start alerts v1");
        await story.TypesAsync("ana", "/warroom role on-call @ana");
        story.Target.Healthy = false;
        await story.AdvanceAsync(2 * Minute);
        var alert = story.Channel.Messages.Single(message => message.Buttons.Contains("Acknowledge"));
        await story.PressesAsync("bo", alert, "Acknowledge");

        await story.Slack.Deactivate("bo");
        await story.Slack.Redeliver();
        await story.Slack.Deactivate("bo");
        await story.Bot.SettleAsync();

        Assert.StartsWith("🔴 P0 Critical · API health down · not acknowledged", alert.Text, StringComparison.Ordinal);
        Assert.Contains("5 min left", alert.Text, StringComparison.Ordinal);
        Assert.Equal("🔴 Alert #1 API health: bo has left the workspace: not acknowledged any more", story.Channel.Last.Text);
        Assert.Single(story.Channel.Messages, message => message.Text.Contains("has left the workspace", StringComparison.Ordinal) && message.Text.StartsWith("🔴 Alert", StringComparison.Ordinal));
        Assert.Equal("@ana: please acknowledge P0 API health down", alert.Replies[^1].Text);

        await story.PressesAsync("chi", alert, "Acknowledge");
        Assert.Contains("acknowledged by @chi", alert.Text, StringComparison.Ordinal);
        await story.Slack.Deactivate("bo");
        await story.Bot.SettleAsync();
        Assert.Contains("acknowledged by @chi", alert.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_only_left_the_channel_still_has_their_alerts_in_hand()
    {
        await using var story = await IncidentStage.BeginAsync();
        story.Target.Healthy = false;
        await story.AdvanceAsync(2 * Minute);
        var alert = story.Channel.Messages.Single(message => message.Buttons.Contains("Acknowledge"));
        await story.PressesAsync("dee", alert, "Acknowledge");

        await story.Channel.Leave("dee");
        await story.Bot.SettleAsync();

        Assert.Contains("acknowledged by @dee", alert.Text, StringComparison.Ordinal);
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

    [Theory, Engines]
    public async Task Who_leaves_a_channel_concerns_no_other_room(Engine engine)
    {
        await using var story = await RoomStory.BeginAsync(engine);
        foreach (var room in Enumerable.Range(1, 5))
            await story.Slack.Channel($"room-{room}").SlashCommand("ana", "/warroom start beta-war-room v1");
        await story.Bot.SettleAsync();
        var before = await ArrivalsAsync(story);

        await story.Slack.Channel("random").Leave("dee");
        await story.Bot.SettleAsync();

        Assert.InRange(await ArrivalsAsync(story) - before, 1, 2);
    }

    [Theory, Engines]
    public async Task A_group_holds_a_role_and_whoever_is_in_it_may_do_what_the_role_may(Engine engine)
    {
        await using var story = await GateStage.BeginAsync(engine, "devops");
        var ops = story.Slack.Group("ops", "eli", "fay");

        await story.TypesAsync("ana", "/warroom role devops @ops");
        Assert.Equal("@ana: DevOps engineer is @ops.", story.Channel.Messages[^2].Text);
        Assert.Equal("2 people of @ops hold DevOps engineer together.", story.Channel.Last.Text);
        Assert.Contains("!subteam^S0OPS", story.Channel.Messages[^2].Blocks!.ToJsonString(), StringComparison.Ordinal);

        await story.AdvanceToAsync(Hour);
        await story.TypesAsync("ana", "/warroom gate day-one");
        await story.PressesAsync("gil", story.DayOne(), "Continue");
        Assert.Contains("sign this gate", story.ToldTo("gil"), StringComparison.Ordinal);

        // It is so at once when somebody joins the group.
        await ops.Become("eli", "gil");
        await story.Bot.SettleAsync();
        await story.PressesAsync("fay", story.DayOne(), "Continue");
        Assert.Contains("sign this gate", story.ToldTo("fay"), StringComparison.Ordinal);
        await story.PressesAsync("gil", story.DayOne(), "Rollback");
        await story.SubmitsAsync("gil", ("Why", "it loses data"));
        story.DayOne().Shows("ROLLBACK");
    }

    [Fact]
    public async Task The_people_of_a_group_are_brought_into_an_incidents_channel_one_by_one()
    {
        await using var story = await IncidentStage.BeginAsync();
        story.Slack.Group("oncall", "eli", "fay");
        await story.TypesAsync("ana", "/warroom role on-call @oncall");

        await story.TypesAsync("bo", "/incident open P1 checkout is down");

        Assert.Equal(["bo", "eli", "fay"], story.Own().Members);
    }

    [Theory]
    [InlineData("bot", "@dee is an app and cannot answer as CTO: /warroom role cto @somebody gives it to a person.")]
    [InlineData("guest", "@dee is a guest here: as CTO they may be called, but I cannot bring them into every incident's channel.")]
    [InlineData("left", "@dee has left the workspace and cannot answer as CTO: /warroom role cto @somebody gives it to somebody else.")]
    [InlineData("empty group", "Nobody is in @dees, so nobody holds CTO: /warroom role cto @somebody gives it to a person.")]
    [InlineData("no right", "I cannot see who is in @dees, so nobody holds CTO for them: I lack the Slack permission usergroups:read; add it to the app's scopes and reinstall the app.")]
    public async Task Who_cannot_do_what_a_role_asks_is_told_of_when_they_are_given_it(string who, string told)
    {
        await using var story = await RoomStory.BeginAsync();
        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        var dee = story.Slack.Person("dee");
        (dee.IsBot, dee.IsGuest, dee.IsDeactivated) = (who == "bot", who == "guest", who == "left");
        if (who == "no right")
            story.Slack.Scopes.Remove("usergroups:read");
        story.Slack.Group("dees", who == "no right" ? ["eli"] : []);

        await story.TypesAsync("ana", $"/warroom role cto @{(who is "empty group" or "no right" ? "dees" : "dee")}");

        Assert.Equal(told, story.Channel.Last.Text);
    }

    [Fact]
    public async Task Somebody_is_looked_up_once_an_hour_and_again_when_Slack_tells_of_a_change()
    {
        await using var story = await RoomStory.BeginAsync();
        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        foreach (var role in new[] { "cto", "lead", "qa" })
            await story.TypesAsync("ana", $"/warroom role {role} @dee");
        Assert.Equal(1, Asked());

        await story.Slack.Deactivate("dee");
        await story.TypesAsync("ana", "/warroom role devops @dee");
        Assert.Equal(2, Asked());
        Assert.Contains("has left the workspace and cannot answer", story.Channel.Last.Text, StringComparison.Ordinal);

        int Asked() => story.Slack.Calls.Count(call => call.Method == "users.info");
    }

    [Fact]
    public async Task A_group_does_not_lead_an_incident()
    {
        await using var story = await IncidentStage.BeginAsync();
        story.Slack.Group("oncall", "eli", "fay");
        await story.TypesAsync("ana", "/incident open P1 checkout is down");

        await story.TypesAsync("ana", "/incident lead #1 @oncall");
        Assert.Equal("Who? Type /incident lead @somebody, or /incident lead to take the lead yourself.", story.ToldTo("ana"));
    }

    private static Task<long> ArrivalsAsync(RoomStory story) =>
        story.Bot.Store.ReadAsync((session, token) => session.ValueAsync<long>("select count(*) from inbox", null, token), TestContext.Current.CancellationToken);
}
