using WarRoomBot.TestKit;
using WarRoomBot.TestKit.Storage;

namespace WarRoomBot.Tests.Scenarios;

/// <summary>Checks from the posting to the answer, or to nobody's answer.</summary>
public sealed class ChecksTests
{
    /// <summary>Two hours, with a check at the very end, and a question that a metric can contradict.</summary>
    private const string Short =
        """
        name: Short
        duration: 2h
        roles:
          qa: { title: QA lead }
        metrics:
          errors:
            title: Error rate
            unit: percent
            every: 30m
            probe: { http: "${TARGET}/api/metrics/errors", select: errorRate }
            warning: { above: 1 }
        questions:
          calm: { text: "Errors as usual?", owner: qa, about: errors }
          done: { text: "Anything left to do?" }
        phases:
          - name: Watch
            from: 0m
            to: 2h
            checks:
              - { at: 30m, metrics: [errors], ask: [calm] }
              - { at: 1h, ask: [done] }
              - { at: 90m, ask: [done] }
              - { at: 2h, ask: [done] }
        """;

    [Theory, Engines]
    public async Task An_answer_shows_what_who_and_when(Engine engine)
    {
        await using var story = await BetaAsync(engine);
        await story.AdvanceToAsync(TimeSpan.FromMinutes(10));
        await story.AdvanceAsync(TimeSpan.FromMinutes(2));
        var check = story.Check("T+10m");

        await story.PressesAsync("eli", check, "OK", beside: "Database connections");
        await story.PressesAsync("bo", check, "Watch", beside: "Sentry");

        Assert.Contains("✅ Database connections below 50? (warning above 50, critical above 80 of 100) OK · @eli 12:12 UTC", check.Text, StringComparison.Ordinal);
        Assert.Contains("⚠️ Sentry: any new issue, or an old one back? Watch · @bo 12:12 UTC", check.Text, StringComparison.Ordinal);
        Assert.StartsWith("⚠️ T+10m\n1 to watch · Critical monitoring", check.Text, StringComparison.Ordinal);
        Assert.Equal(["Add note"], check.Buttons);
        Assert.Contains("checks answered 1/3", story.Board.Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task A_note_is_an_answer_with_words_and_may_change_one(Engine engine)
    {
        await using var story = await BetaAsync(engine);
        await story.AdvanceToAsync(TimeSpan.FromMinutes(15));
        var check = story.Check("T+15m");

        await story.PressesAsync("chi", check, "Note", beside: "First real user");
        await story.SubmitsAsync("chi", ("Answer", "OK"), ("Note", "user 4711"));
        Assert.Contains("First real user logged in? (note the user id) OK · @chi 12:15 UTC\n“user 4711”", check.Text, StringComparison.Ordinal);

        await story.PressesAsync("bo", check, "Add note");
        await story.SubmitsAsync("bo", ("Question", "First real user logged in? (note the user id)"), ("Answer", "Problem"), ("Note", "a bot, not a user"));
        Assert.Contains("First real user logged in? (note the user id) Problem · @bo 12:15 UTC\n“a bot, not a user”", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_press_at_once_do_not_overwrite_each_other()
    {
        await using var story = await BetaAsync();
        await story.AdvanceToAsync(TimeSpan.FromMinutes(15));
        var check = story.Check("T+15m");

        await check.Press("OK", by: "chi", beside: "First real user");
        await check.Press("Problem", by: "bo", beside: "First real user");
        await story.Bot.SettleAsync();

        Assert.Contains("OK · @chi", check.Text, StringComparison.Ordinal);
        Assert.Equal("@chi answered this at 12:15 UTC already; Add note changes an answer.", story.ToldTo("bo"));
    }

    [Theory, Engines]
    public async Task The_owner_is_reminded_in_place_of_the_time_before_and_then_it_counts_as_missed(Engine engine)
    {
        await using var story = await BetaAsync(engine);
        await story.AdvanceToAsync(TimeSpan.FromMinutes(15));
        var check = story.Check("T+5m");
        var first = Assert.Single(check.Replies);
        Assert.Equal(
            "⏳ T+5m still waits for 1 answer\n@chi: Smoke tests passed? (the whole post-deploy checklist)\n(Please press a button on the check above; after 12:35 UTC it counts as missed)",
            first.Text);

        await story.AdvanceToAsync(TimeSpan.FromMinutes(25));
        Assert.NotEqual(first.Ts, Assert.Single(check.Replies).Ts);

        await story.AdvanceToAsync(TimeSpan.FromMinutes(35));
        Assert.Empty(check.Replies);
        Assert.Contains("❔ Smoke tests passed? (the whole post-deploy checklist) missed, nobody answered", check.Text, StringComparison.Ordinal);
        Assert.Empty(check.Buttons);
        Assert.Contains("missed", story.Board.Text, StringComparison.Ordinal);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Fact]
    public async Task An_answer_takes_the_reminder_away()
    {
        await using var story = await BetaAsync();
        await story.AdvanceToAsync(TimeSpan.FromMinutes(15));
        var check = story.Check("T+5m");

        await story.PressesAsync("chi", check, "OK");
        await story.AdvanceToAsync(TimeSpan.FromMinutes(40));

        Assert.Empty(check.Replies);
        Assert.Contains("OK · @chi", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_asks_only_for_what_is_still_open()
    {
        await using var story = await BetaAsync();
        await story.AdvanceToAsync(TimeSpan.FromMinutes(25));
        var check = story.Check("T+15m");
        var reminder = Assert.Single(check.Replies);
        Assert.StartsWith("⏳ T+15m still waits for 2 answers", reminder.Text, StringComparison.Ordinal);

        await story.PressesAsync("chi", check, "OK", beside: "First real user");

        Assert.StartsWith("⏳ T+15m still waits for 1 answer\n@chi: First chat message answered? (note the conversation id)\n", reminder.Text, StringComparison.Ordinal);
        Assert.Single(check.Replies);
    }

    [Fact]
    public async Task People_and_measurement_that_disagree_are_flagged()
    {
        await using var story = await ShortAsync();
        story.Target.ErrorRate = 2.5;
        await story.AdvanceToAsync(TimeSpan.FromMinutes(30));
        var check = story.Check("T+30m");

        await story.PressesAsync("chi", check, "OK");

        Assert.Contains("⚠️ @chi says OK, the measurement says 2.5 % (warning)", check.Text, StringComparison.Ordinal);
        Assert.StartsWith("⚠️ T+30m", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smoke_tests_that_passed_while_the_service_is_down_are_flagged_in_the_beta_plan()
    {
        await using var story = await BetaAsync();
        story.Target.Healthy = false;
        await story.AdvanceToAsync(TimeSpan.FromMinutes(6));

        await story.PressesAsync("chi", story.Check("T+5m"), "OK");

        Assert.Contains("⚠️ @chi says OK, the measurement says down (critical)", story.Check("T+5m").Text, StringComparison.Ordinal);
    }

    [Theory, Engines]
    public async Task What_was_missed_while_the_bot_was_down_is_posted_once_and_marked_late(Engine engine)
    {
        await using var story = await BetaAsync(engine);
        await story.AdvanceToAsync(TimeSpan.FromMinutes(125));
        var before = story.Channel.Messages.Count;

        await story.BotStopsAsync();
        story.Clock.JumpTo(story.Began.AddMinutes(125 + 180));
        await story.BotStartsAsync();
        await story.Bot.SettleAsync();

        Assert.Equal(before + 1, story.Channel.Messages.Count);
        Assert.StartsWith("⏳ T+5h\n", story.Channel.Last.Text, StringComparison.Ordinal);
        Assert.Contains(
            "Posted 2h 35m late: it was due at 14:30 UTC. It stands for T+2h30, T+3h, T+3h30, T+4h and T+4h30 too.", story.Channel.Last.Text, StringComparison.Ordinal);
        await story.AdvanceToAsync(TimeSpan.FromMinutes(330));
        Assert.StartsWith("⏳ T+5h30\n", story.Channel.Last.Text, StringComparison.Ordinal);
        Assert.Empty(story.Slack.Rates.Violations);
    }

    [Theory, Engines]
    public async Task The_last_check_can_still_be_answered_when_the_rooms_time_is_up(Engine engine)
    {
        await using var story = await ShortAsync(engine);
        await story.AdvanceToAsync(TimeSpan.FromMinutes(125));
        Assert.Contains("ended", story.Board.Text, StringComparison.Ordinal);
        var last = story.Check("T+2h");

        await story.PressesAsync("ana", last, "OK");

        Assert.Contains("✅ Anything left to do? OK · @ana 14:05 UTC", last.Text, StringComparison.Ordinal);
        Assert.Contains("checks answered 1/4 · 3 missed", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_answer_the_last_check_is_missed_like_any_other()
    {
        await using var story = await ShortAsync();

        await story.AdvanceToAsync(TimeSpan.FromMinutes(150));

        Assert.Contains("missed, nobody answered", story.Check("T+2h").Text, StringComparison.Ordinal);
        Assert.Contains("4 missed", story.Board.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_answers_the_room_whose_card_it_is_on()
    {
        await using var story = await ShortAsync();
        await story.AdvanceToAsync(TimeSpan.FromHours(2));
        await story.TypesAsync("ana", "/warroom start short v2");
        await story.AdvanceToAsync(TimeSpan.FromHours(2.5) - TimeSpan.FromSeconds(10));

        var first = story.Check("T+2h");
        await story.PressesAsync("ana", first, "Problem");
        await story.AdvanceToAsync(TimeSpan.FromHours(4.1));

        Assert.StartsWith("🔴 T+2h\n1 problem · Watch\n🔴 Anything left to do? Problem · @ana", first.Text, StringComparison.Ordinal);
        Assert.StartsWith("⏳ T+2h\n0 of 1 answered · Watch", story.Check("T+2h").Text, StringComparison.Ordinal);
    }

    private static async Task<RoomStory> BetaAsync(Engine engine = Engine.Sqlite)
    {
        var story = await RoomStory.BeginAsync(engine);
        story.Plans.MeasureEvery("5m");
        await story.TypesAsync("ana", "/warroom start beta-war-room v1.0.0-beta");
        await story.TypesAsync("ana", "/warroom role qa @chi");
        return story;
    }

    private static async Task<RoomStory> ShortAsync(Engine engine = Engine.Sqlite)
    {
        var story = await RoomStory.BeginAsync(engine);
        story.Plans.Write("short", Short);
        await story.TypesAsync("ana", "/warroom start short v1");
        return story;
    }
}
