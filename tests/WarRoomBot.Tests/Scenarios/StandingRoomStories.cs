using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>A room without an end, in which checks come round by the calendar. The story begins on Tuesday, 3 March 2026, at noon UTC.</summary>
public sealed class StandingRoomStories
{
    private const string Plan =
        """
        name: Operations
        duration: none
        time-zone: Europe/Berlin
        business-hours: { holidays: [2026-03-05] }
        roles:
          on-call: { title: On call }
        answers: { remind-after: 2h, missed-after: 8h }
        metrics:
          error-rate: { title: Error rate, unit: percent, every: 12h, probe: { http: "${TARGET}/api/metrics/errors", select: errorRate }, target: { below: 1 } }
        questions:
          new-errors: { text: "Sentry: any new error?", owner: on-call }
          costs: { text: "Costs as planned?", owner: on-call }
        routines:
          - { name: Daily health check, days: business-days, at: "09:00", metrics: [error-rate], ask: [new-errors] }
          - { name: Weekly review, days: monday, at: "10:00", ask: [costs] }
        """;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory, Engines]
    public async Task A_standing_room_asks_on_business_days_and_has_no_countdown(Engine engine)
    {
        await using var story = await BeginAsync(engine);

        await story.TypesAsync("ana", "/warroom start operations pace=100");
        Assert.Contains("Standing room, without an end · open since", story.Board.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ends", story.Board.Text, StringComparison.Ordinal);
        // Wednesday 09:00 in Berlin is 20 hours after Tuesday 12:00 UTC: at this pace in twelve minutes.
        Assert.Contains("(in 12 min)", story.Board.Text, StringComparison.Ordinal);

        await story.AdvanceAsync(7 * Day / 100);

        // Thursday the 5th is a day off, Saturday and Sunday are no business days.
        Assert.Equal(
            [
                "Daily health check of 4 Mar 2026", "Daily health check of 6 Mar 2026", "Daily health check of 9 Mar 2026", "Weekly review of 9 Mar 2026",
                "Daily health check of 10 Mar 2026",
            ],
            Checks(story));
        Assert.Contains("Error rate 0.04 %", story.Check("Daily health check of 4 Mar 2026").Text, StringComparison.Ordinal);
        Assert.Contains("missed", story.Check("Daily health check of 4 Mar 2026").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_routines_check_is_answered_like_any_other()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom start operations pace=100");
        await story.AdvanceAsync(Day / 100);

        await story.PressesAsync("bo", story.Check("Daily health check of 4 Mar 2026"), "OK", beside: "Sentry");

        Assert.StartsWith("✅ Daily health check of 4 Mar 2026", story.Check("Daily health check of 4 Mar 2026").Text, StringComparison.Ordinal);
        Assert.Contains("all well", story.Check("Daily health check of 4 Mar 2026").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_round_while_the_bot_was_down_is_posted_once_and_says_so()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom start operations pace=100");
        await story.BotStopsAsync();
        story.Clock.Advance(7 * Day / 100);

        await story.BotStartsAsync();
        await story.Bot.SettleAsync();

        Assert.Equal(["Daily health check of 10 Mar 2026", "Weekly review of 9 Mar 2026"], Checks(story).Order());
        Assert.Contains("It stands for the 3 times it came round since then too.", story.Check("Daily health check of 10 Mar 2026").Text, StringComparison.Ordinal);
        await story.AdvanceAsync(Day / 100);
        Assert.Equal("Daily health check of 11 Mar 2026", Checks(story).Last());
    }

    [Fact]
    public async Task Nothing_can_be_extended_that_has_no_end_and_people_close_it()
    {
        await using var story = await BeginAsync();
        await story.TypesAsync("ana", "/warroom start operations");

        await story.TypesAsync("ana", "/warroom extend 4h because");
        Assert.Equal("This is a standing room, without an end: there is nothing to extend. /warroom end <reason> closes it.", story.ToldTo("ana").Replace("`", "", StringComparison.Ordinal));
        await story.TypesAsync("ana", "/warroom start operations");
        Assert.Contains("without an end. ", story.ToldTo("ana"), StringComparison.Ordinal);
        Assert.Contains("without an end", (await story.GetsAsync("/")).Body, StringComparison.Ordinal);

        await story.AdvanceAsync(TimeSpan.FromHours(2));
        await story.TypesAsync("ana", "/warroom end moved to another channel");
        Assert.Contains(", after 2h", story.Board.Text, StringComparison.Ordinal);
        await story.AdvanceAsync(Day);
        Assert.Empty(Checks(story));
    }

    [Fact]
    public async Task The_list_of_plans_says_that_it_stands()
    {
        await using var story = await BeginAsync();

        await story.TypesAsync("ana", "/warroom plans");

        Assert.Contains("Operations: standing, without an end, 2 routines, 1 metric, 2 questions", story.ToldTo("ana"), StringComparison.Ordinal);
    }

    private static async Task<RoomStory> BeginAsync(Engine engine = Engine.Sqlite)
    {
        var story = await RoomStory.BeginAsync(engine);
        story.Plans.Write("operations", Plan);
        return story;
    }

    /// <summary>The titles of what came round, in the order in which it was posted.</summary>
    private static IEnumerable<string> Checks(RoomStory story) => story.Channel.Messages
        .Select(message => message.Text.Split('\n')[0])
        .Where(title => title.Contains(" of ", StringComparison.Ordinal) && title.EndsWith("2026", StringComparison.Ordinal))
        .Select(title => title[(title.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
}
