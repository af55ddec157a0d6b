using System.Text.Json.Nodes;
using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>An alert's life in the room: raised once, taken or escalated, until it is over.</summary>
public sealed class AlertStories
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, Engines]
    public async Task Nobody_answers_and_the_ladder_is_climbed_step_by_step(Engine engine)
    {
        await using var story = await BeginAsync(engine);

        story.Target.ErrorRate = 7.2;
        await story.AdvanceAsync(Minute);
        var alert = Alert(story);
        Assert.Contains("P2 Medium · Error rate 7.2 % · not acknowledged", alert.Text, StringComparison.Ordinal);
        await story.AdvanceAsync(5 * Minute);
        Assert.Contains("P1 High · Error rate 7.2 % · not acknowledged", alert.Text, StringComparison.Ordinal);
        Assert.Contains("Acknowledge within 15 min: 15 min left · then @bo 12:23 UTC, @chi, @dee 12:38 UTC", alert.Text, StringComparison.Ordinal);
        await story.AdvanceAsync(10 * Minute);
        Assert.Contains("Acknowledge within 15 min: 5 min left", alert.Text, StringComparison.Ordinal);
        await story.AdvanceAsync(40 * Minute);

        Assert.Equal(
            ["@ana: please acknowledge P2 Error rate 7.2 %", "@ana: please acknowledge P1 Error rate 7.2 %", "Playbook: High error rate", "@bo: please acknowledge P1 Error rate 7.2 %", "@chi, @dee: please acknowledge P1 Error rate 7.2 %"],
            alert.Replies.Select(FirstLine));
        Golden.Card("alert-unanswered", alert);
        Golden.Card("alert-playbook", alert.Replies.Single(reply => reply.Text.StartsWith("Playbook: ", StringComparison.Ordinal)));
    }

    [Theory, Engines]
    public async Task Somebody_takes_it_and_it_ends_by_itself(Engine engine)
    {
        await using var story = await BeginAsync(engine);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        var alert = Alert(story);

        await story.AdvanceAsync(2 * Minute);
        await story.PressesAsync("bo", alert, "Acknowledge");
        Assert.Contains("P0 Critical · API health down · acknowledged", alert.Text, StringComparison.Ordinal);
        Assert.Contains("acknowledged by @bo after 2 min", alert.Text, StringComparison.Ordinal);
        await story.AdvanceAsync(10 * Minute);
        Assert.DoesNotContain(alert.Replies, notice => notice.Text.Contains("@chi", StringComparison.Ordinal));

        story.Target.Healthy = true;
        await story.AdvanceAsync(Minute);
        Assert.Contains("acknowledged", alert.Text.Split('\n')[0], StringComparison.Ordinal);
        await story.AdvanceAsync(Minute);

        Golden.Card("alert-taken", alert);
        Assert.DoesNotContain("API health", story.Board.Text.Split("UTC)")[0].Split("Status now")[0].Split("🟢 API health")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_it_is_asked_again_and_without_an_answer_it_waits_anew()
    {
        await using var story = await BeginAsync(Engine.Sqlite);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        var alert = Alert(story);
        await story.PressesAsync("bo", alert, "Acknowledge");

        await story.AdvanceAsync(30 * Minute);
        Assert.Contains(alert.Replies, notice => notice.Text.StartsWith("@bo: P0 API health down is not over. Still on it?", StringComparison.Ordinal));
        await story.PressesAsync("bo", alert, "Still on it");
        await story.AdvanceAsync(30 * Minute);
        Assert.Contains("acknowledged", alert.Text.Split('\n')[0], StringComparison.Ordinal);
        await story.AdvanceAsync(10 * Minute);

        Assert.Contains("not acknowledged", alert.Text.Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal("@ana: please acknowledge P0 API health down", alert.Replies[^1].Text);
    }

    [Fact]
    public async Task A_muted_metric_calls_nobody_until_its_time_is_over()
    {
        await using var story = await BeginAsync(Engine.Sqlite);

        await story.TypesAsync("ana", "/warroom mute api-health 20m deploying a fix");
        Assert.Equal("API health is muted until 12:22 UTC. /warroom unmute api-health ends it earlier.", story.ToldTo("ana"));
        story.Target.Healthy = false;
        await story.AdvanceAsync(19 * Minute);
        Assert.DoesNotContain("Critical", story.Slack.Transcript(), StringComparison.Ordinal);
        await story.AdvanceAsync(2 * Minute);

        Assert.Contains("P0 Critical · API health down · not acknowledged", Alert(story).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Muting_the_alert_stops_the_ladder_and_unmuting_starts_it_anew()
    {
        await using var story = await BeginAsync(Engine.Sqlite);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        var alert = Alert(story);

        await story.PressesAsync("chi", alert, "Mute 1h");
        await story.AdvanceAsync(30 * Minute);
        Assert.Contains("muted until 13:03 UTC", alert.Text, StringComparison.Ordinal);
        Assert.Single(alert.Replies);
        await story.TypesAsync("chi", "/warroom unmute api-health");

        Assert.Contains("not acknowledged", alert.Text.Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal(2, alert.Replies.Count);
    }

    [Theory, Engines]
    public async Task A_metric_that_is_looked_at_says_which_alert_and_which_mute_are_on_it(Engine engine)
    {
        await using var story = await BeginAsync(engine);
        await story.TypesAsync("bo", "/warroom check error-rate");
        Assert.DoesNotContain("Alert", story.ToldTo("bo"), StringComparison.Ordinal);
        story.Target.ErrorRate = 2.4;
        await story.AdvanceAsync(Minute);

        await story.TypesAsync("bo", "/warroom check error-rate");
        Assert.Contains("⚠️ Alert P2 #1 since 3 Mar 12:03 UTC · not acknowledged", story.ToldTo("bo"), StringComparison.Ordinal);
        await story.PressesAsync("chi", Alert(story), "Acknowledge");
        await story.TypesAsync("chi", "/warroom mute error-rate 1h deploying a fix");
        await story.TypesAsync("bo", "/warroom check error-rate");
        TestContext.Current.TestOutputHelper!.WriteLine(story.ToldTo("bo"));
        Assert.Contains("Alert P2 #1 since 3 Mar 12:03 UTC · muted until 13:03 UTC", story.ToldTo("bo"), StringComparison.Ordinal);
        Assert.Contains("Muted by @chi until 13:03 UTC: deploying a fix · /warroom unmute error-rate ends it", story.ToldTo("bo"), StringComparison.Ordinal);
        await story.TypesAsync("chi", "/warroom unmute error-rate");
        await story.PressesAsync("chi", Alert(story), "Resolve");
        await story.TypesAsync("bo", "/warroom check error-rate");

        Assert.Contains("Alert P2 #1 since 3 Mar 12:03 UTC · resolved by @chi, still bad", story.ToldTo("bo"), StringComparison.Ordinal);
        Assert.DoesNotContain("Muted", story.ToldTo("bo"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_back_again_and_again_is_told_as_flapping_on_the_same_card()
    {
        await using var story = await BeginAsync(Engine.Sqlite);
        for (var round = 0; round < 4; round++)
        {
            story.Target.Healthy = false;
            await story.AdvanceAsync(Minute);
            story.Target.Healthy = true;
            await story.AdvanceAsync(2 * Minute);
        }

        var alert = Assert.Single(story.Channel.Messages, message => message.Text.Contains("P0 Critical", StringComparison.Ordinal));
        Assert.Contains("flapping: came back 3 times within the hour", alert.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("resolved", alert.Text.Split('\n')[0], StringComparison.Ordinal);
        await story.AdvanceAsync(10 * Minute);
        Assert.Contains("resolved", alert.Text.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_calls_somebody_beside_the_ladder_once()
    {
        await using var story = await BeginAsync(Engine.Sqlite);
        story.Target.ErrorRate = 12;
        await story.AdvanceAsync(6 * Minute);
        await story.PressesAsync("ana", Alert(story), "Acknowledge");

        await story.AdvanceAsync(15 * Minute);

        var called = Assert.Single(Alert(story).Replies, notice => notice.Text.Contains("@chi", StringComparison.Ordinal));
        Assert.Equal("@chi: P1 Error rate 12 %, critical, above 10 % for 10 min", called.Text);
    }

    [Fact]
    public async Task Resolved_by_hand_it_is_left_alone_until_it_was_well_once()
    {
        await using var story = await BeginAsync(Engine.Sqlite);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        await story.PressesAsync("ana", Alert(story), "Resolve");
        await story.AdvanceAsync(5 * Minute);
        Assert.Contains("Resolved by @ana", Alert(story).Text, StringComparison.Ordinal);

        story.Target.Healthy = true;
        await story.AdvanceAsync(2 * Minute);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);

        Assert.Equal(2, story.Channel.Messages.Count(message => message.Text.Contains("P0 Critical", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Asking_for_the_status_in_between_does_not_count_a_reading_twice()
    {
        await using var story = await BeginAsync(Engine.Sqlite);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        story.Target.Healthy = true;
        await story.AdvanceAsync(Minute);

        await story.TypesAsync("ana", "/warroom status");
        Assert.DoesNotContain("resolved", Alert(story).Text.Split('\n')[0], StringComparison.Ordinal);
        await story.AdvanceAsync(Minute);

        Assert.Contains("resolved", Alert(story).Text.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_loses_its_buttons_with_its_room()
    {
        await using var story = await BeginAsync(Engine.Sqlite);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        var alert = Alert(story);

        await story.TypesAsync("ana", "/warroom end rolled back");

        Assert.Empty(alert.Buttons);
        Assert.Contains("The room ended while this was open", alert.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_of_an_earlier_room_does_nothing_to_this_one()
    {
        await using var story = await BeginAsync(Engine.Sqlite);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        var old = Alert(story);
        story.Slack.Faults.Refuse("chat.update", "edit_window_closed", times: 2);
        await story.TypesAsync("ana", "/warroom end rolled back");
        await story.TypesAsync("ana", "/warroom start alerts v2.0.0");
        await story.AdvanceAsync(2 * Minute);

        Assert.Equal(5, old.Buttons.Count);
        foreach (var button in old.Buttons)
        {
            await story.PressesAsync("bo", old, button);
            Assert.StartsWith("That alert is not from the room that is open here now", story.ToldTo("bo"), StringComparison.Ordinal);
        }

        Assert.Equal("Firing", await StateOfTheNewestAsync(story));
    }

    [Fact]
    public async Task A_button_that_comes_too_late_says_so()
    {
        await using var story = await BeginAsync(Engine.Sqlite);
        story.Target.Healthy = false;
        await story.AdvanceAsync(Minute);
        var alert = Alert(story);

        await alert.PressTogether(("Acknowledge", "bo", null), ("Acknowledge", "chi", null));
        await story.Bot.SettleAsync();

        var late = Assert.Single(new[] { "bo", "chi" }, person => story.ToldTo(person).Length > 0);
        Assert.Matches("^Alert #1 was already acknowledged by @(bo|chi) at 12:03 UTC\\.$", story.ToldTo(late));
    }

    private static async Task<RoomStory> BeginAsync(Engine engine)
    {
        var story = await RoomStory.BeginAsync(engine, new Dictionary<string, string?>
        {
            ["Plans:Directory"] = RepositoryFolder.Of("tests/WarRoomBot.Tests/Scenarios/Plans"),
        });
        await story.TypesAsync("ana", "/warroom start alerts v1.0.0");
        foreach (var (role, person) in new[] { ("on-call", "ana"), ("backup", "bo"), ("lead", "chi"), ("cto", "dee") })
            await story.TypesAsync("ana", $"/warroom role {role} @{person}");
        await story.AdvanceAsync(2 * Minute);
        return story;
    }

    private static async Task<string> StateOfTheNewestAsync(RoomStory story)
    {
        var body = await story.Bot.Store.ReadAsync(
            (session, token) => session.ValueAsync<string>("select body from alert order by room desc, number desc limit 1", null, token), TestContext.Current.CancellationToken);
        return (string)JsonNode.Parse(body)!["state"]!;
    }

    private static FakeMessage Alert(RoomStory story) =>
        story.Channel.Messages.Last(message => message.Text.Contains("#1 · since", StringComparison.Ordinal) || message.Text.Contains("Resolved by", StringComparison.Ordinal) || message.Text.Contains("Over by itself", StringComparison.Ordinal));

    private static string FirstLine(FakeMessage message) => message.Text.Split('\n')[0];
}
