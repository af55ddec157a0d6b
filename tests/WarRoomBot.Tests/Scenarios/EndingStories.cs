using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Slack;
using static WarRoomBot.Tests.Scenarios.GateStage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Somebody ends a room in the middle of something: that is said first.</summary>
public sealed class EndingStories
{
    [Fact]
    public async Task An_open_gate_and_open_incidents_are_named_and_the_room_ends_only_when_that_is_confirmed()
    {
        await using var story = await GateStage.BeginAsync();
        await story.AdvanceToAsync(7 * Hour);
        foreach (var what in new[] { "checkout is down", "search is slow", "mails are late", "images are missing" })
            await story.TypesAsync("bo", $"/incident open P2 {what}");
        await story.TypesAsync("bo", "/warroom golive");

        await story.TypesAsync("ana", "/warroom end rolled back by hand");

        var question = Question(story);
        question.Shows(
            "⚠️ The room is not finished. End it all the same?", "P2 incident #1 checkout is down · investigating · no lead yet", "and 1 more",
            "Go-live decision is open until 3 Mar 20:00 UTC: it would stay undecided");
        Assert.DoesNotContain("ended", story.Board.Text.Split('\n')[0], StringComparison.Ordinal);
        story.Gate().Shows("0 of 3 signed");

        await story.PressesAsync("ana", question, "End the room");

        Assert.Contains(story.Channel.Messages, message => message.Text == "@ana ended the room: rolled back by hand");
        story.Gate().Shows("Go-live decision: NO DECISION");
        await story.PressesAsync("ana", question, "End the room");
        Assert.StartsWith("No war room is open in this channel.", story.ToldTo("ana"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_confirms_when_another_room_is_open_there_does_not_end_that_one()
    {
        await using var story = await GateStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P2 checkout is down");
        await story.TypesAsync("ana", "/warroom end the wrong version");
        var question = Question(story);
        await story.PressesAsync("ana", question, "End the room");
        await story.TypesAsync("ana", "/warroom start gates v1.0.1");

        await story.PressesAsync("ana", question, "End the room");

        Assert.Equal("That was about the room before this one; /warroom end <reason> closes this one.", story.ToldTo("ana"));
        Assert.DoesNotContain("ended", story.Channel.Pins[^1].Text.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_nothing_open_it_ends_at_once()
    {
        await using var story = await GateStage.BeginAsync();
        await story.TypesAsync("bo", "/incident open P2 checkout is down");
        await story.TypesAsync("bo", "/incident resolve it was the network");

        await story.TypesAsync("ana", "/warroom end all quiet");

        Assert.Contains(story.Channel.Messages, message => message.Text == "@ana ended the room: all quiet");
    }

    private static FakeMessage Question(RoomStory story) => story.Slack.WhispersTo("ana").Last(message => message.Buttons.Contains("End the room"));
}
