using WarRoomBot.TestKit;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>The first hours of a room as its people read them: approved as text, to be read as a tired colleague would.</summary>
public sealed class TranscriptTests
{
    [Fact]
    public async Task The_first_hours_of_a_room()
    {
        await using var story = await RoomStory.BeginAsync();
        await story.TypesAsync("ana", "/warroom start beta-war-room v1.0.0-beta");
        await story.TypesAsync("ana", "/warroom role on-call @ana");
        await story.TypesAsync("ana", "/warroom role qa @chi");
        await story.TypesAsync("ana", "/warroom role lead @bo");
        await story.TypesAsync("ana", "/warroom role devops @eli");
        await story.PressesAsync("eli", story.Check("T+0m"), "OK");

        await story.AdvanceToAsync(TimeSpan.FromMinutes(7));
        await story.PressesAsync("chi", story.Check("T+5m"), "Note");
        await story.SubmitsAsync("chi", ("Answer", "Watch"), ("Note", "signup mail takes a minute"));

        await story.AdvanceToAsync(TimeSpan.FromMinutes(11));
        await story.PressesAsync("eli", story.Check("T+10m"), "OK", beside: "Database");
        await story.PressesAsync("bo", story.Check("T+10m"), "OK", beside: "Sentry");
        story.Target.ErrorRate = 2.4;
        story.Target.P95 = 1240;

        await story.AdvanceToAsync(TimeSpan.FromMinutes(26));
        await story.PressesAsync("chi", story.Check("T+15m"), "OK", beside: "First real");
        await story.AdvanceToAsync(TimeSpan.FromMinutes(28));
        await story.TypesAsync("bo", "/warroom status");
        Golden.Text("room-after-28-minutes.txt", story.Slack.Transcript());

        story.Target.ErrorRate = 0.06;
        story.Target.P95 = 330;
        await story.AdvanceToAsync(TimeSpan.FromMinutes(100));
        await story.TypesAsync("ana", "/warroom log cache flushed, latency is back");
        await story.TypesAsync("ana", "/warroom extend 2h payments still settle");
        await story.TypesAsync("ana", "/warroom end all quiet, handing over to support");
        Golden.Text("room-at-its-end.txt", story.Slack.Transcript());
        Golden.Text("told-to-ana.txt", string.Join("\n\n", story.Slack.WhispersTo("ana").Select(message => message.Text)) + "\n");
    }
}
