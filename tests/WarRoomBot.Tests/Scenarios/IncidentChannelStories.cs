namespace WarRoomBot.Tests.Scenarios;

/// <summary>Making an incident's channel when Slack refuses, throttles or does not answer.</summary>
public sealed class IncidentChannelStories
{
    [Theory]
    [InlineData("restricted_action", "this workspace does not let me do that; an administrator can allow it under Settings, Permissions")]
    [InlineData("cannot_create_channel", "this workspace does not let me do that; an administrator can allow it under Settings, Permissions")]
    public async Task Where_channels_are_forbidden_it_goes_on_in_a_thread_and_says_why(string error, string why)
    {
        await using var story = await IncidentStage.BeginAsync();
        story.Slack.Faults.Refuse("conversations.create", error);

        await story.TypesAsync("bo", "/incident open P1 checkout is down");

        Assert.Contains($"No channel: {why}", story.Headline().Text, StringComparison.Ordinal);
        Assert.Contains("@ana: you are needed. P1 incident #1 checkout is down, opened by @bo", story.Headline().Replies.Select(reply => reply.Text));
        await story.PressesAsync("ana", story.Headline(), "Move to a channel");
        Assert.Equal(["ana", "bo"], story.Own().Members);
        Assert.Contains($"#{IncidentStage.ChannelName}", story.Headline().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_permission_it_says_which_is_missing()
    {
        await using var story = await IncidentStage.BeginAsync();
        story.Slack.Scopes.Remove("channels:manage");

        await story.TypesAsync("bo", "/incident open P1 checkout is down");

        Assert.Contains("No channel: I lack the Slack permission channels:manage; add it to the app's scopes and reinstall the app", story.Headline().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_gets_the_incidents_number()
    {
        await using var story = await IncidentStage.BeginAsync();
        story.Slack.Channel(IncidentStage.ChannelName).Say("dee", "this is mine");

        await story.TypesAsync("bo", "/incident open P1 checkout is down");

        Assert.Equal(["ana", "bo"], story.Own($"{IncidentStage.ChannelName}-1").Members);
    }

    [Fact]
    public async Task Two_within_a_minute_get_a_channel_each()
    {
        await using var story = await IncidentStage.BeginAsync();

        await Task.WhenAll(story.SendAsync("bo", "/incident open P1 checkout is down"), story.SendAsync("ana", "/incident open P0 database unreachable"));
        await story.Bot.SettleAsync();

        Assert.Equal(2, story.Slack.Made.Count);
        Assert.All(story.Slack.Made, channel => Assert.Single(channel.Pins));
    }

    [Theory]
    [InlineData("conversations.create")]
    [InlineData("conversations.setPurpose")]
    [InlineData("conversations.setTopic")]
    [InlineData("conversations.invite")]
    public async Task A_lost_answer_makes_no_second_channel(string method)
    {
        await using var story = await IncidentStage.BeginAsync();
        story.Slack.Faults.DropAfterSuccess(method);

        await story.TypesAsync("bo", "/incident open P1 checkout is down");

        Assert.Equal(["ana", "bo"], Assert.Single(story.Slack.Made).Members);
        Assert.Equal(IncidentStage.ChannelName, story.Slack.Made[0].Name);
        Assert.Equal("P1 · #1 checkout is down", story.Slack.Made[0].Topic);
    }

    [Fact]
    public async Task Throttled_in_the_middle_of_an_opening_it_waits_as_long_as_it_is_told()
    {
        await using var story = await IncidentStage.BeginAsync();
        story.Slack.Faults.Throttle("conversations.create", TimeSpan.FromSeconds(20));
        story.Slack.Faults.Throttle("conversations.invite", TimeSpan.FromSeconds(7));

        await story.TypesAsync("bo", "/incident open P1 checkout is down");

        Assert.Equal(["ana", "bo"], story.Own().Members);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Fact]
    public async Task One_who_does_not_exist_among_eighty_keeps_nobody_out()
    {
        await using var story = await IncidentStage.BeginAsync();
        var people = Enumerable.Range(1, 79).Select(number => $"dev{number}").ToList();
        await story.TypesAsync("ana", $"/warroom role on-call {string.Join(' ', people.Select(person => $"@{person}"))}");
        story.Slack.Forget("dev40");

        await story.TypesAsync("bo", "/incident open P1 checkout is down");

        Assert.Equal(79, story.Own().Members.Count);
        Assert.Contains(story.Own().Messages, message => message.Text == "could not bring in dev40 (user not found)");
    }
}
