using WarRoomBot.TestKit;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>
/// Slack's limits hold for the whole workspace. With more rooms than it lets the bot keep up to date each minute, what is routine waits, and what is urgent
/// does not.
/// </summary>
public sealed class SlackPressureStories
{
    private const int Rooms = 60;

    private const string Quiet =
        """
        name: Quiet
        duration: 12h
        roles:
          qa: { title: QA lead }
        metrics:
          load:
            title: Load
            unit: percent
            every: 1m
            probe: { http: "${TARGET}/load", select: load }
        phases:
          - { name: Watch, from: 0m, to: 12h, every: 6h, metrics: [load] }
        """;

    private const string Watched =
        """
        name: Watched
        duration: 12h
        roles:
          qa: { title: QA lead }
        severities:
          P1: { acknowledge: 15m, invite: qa }
        metrics:
          errors:
            title: Error rate
            unit: percent
            every: 1m
            probe: { http: "${TARGET}/errors", select: errorRate }
            target: { below: 0.1 }
            critical: { above: 5, severity: P1 }
        phases:
          - { name: Watch, from: 0m, to: 12h, every: 6h, metrics: [errors] }
        """;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>As a person would call it: at once.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task While_the_boards_of_many_rooms_use_up_the_limits_an_alert_is_shown_taken_and_over_at_once()
    {
        await using var story = await RoomStory.BeginAsync();
        story.Slack.Rates.Enforced = true;
        story.Plans.Write("quiet", Quiet);
        story.Plans.Write("watched", Watched);
        var (rate, crossed) = (0.02, default(DateTimeOffset?));
        story.Target.Others["/errors"] = _ =>
        {
            crossed ??= rate > 5 ? story.Clock.GetUtcNow() : null;
            return new { errorRate = rate };
        };
        story.Target.Others["/load"] = _ => new { load = story.Clock.GetUtcNow().Minute };
        await story.TypesAsync("ana", "/warroom start watched v1");
        await story.TypesAsync("ana", "/warroom role qa @chi");
        for (var room = 0; room < Rooms; room++)
            await story.Slack.SlashCommand($"room-{room}", "ana", "/warroom start quiet v1");
        await story.AdvanceAsync(6 * Minute);
        Assert.InRange(EditsSince(story, story.Clock.GetUtcNow() - Minute), 35, 50);

        rate = 9;
        await story.AdvanceAsync(Minute);
        var alert = story.Channel.Showing("P1 High · Error rate 9 %");
        Assert.InRange(alert.PostedAt - crossed!.Value, TimeSpan.Zero, AtOnce);
        for (var time = 0; time < 3; time++)
        {
            await story.AdvanceAsync(20 * TimeSpan.FromSeconds(1));
            var pressed = story.Clock.GetUtcNow();
            await story.PressesAsync("chi", alert, time == 0 ? "Acknowledge" : time == 1 ? "Mute 1h" : "Resolve");
            Assert.InRange(story.Slack.Calls.First(call => call.Method == "chat.update" && call.At >= pressed && call.Optional("ts") == alert.Ts).At - pressed, TimeSpan.Zero, AtOnce);
        }

        await story.AdvanceAsync(Minute);
        Assert.InRange(EditsSince(story, story.Clock.GetUtcNow() - Minute), 35, 50);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    private static int EditsSince(RoomStory story, DateTimeOffset from) => story.Slack.Calls.Count(call => call.Method == "chat.update" && call.At >= from);
}
