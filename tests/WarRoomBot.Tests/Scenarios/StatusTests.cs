using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary><c>/warroom status</c>: an answer at once, fresh figures a moment later.</summary>
public sealed class StatusTests
{
    [Theory, Engines]
    public async Task It_answers_at_once_with_what_is_known_and_then_shows_what_is_measured(Engine engine)
    {
        await using var story = await StartedAsync(engine);
        var measured = Hold(story.Target);
        story.Target.ErrorRate = 0.4;

        await story.SendAsync("ana", "/warroom status");
        await story.Slack.Until(() => story.Channel.Last.Text.Contains("Last known; measuring now…", StringComparison.Ordinal));
        var status = story.Channel.Last;
        Assert.Contains("Error rate 0.04 %", status.Text, StringComparison.Ordinal);
        measured.SetResult();
        await story.Bot.SettleAsync();

        Assert.Contains("Error rate 0.4 %", status.Text, StringComparison.Ordinal);
        Assert.Contains("(Measured 12:01:30 UTC)", status.Text, StringComparison.Ordinal);
        Assert.Equal(["Refresh"], status.Buttons);
        Assert.Contains("Error rate 0.4 %", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_people_who_ask_together_cost_one_measurement_and_one_card()
    {
        await using var story = await StartedAsync();
        var messages = story.Channel.Messages.Count;
        var asked = story.Target.Asked.Count;
        var measured = Hold(story.Target);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => story.SendAsync($"p{number}", "/warroom status")));
        await story.Slack.Until(() => story.Channel.Messages.Count > messages);
        measured.SetResult();
        await story.Bot.SettleAsync();

        Assert.Equal(messages + 1, story.Channel.Messages.Count);
        Assert.Equal(["/api/health", "/api/metrics/errors", "/api/metrics/providers", "/api/metrics/system"], story.Target.Asked.Skip(asked).Order());
        var told = Enumerable.Range(0, 10).SelectMany(number => story.Slack.WhispersTo($"p{number}")).Select(message => message.Text).ToList();
        Assert.Equal(Enumerable.Repeat("Measuring already: the status card shows it in a moment.", 9), told);
    }

    [Fact]
    public async Task Refresh_measures_again_into_the_same_card()
    {
        await using var story = await StartedAsync();
        await story.TypesAsync("ana", "/warroom status");
        var (status, messages) = (story.Channel.Last, story.Channel.Messages.Count);
        await story.AdvanceAsync(TimeSpan.FromSeconds(15));
        story.Target.P95 = 400;

        await story.PressesAsync("bo", status, "Refresh");

        Assert.Contains("Response time (p95) 400 ms", status.Text, StringComparison.Ordinal);
        Assert.Equal(messages, story.Channel.Messages.Count);
    }

    [Fact]
    public async Task Refresh_on_a_card_of_an_earlier_room_says_so()
    {
        await using var story = await StartedAsync();
        await story.TypesAsync("ana", "/warroom status");
        var old = story.Channel.Last;
        await story.TypesAsync("ana", "/warroom end done");
        await story.TypesAsync("ana", "/warroom start beta-war-room v2");
        await story.TypesAsync("ana", "/warroom status");
        var before = old.Text;

        await story.PressesAsync("bo", old, "Refresh");

        Assert.Equal("That card is from an earlier room; /warroom status shows this one.", story.ToldTo("bo"));
        Assert.Equal(before, old.Text);
    }

    [Fact]
    public async Task A_target_that_does_not_answer_is_told_and_never_shown_as_a_figure()
    {
        await using var story = await StartedAsync();
        await story.Target.DisposeAsync();

        await story.TypesAsync("ana", "/warroom status");

        var status = story.Channel.Last.Text;
        Assert.Contains("❔ Error rate cannot be read", status, StringComparison.Ordinal);
        Assert.DoesNotContain("Error rate 0 %", status, StringComparison.Ordinal);
        // The health probe tries again after 30 s, before it says down.
        Assert.Contains("API health takes longer and will be on the board", status, StringComparison.Ordinal);
        await story.AdvanceToAsync(TimeSpan.FromMinutes(3));
        Assert.Contains("🔴 API health down", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_waits_for_slow_figures_rather_than_show_old_ones()
    {
        await using var story = await StartedAsync();
        await story.AdvanceToAsync(TimeSpan.FromSeconds(299));
        story.Target.Healthy = false;

        await story.AdvanceToAsync(TimeSpan.FromMinutes(6));

        Assert.Contains("🔴 API health down", story.Check("T+5m").Text, StringComparison.Ordinal);
    }

    private static TaskCompletionSource Hold(TestKit.Targets.ScriptedTarget target)
    {
        var held = new TaskCompletionSource();
        target.Gate = held.Task;
        return held;
    }

    /// <summary>Half a minute after a routine measurement.</summary>
    private static async Task<RoomStory> StartedAsync(Engine engine = Engine.Sqlite)
    {
        var story = await RoomStory.BeginAsync(engine);
        await story.TypesAsync("ana", "/warroom start beta-war-room v1");
        await story.AdvanceToAsync(TimeSpan.FromSeconds(90));
        return story;
    }
}
