using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>The room on its feet: from the first word to the first answers.</summary>
public sealed class FirstHoursTests
{
    [Theory, Engines]
    public async Task A_team_starts_the_room_and_the_board_is_pinned(Engine engine)
    {
        await using var story = await RoomStory.BeginAsync(engine);

        await story.TypesAsync("ana", "/warroom start beta-war-room v1.0.0-beta");
        await story.AdvanceAsync(TimeSpan.FromMinutes(3));

        TestContext.Current.TestOutputHelper!.WriteLine(story.Slack.Transcript());
        Assert.Contains("Beta war room · v1.0.0-beta", story.Board.Text, StringComparison.Ordinal);
        Assert.Empty(story.Slack.Rates.Violations);
    }
}
